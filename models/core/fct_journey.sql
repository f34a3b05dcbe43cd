-- One row per journey: one lead's (with no lead, one opportunity's) one attempt at one pipeline.
-- Records whose stage the map does not know, and records without any date, are here too, visible as what they are.
--
-- grain: journey_id
-- column: journey_id  bigint  our key
-- column: previous_journey_id  bigint  the journey this one was reopened or handed off from
-- column: source_system  varchar  the source of the record it is known by
-- column: lead_id  varchar  as the CRM writes it
-- column: opportunity_id  varchar  as the CRM writes it
-- column: pipeline  varchar  target pipeline; unmapped when no stage of it is known
-- column: lead_source  varchar  canonical lead source
-- column: lead_source_value  varchar  the lead source as the system wrote it
-- column: campaign_id  varchar  the campaign that brought it
-- column: list_id  varchar  the purchased list it came from
-- column: account_id  varchar  the company
-- column: owner_id  varchar  who owns it now
-- column: icp_tier  varchar  fit with the ideal customer; empty until rules are scored
-- column: icp_score  double  score behind the tier; empty until rules are scored
-- column: country  varchar  country of the record, else of its account
-- column: product  varchar  product, as written
-- column: started_at  timestamp  UTC; first known stage instant; null when no date is known
-- column: cohort_month  date  local month in which it started
-- column: entry_seconds  bigint  started to the beginning of observation; 0 unless its source's history starts later
-- column: is_observed  boolean  it had not ended when observation began
-- column: outcome  varchar  won, lost or open
-- column: outcome_at  timestamp  UTC
-- column: current_stage  varchar  canonical stage, won, lost, or unmapped
-- column: furthest_stage  varchar  furthest canonical stage, won if won
-- column: furthest_ordinal  integer  its ordinal; K + 1 when won
-- column: handed_off_to  varchar  the pipeline it was handed to
-- column: lost_from_stage  varchar  the stage it was lost from
-- column: lost_reason  varchar  why, as written
-- column: amount  decimal(18,2)  value in its own currency
-- column: currency  varchar  its currency; the base currency when the source names none
-- column: amount_base  decimal(18,2)  value in the base currency; null when no rate is known
-- column: is_bulk_import  boolean  began when 100 or more journeys of its source were born mid-funnel; the stage it began at is left out of durations
-- column: is_deleted  boolean  deleted in the source
-- column: is_impossible  boolean  its times contradict each other; left out of durations
-- column: watermark_at  timestamp  UTC; what is known up to then
-- column: precision  varchar  second, minute or day
-- assert: (outcome = 'open') = (outcome_at is null)
-- assert: entry_seconds >= 0
-- assert: cohort_month is not null or started_at is null
-- answers: How many leads became customers? Which deals are behind this number?
with
  opportunity as (
    select
      version_of (_file.file_number, opportunities._row) as version,
      opportunities.source,
      opportunities.opportunity_id,
      opportunities.lead_id,
      opportunities.created_at,
      opportunities.amount,
      opportunities.currency,
      opportunities.product,
      opportunities.lead_source,
      opportunities.campaign_id,
      opportunities.list_id,
      opportunities.account_id,
      opportunities.owner_id,
      opportunities.country,
      opportunities.lost_reason,
      opportunities.is_deleted
    from
      staging.opportunities
      join core._file on _file.file_id = opportunities._file_id
  ),
  lead_record as (
    select
      version_of (_file.file_number, leads._row) as version,
      leads.source,
      leads.lead_id,
      leads.created_at,
      leads.lead_source,
      leads.campaign_id,
      leads.list_id,
      leads.account_id,
      leads.owner_id,
      leads.country,
      leads.lost_reason,
      leads.is_deleted
    from
      staging.leads
      join core._file on _file.file_id = leads._file_id
  ),
  member as (
    select
      record.record_number,
      member.list_id,
      member.delivered_at,
      member.country
    from
      core._list_member as member
      join core._record as record on record.source = member.source
      and record.record_type = 'list_member'
      and record.record_id = member.member_record_id
  ),
  unmapped as (
    select
      family_number,
      max(sorts_at) as newest_unmapped_at
    from
      core._event
    where
      state is null
    group by
      family_number
  ),
  -- the newest mapped event of a family that has unmapped ones
  newest as (
    select
      event.family_number,
      max(event.sorts_at) as newest_at
    from
      core._event as event
      join unmapped on unmapped.family_number = event.family_number
    where
      event.state % 100 <> 0
    group by
      event.family_number
  ),
  undated as (
    select
      event.family_number,
      min(state.pipeline) as pipeline,
      min(state.stage) as stage,
      min(state.stage_ordinal) as stage_ordinal
    from
      core._event as event
      join core._state as state on state.state = event.state
    where
      event.sorts_at is null
    group by
      event.family_number
  ),
  placed as (
    select
      coalesce(state.journey_id, shown.family_number * 10000) as journey_id,
      case
        when state.attempt > 0 then state.journey_id - 1
      end as previous_journey_id,
      shown.source as source_system,
      coalesce(
        lead_record.lead_id,
        opportunity.lead_id,
        case
          when shown.record_type = 'lead' then shown.undelivered_id
        end
      ) as lead_id,
      coalesce(
        opportunity.opportunity_id,
        case
          when shown.record_type = 'opportunity' then shown.undelivered_id
        end
      ) as opportunity_id,
      coalesce(state.pipeline, undated.pipeline, 'unmapped') as pipeline,
      coalesce(lead_record.lead_source, opportunity.lead_source) as lead_source_value,
      coalesce(opportunity.source, lead_record.source, shown.source) as lead_source_system,
      member.list_id is not null
      and (
        coalesce(lead_record.created_at, opportunity.created_at) is null
        or member.delivered_at <= coalesce(lead_record.created_at, opportunity.created_at)
      ) as is_from_list,
      coalesce(lead_record.campaign_id, opportunity.campaign_id) as campaign_id,
      coalesce(member.list_id, lead_record.list_id, opportunity.list_id) as list_id,
      coalesce(opportunity.account_id, lead_record.account_id) as account_id,
      coalesce(opportunity.owner_id, lead_record.owner_id) as owner_id,
      coalesce(opportunity.country, lead_record.country, member.country) as own_country,
      opportunity.product,
      state.started_at,
      seconds_unseen (state.started_at, state.observed_from) as entry_seconds,
      is_seen_between (state.started_at, coalesce(state.outcome_sorts_at, state.censored_at), state.observed_from) as is_observed,
      state.outcome,
      state.outcome_at,
      case
        when unmapped.newest_unmapped_at > newest.newest_at
        or (
          unmapped.family_number is not null
          and newest.family_number is null
        ) then 'unmapped'
        else coalesce(state.current_stage, undated.stage)
      end as current_stage,
      coalesce(state.highest_ordinal, undated.stage_ordinal) as highest_ordinal,
      state.handed_off_to,
      state.lost_from_stage,
      coalesce(opportunity.lost_reason, lead_record.lost_reason) as lost_reason,
      opportunity.amount,
      coalesce(opportunity.currency, setting.base_currency) as currency,
      coalesce(opportunity.is_deleted, lead_record.is_deleted, false) as is_deleted,
      coalesce(state.is_impossible, false) as is_impossible,
      coalesce(state.watermark_at, watermark.as_of) as watermark_at,
      state.precision,
      bulk.journey_id is not null as is_bulk_import,
      setting.base_currency
    from
      core._shown as shown
      cross join core._setting as setting
      left join core._journey_state as state on state.family_number = shown.family_number
      left join opportunity on opportunity.version = shown.opportunity_version
      left join lead_record on lead_record.version = shown.lead_version
      left join member on member.record_number = shown.member_number
      left join unmapped on unmapped.family_number = shown.family_number
      left join newest on newest.family_number = shown.family_number
      left join undated on undated.family_number = shown.family_number
      left join core._bulk_import as bulk on bulk.journey_id = state.journey_id
      left join ops.watermark as watermark on watermark.source = shown.source
  ),
  dated as (
    select
      placed.*,
      case
        when placed.started_at < start_day.switches_at then start_day.offset_before
        else start_day.offset_after
      end as start_offset,
      plus_seconds (
        coalesce(placed.outcome_at, placed.watermark_at),
        case
          when coalesce(placed.outcome_at, placed.watermark_at) < price_day.switches_at then price_day.offset_before
          else price_day.offset_after
        end
      )::date as price_date
    from
      placed
      left join core.dim_utc_day as start_day on start_day.utc_date = placed.started_at::date
      left join core.dim_utc_day as price_day on price_day.utc_date = coalesce(placed.outcome_at, placed.watermark_at)::date
  )
