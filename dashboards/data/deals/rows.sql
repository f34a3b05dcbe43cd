-- Deals appear by CRM id. Above the limit the open ones come first, then those that started last.
-- marks: by what the pages on marketing and sales count a deal, one a line, each with its value where it has one.
-- nullable: deal_id, month, started_on, outcome_on, current_stage, furthest_stage, mature_ordinal
-- nullable: cycle_days, amount_base, marks
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
),
marked as (
  select journey_id, string_agg(mark, chr(10) order by mark) as marks
  from told
  group by journey_id
)
select
  deal_id,
  source_system,
  coalesce(pipeline, 'unmapped') as pipeline,
  coalesce(lead_source, 'unknown') as source,
  strftime(cohort_month, '%Y-%m') as month,
  started_on::varchar as started_on,
  outcome,
  outcome_on::varchar as outcome_on,
  current_stage,
  furthest_stage,
  mature_ordinal,
  cycle_days,
  amount_base,
  coalesce(is_impossible, false) as is_impossible,
  is_handed_off,
  marked.marks
from ranked
left join marked on marked.journey_id = ranked.journey_id
where place <= $deal_limit
order by started_on desc nulls last, source_system, deal_id, ranked.journey_id
