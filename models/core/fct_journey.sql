-- One row per journey: one lead's (with no lead, one opportunity's) one attempt at one pipeline.
-- Records whose stage the map does not know, and records without any date, are here too, visible as what they are.
--
-- grain: journey_id
-- column: journey_id  bigint  our key: the same record and attempt have the same id in every release; 19 digits, told from source, record type, record id and attempt
-- column: first_journey_id  bigint  the first journey of the same record: itself unless it was reopened later or handed off
-- column: attempt  bigint  1 for the first journey of its record, 2 for the next
-- column: previous_journey_id  bigint  the journey this one was reopened or handed off from, or that had been closed when this one inquired again
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
-- column: icp_tier  varchar  fit with the ideal customer by the rules valid at its start; unknown when what is not known could change it; null without rules
-- column: icp_score  double  weights of the rules that match; null when none can be judged
-- column: icp_unknown_share  double  share of the rules' weight that cannot be judged, for want of the value; null without rules
-- column: country  varchar  country of the record, else of its account
-- column: product  varchar  product, as written
-- column: started_at  timestamp  UTC; first known stage instant; null when no date is known
-- column: cohort_month  date  local month in which it started
-- column: entry_seconds  bigint  started to the beginning of observation; 0 unless its source's history starts later
-- column: is_observed  boolean  it had not ended when observation began
-- column: outcome  varchar  won, lost or open
-- column: outcome_at  timestamp  UTC
-- column: is_timed  boolean  false: when it was won or lost is not known, outcome_at is the last change of the record or what is known until
-- column: is_dated  boolean  its start, and its outcome if it has one, are known and not only bounded
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
-- column: is_deleted  boolean  deleted in the source, or gone from its newest full export; known until the last delivery that held it
-- column: is_impossible  boolean  its times contradict each other; left out of durations
-- column: watermark_at  timestamp  UTC; until when it is known: as long as its source is (a list's member: as the sources that hold leads or deals), or, when it is deleted, until it was last held
-- column: precision  varchar  second, minute or day
-- assert: outcome <> 'open' or outcome_at is null
-- assert: outcome = 'open' or outcome_at is not null or started_at is null and not is_timed
-- assert: entry_seconds >= 0
-- assert: cohort_month is not null or started_at is null
-- answers: How many leads became customers? Which deals are behind this number?
with
  member as (
    select record.record_number, member.list_id, member.delivered_at, member.country
    from
      core._list_member as member
      join core._record as record on record.source = member.source
      and record.record_type = 'list_member'
      and record.record_id = member.member_record_id
  ),
  unmapped as (
    select identity_number, max(sorts_at) as newest_unmapped_at
    from core._event
    where state is null
    group by identity_number
  ),
  -- the newest mapped event of an identity that has unmapped ones
  newest as (
    select event.identity_number, max(event.sorts_at) as newest_at
    from core._event as event join unmapped on unmapped.identity_number = event.identity_number
    where not is_created(event.state)
    group by event.identity_number
  ),
  -- where an identity is known to be without a date: by its own record, and if that is closed, closed
  undated as (
    select
      event.identity_number, state.pipeline, state.stage, state.stage_ordinal,
      case when is_outcome(event.state) then state.kind end as outcome
    from core._event as event join core._state as state on state.state = event.state
    where event.sorts_at is null
    qualify
      row_number() over (
        partition by event.identity_number
        order by
          event.record_number <> event.identity_number,
          case when is_won(event.state) then 0 when is_lost(event.state) then 1 else 2 end,
          state.stage_ordinal is null,
          event.state
      ) = 1
  ),
  -- the newest journey of the deal that had been closed when someone inquired again
  closed_before as (
    select inquired.journey_id as inquiry_id, max_by(deal.journey_id, deal.attempt) as journey_id
    from
      (
        select distinct identity_number, deal_number from core._inquiry where not is_apart
      ) as inquiry
      join core._journey_state as inquired on inquired.identity_number = inquiry.identity_number
      and inquired.attempt = 0
      join core._journey_state as deal on deal.identity_number = inquiry.deal_number
      and deal.started_at <= inquired.started_at
    group by inquired.journey_id
  ),
  -- an outcome without any date came before the end of what is known
  stated as (
    select undated.identity_number, undated.outcome, watermark.as_of as outcome_at
    from
      undated
      join core._display_record as display on display.identity_number = undated.identity_number
      left join ops.watermark as watermark on watermark.source = display.source
      left join core._journey_state as state on state.identity_number = undated.identity_number
    where undated.outcome is not null and state.journey_id is null
  ),
  placed as (
    select
      coalesce(state.journey_id, display.identity_number) as journey_id,
      display.identity_number as first_journey_id,
      coalesce(state.attempt, 0) + 1 as attempt,
      case
        when state.attempt > 0 then journey_key(display.identity_number, state.attempt - 1)
        else closed_before.journey_id
      end as previous_journey_id,
      display.source as source_system,
      coalesce(
        lead_record.record_id, opportunity.lead_id,
        case when display.record_type = 'lead' then display.undelivered_id end
      ) as lead_id,
      coalesce(
        opportunity.record_id,
        case when display.record_type = 'opportunity' then display.undelivered_id end
      ) as opportunity_id,
      coalesce(state.pipeline, undated.pipeline, 'unmapped') as pipeline,
      coalesce(first_lead.lead_source, lead_record.lead_source, opportunity.lead_source) as lead_source_value,
      case
        when first_lead.lead_source is not null then first_lead.source
        when lead_record.lead_source is not null then lead_record.source
        else coalesce(opportunity.source, display.source)
      end as lead_source_system,
      member.list_id is not null
      and (
        coalesce(lead_record.created_at, opportunity.created_at) is null
        or member.delivered_at <= coalesce(lead_record.created_at, opportunity.created_at)
      ) as is_from_list,
      coalesce(lead_record.campaign_id, opportunity.campaign_id) as campaign_id,
      coalesce(member.list_id, lead_record.list_id, opportunity.list_id) as list_id,
      coalesce(opportunity.account_id, lead_record.account_id) as account_id,
      coalesce(opportunity.owner_number, lead_record.owner_number) as owner_number,
      coalesce(opportunity.country, lead_record.country, member.country) as own_country,
      opportunity.product, state.started_at,
      seconds_unseen(state.started_at, state.observed_from) as entry_seconds,
      is_seen_between(state.started_at, coalesce(state.outcome_sorts_at, state.censored_at), state.observed_from) as is_observed,
      coalesce(state.outcome, stated.outcome) as outcome,
      coalesce(state.outcome_at, stated.outcome_at) as outcome_at,
      case
        when state.outcome <> 'open' then state.is_dated else stated.outcome is null
      end as is_outcome_dated,
      state.is_start_dated,
      case
        when coalesce(state.is_current, true)
        and (
          unmapped.newest_unmapped_at > newest.newest_at
          or (unmapped.identity_number is not null and newest.identity_number is null)
          or (unmapped.newest_unmapped_at is not null and newest.newest_at is null)
        ) then 'unmapped'
        when state.identity_number is not null then state.current_stage
        else coalesce(stated.outcome, undated.stage)
      end as current_stage,
      coalesce(state.highest_ordinal, undated.stage_ordinal) as highest_ordinal,
      state.handed_off_to, state.lost_from_stage,
      coalesce(opportunity.lost_reason, lead_record.lost_reason) as lost_reason,
      opportunity.amount,
      coalesce(opportunity.currency, setting.base_currency) as currency,
      display.is_deleted,
      coalesce(state.is_impossible, false) as is_impossible,
      coalesce(state.watermark_at, known_to(watermark.as_of, display.known_until, display.known_until)) as watermark_at,
      state.precision,
      bulk.journey_id is not null as is_bulk_import,
      setting.base_currency, setting.one
    from
      core._display_record as display
      cross join core._setting as setting
      left join core._journey_state as state on state.identity_number = display.identity_number
      left join core._record_version as opportunity on opportunity.record_number = display.opportunity_number
      left join core._record_version as lead_record on lead_record.record_number = display.lead_number
      left join core._record_version as first_lead on first_lead.record_number = display.first_lead_number
      and first_lead.record_type = 'lead'
      left join member on member.record_number = display.member_number
      left join unmapped on unmapped.identity_number = display.identity_number
      left join newest on newest.identity_number = display.identity_number
      left join undated on undated.identity_number = display.identity_number
      left join stated on stated.identity_number = display.identity_number
      left join core._bulk_import as bulk on bulk.journey_id = state.journey_id
      left join closed_before on closed_before.inquiry_id = state.journey_id
      left join ops.watermark as watermark on watermark.source = display.source
  ),
  dated as (
    select
      placed.*,
      case
        when placed.started_at < start_day.switches_at then start_day.offset_before
        else start_day.offset_after
      end as start_offset,
      local_time(
        coalesce(placed.outcome_at, placed.watermark_at),
        price_day.switches_at, price_day.offset_before, price_day.offset_after
      )::date as price_date
    from
      placed
      left join core.dim_utc_day as start_day on start_day.utc_date = placed.started_at::date
      left join core.dim_utc_day as price_day on price_day.utc_date = coalesce(placed.outcome_at, placed.watermark_at)::date
  ),
  sourced as (
    select
      dated.*,
      plus_seconds(dated.started_at, dated.start_offset)::date as start_date,
      case
        when dated.is_from_list then 'purchased_list'
        when source_map.lead_source is not null then source_map.lead_source
        when dated.lead_source_value is null then 'unknown'
        when is_lead_source(dated.lead_source_value) then dated.lead_source_value
        else 'other'
      end as lead_source,
      coalesce(dated.own_country, account.country) as country,
      account.industry, account.employee_count
    from
      dated
      left join reference.source_map on source_map.source = dated.lead_source_system
      and source_map.value = dated.lead_source_value
      left join core._account as account on account.source = dated.source_system
      and account.account_id = dated.account_id
  ),
  scored as (
    select
      sourced.*,
      coalesce(by_account.score, 0) + coalesce(by_country.score, 0) + coalesce(by_industry.score, 0) + coalesce(by_size.score, 0) + coalesce(by_product.score, 0) + coalesce(by_source.score, 0) as score,
      coalesce(by_account.known_weight, 0) + coalesce(by_country.known_weight, 0) + coalesce(by_industry.known_weight, 0) + coalesce(by_size.known_weight, 0) + coalesce(by_product.known_weight, 0) + coalesce(by_source.known_weight, 0) as known_weight,
      coalesce(by_account.unknown_weight, 0) + coalesce(by_country.unknown_weight, 0) + coalesce(by_industry.unknown_weight, 0) + coalesce(by_size.unknown_weight, 0) + coalesce(by_product.unknown_weight, 0) + coalesce(by_source.unknown_weight, 0) as unknown_weight,
      coalesce(by_account.low, 0) + coalesce(by_country.low, 0) + coalesce(by_industry.low, 0) + coalesce(by_size.low, 0) + coalesce(by_product.low, 0) + coalesce(by_source.low, 0) as low,
      coalesce(by_account.high, 0) + coalesce(by_country.high, 0) + coalesce(by_industry.high, 0) + coalesce(by_size.high, 0) + coalesce(by_product.high, 0) + coalesce(by_source.high, 0) as high
    from
      sourced
      left join core._icp_day as icp_day on icp_day.local_date = sourced.start_date
      left join core._icp_value as by_account on by_account.version_from = icp_day.version_from
      and by_account.field = 'account'
      and by_account.field_value = coalesce(sourced.account_id, '')
      left join core._icp_value as by_country on by_country.version_from = icp_day.version_from
      and by_country.field = 'country'
      and by_country.field_value = coalesce(sourced.country, '')
      left join core._icp_value as by_industry on by_industry.version_from = icp_day.version_from
      and by_industry.field = 'industry'
      and by_industry.field_value = coalesce(sourced.industry, '')
      left join core._icp_value as by_size on by_size.version_from = icp_day.version_from
      and by_size.field = 'employee_count'
      and by_size.field_value = coalesce(sourced.employee_count::varchar, '')
      left join core._icp_value as by_product on by_product.version_from = icp_day.version_from
      and by_product.field = 'product'
      and by_product.field_value = coalesce(sourced.product, '')
      left join core._icp_value as by_source on by_source.version_from = icp_day.version_from
      and by_source.field = 'lead_source'
      and by_source.field_value = coalesce(nullif(sourced.lead_source, 'unknown'), '')
  )
select
  scored.journey_id, scored.first_journey_id, scored.attempt, scored.previous_journey_id,
  scored.source_system, scored.lead_id, scored.opportunity_id, scored.pipeline, scored.lead_source,
  scored.lead_source_value, scored.campaign_id, scored.list_id, scored.account_id, owner.owner_id,
  case
    when scored.known_weight + scored.unknown_weight = 0 then null
    when least.tier = greatest.tier then least.tier
    else 'unknown'
  end as icp_tier,
  case when scored.known_weight > 0 then scored.score::double end as icp_score,
  rate(scored.unknown_weight, scored.known_weight + scored.unknown_weight) as icp_unknown_share,
  scored.country, scored.product, scored.started_at,
  month_of(scored.start_date) as cohort_month,
  scored.entry_seconds, scored.is_observed,
  coalesce(scored.outcome, 'open') as outcome,
  scored.outcome_at,
  scored.is_outcome_dated as is_timed,
  scored.is_outcome_dated and coalesce(scored.is_start_dated, false) as is_dated,
  scored.current_stage,
  case when scored.outcome = 'won' then 'won' else furthest.stage end as furthest_stage,
  case
    when scored.outcome = 'won' then terminal.terminal_ordinal else scored.highest_ordinal
  end::integer as furthest_ordinal,
  scored.handed_off_to, scored.lost_from_stage,
  case when scored.outcome = 'lost' then scored.lost_reason end as lost_reason,
  scored.amount, scored.currency,
  case
    when scored.currency = scored.base_currency then scored.amount
    else (scored.amount::decimal(38, 2) * fx.rate)::decimal(18, 2)
  end as amount_base,
  scored.is_bulk_import, scored.is_deleted, scored.is_impossible, scored.watermark_at,
  scored.precision
from
  scored
  left join core._owner as owner on owner.owner_number = scored.owner_number
  -- the tiers of the least and the greatest score that its known and unknown values allow
  left join core._tier as least on least.one = scored.one
  and scored.score + scored.low >= least.score_from
  and scored.score + scored.low < least.score_to
  left join core._tier as greatest on greatest.one = scored.one
  and scored.score + scored.high >= greatest.score_from
  and scored.score + scored.high < greatest.score_to
  left join reference.stages as furthest on furthest.pipeline = scored.pipeline
  and furthest.ordinal = scored.highest_ordinal
  left join (
    select pipeline, max(ordinal) + 1 as terminal_ordinal from reference.stages group by all
  ) as terminal on terminal.pipeline = scored.pipeline
  left join core._fx_day as fx on fx.currency = scored.currency
  and fx.local_date = scored.price_date
