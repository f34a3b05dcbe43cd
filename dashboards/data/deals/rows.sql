-- Deals appear by CRM id; owners and companies by an id or a key, never by a name. Above the limit the open ones come first, then those
-- that started last.
-- marks: by what the pages on marketing and sales count a deal, one a line, each with its value where it has one.
-- Reasons of rejection that fewer than three deals have are not shown word by word.
-- nullable: deal_id, month, started_on, outcome_on, current_stage, furthest_stage, mature_ordinal
-- nullable: cycle_days, amount_base, marks, sales_month, owner, company, campaign_id, country, icp_tier, list_id, age_days, stage_days, next_step
-- nullable: next_step_on
-- values: next_step: missing, overdue, set
with ranked as (
  select
    *,
    row_number() over (
      order by outcome = 'open' desc, started_on desc nulls last, source_system, deal_id, journey_id
    ) as place
  from marts.deal
),
told as (
  select journey_id, mark || coalesce('=' || mark_value, '') as mark
  from marts.deal_mark
  union all
  select journey_id, 'campaign=' || campaign_id
  from marts.deal
  where campaign_id is not null
  union all
  select journey_id, 'list=' || list_id
  from marts.deal
  where list_id is not null
  union all
  select
    journey_id,
    unnest(
      string_split(
        concat_ws(
          ' ',
          case when hand_off is not null then 'handed' end,
          case hand_off when 'waiting' then 'waiting_for_sales' when 'deleted' then 'deleted_in_hand_off' else hand_off end,
          case when is_returned then 'returned' end,
          case accept_sla when 'within' then 'in_time sla_judged' when 'missed' then 'sla_judged' end,
          case first_touch
            when 'never' then 'never_touched'
            when 'within_5m' then 'touched_5m touched_1h touched_24h'
            when 'within_1h' then 'touched_1h touched_24h'
            when 'within_24h' then 'touched_24h'
          end,
          case touch_judged
            when '24h' then 'judged_5m judged_1h judged_24h'
            when '1h' then 'judged_5m judged_1h'
            when '5m' then 'judged_5m'
          end,
          'compared_' || speed_band,
          case when is_sales_in_time then 'in_sales_' || speed_band end,
          'fit_' || icp_fit,
          regexp_replace(nullif(unknown_fields, ''), '(\w+)', 'unknown_\1', 'g')
        ),
        ' '
      )
    )
  from marts.journey_standing
  union all
  select
    standing.journey_id,
    case when contains(' ' || standing.habits || ' ', ' ' || habit.habit || ' ') then 'with_' else 'without_' end || habit.habit
  from marts.journey_standing as standing
  cross join (
    values
      ('next_step_set'),
      ('meeting_held'),
      ('summary_sent'),
      ('decision_maker_known'),
      ('two_contacts_known'),
      ('motivation_recorded')
  ) as habit(habit)
  where standing.habits is not null
  union all
  select
    standing.journey_id,
    'rejected_for=' || case
      when standing.rejected_reason is null then '_none'
      when reason.rejected_count >= 3 then regexp_replace(standing.rejected_reason, '\s+', ' ', 'g')
      else '_few'
    end
  from marts.journey_standing as standing
  join marts.deal as deal on deal.journey_id = standing.journey_id
  left join marts.handoff_reason as reason
    on reason.pipeline = deal.pipeline
    and reason.reason = standing.rejected_reason
  where standing.hand_off = 'rejected'
),
marked as (
  select journey_id, string_agg(mark, chr(10) order by mark) as marks
  from told
  where mark <> ''
  group by journey_id
),
-- Where nothing is planned in any deal of a pipeline, none lacks its next step: it is not recorded.
planning as (
  select distinct pipeline
  from marts.open_journeys
  where next_step_at is not null
)
select
  ranked.deal_id,
  ranked.source_system,
  coalesce(ranked.pipeline, 'unmapped') as pipeline,
  coalesce(ranked.lead_source, 'unknown') as source,
  strftime(ranked.cohort_month, '%Y-%m') as month,
  ranked.started_on::varchar as started_on,
  ranked.outcome,
  ranked.outcome_on::varchar as outcome_on,
  ranked.current_stage,
  ranked.furthest_stage,
  ranked.mature_ordinal,
  round(ranked.cycle_days, 2) as cycle_days,
  ranked.amount_base,
  coalesce(ranked.is_impossible, false) as is_impossible,
  ranked.is_handed_off,
  owner_key(ranked.owner_id) as owner,
  case when is_id(ranked.account_id) then ranked.account_id end as company,
  ranked.campaign_id,
  ranked.country,
  ranked.icp_tier,
  ranked.list_id,
  case
    when waiting.journey_id is not null then date_diff(
      'day',
      ranked.started_on,
      timezone(release.reporting_time_zone, timezone('UTC', freshness.watermark_at))::date
    )
  end as age_days,
  -- of those of which only a bound is known, nothing
  case when waiting.reason is distinct from 'untimed' then waiting.age_seconds // 86400 end as stage_days,
  case when planning.pipeline is not null then waiting.next_step_state end as next_step,
  timezone(release.reporting_time_zone, timezone('UTC', waiting.next_step_at))::date::varchar as next_step_on,
  strftime(standing.sales_month, '%Y-%m') as sales_month,
  marked.marks
from ranked
cross join marts.release
left join marts.freshness as freshness on freshness.source = ranked.source_system
left join marts.open_journeys as waiting on waiting.journey_id = ranked.journey_id
left join planning on planning.pipeline = waiting.pipeline
left join marts.journey_standing as standing on standing.journey_id = ranked.journey_id
left join marked on marked.journey_id = ranked.journey_id
where ranked.place <= $deal_limit
order by ranked.started_on desc nulls last, ranked.source_system, ranked.deal_id, ranked.journey_id
