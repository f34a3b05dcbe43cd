-- Deals appear by CRM id. Above the limit the open ones come first, then those that started last.
-- nullable: deal_id, month, started_on, outcome_on, current_stage, furthest_stage, mature_ordinal
-- nullable: cycle_days, amount_base
with ranked as (
  select
    *,
    row_number() over (
      order by outcome = 'open' desc, started_on desc nulls last, source_system, deal_id, journey_id
    ) as place
  from marts.deal
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
  is_handed_off
from ranked
where place <= $deal_limit
order by started_on desc nulls last, source_system, deal_id, journey_id