select
  dated.journey_id,
  dated.previous_journey_id,
  dated.source_system,
  dated.lead_id,
  dated.opportunity_id,
  dated.pipeline,
  case
    when dated.is_from_list then 'purchased_list'
    when source_map.lead_source is not null then source_map.lead_source
    when dated.lead_source_value is null then 'unknown'
    when dated.lead_source_value in (
      'inbound_web',
      'paid_search',
      'paid_social',
      'organic',
      'referral',
      'event',
      'outbound',
      'purchased_list',
      'partner',
      'other',
      'unknown'
    ) then dated.lead_source_value
    else 'other'
  end as lead_source,
  dated.lead_source_value,
  dated.campaign_id,
  dated.list_id,
  dated.account_id,
  dated.owner_id,
  null::varchar as icp_tier,
  null::double as icp_score,
  coalesce(dated.own_country, account.country) as country,
  dated.product,
  dated.started_at,
  month_of (plus_seconds (dated.started_at, dated.start_offset)) as cohort_month,
  dated.entry_seconds,
  dated.is_observed,
  coalesce(dated.outcome, 'open') as outcome,
  dated.outcome_at,
  dated.current_stage,
  case
    when dated.outcome = 'won' then 'won'
    else furthest.stage
  end as furthest_stage,
  case
    when dated.outcome = 'won' then terminal.terminal_ordinal
    else dated.highest_ordinal
  end::integer as furthest_ordinal,
  dated.handed_off_to,
  dated.lost_from_stage,
  case
    when dated.outcome = 'lost' then dated.lost_reason
  end as lost_reason,
  dated.amount,
  dated.currency,
  case
    when dated.currency = dated.base_currency then dated.amount
    else (dated.amount::decimal(38, 2) * fx.rate)::decimal(18, 2)
  end as amount_base,
  dated.is_bulk_import,
  dated.is_deleted,
  dated.is_impossible,
  dated.watermark_at,
  dated.precision
from
  dated
  left join reference.source_map on source_map.source = dated.lead_source_system
  and source_map.value = dated.lead_source_value
  left join (
    select
      source,
      account_id,
      max(country) as country
    from
      staging.accounts
    group by all
  ) as account on account.source = dated.source_system
  and account.account_id = dated.account_id
  left join reference.stages as furthest on furthest.pipeline = dated.pipeline
  and furthest.ordinal = dated.highest_ordinal
  left join (
    select
      pipeline,
      max(ordinal) + 1 as terminal_ordinal
    from
      reference.stages
    group by all
  ) as terminal on terminal.pipeline = dated.pipeline
  left join core._fx_day as fx on fx.currency = dated.currency
  and fx.local_date = dated.price_date
