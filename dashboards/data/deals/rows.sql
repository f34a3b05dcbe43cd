-- Deals appear by CRM id. Above the limit the open ones come first, then those that started last.
with ranked as (
  select
    *,
    row_number() over (
      order by outcome = 'open' desc, started_on desc nulls last, source_system, deal_id, journey_id
    ) as place
  from marts.deal
)
select
  deal_id as id,
  source_system as system,
  coalesce(pipeline, 'unmapped') as pipeline,
  coalesce(lead_source, 'unknown') as source,
  strftime(cohort_month, '%Y-%m') as month,
  started_on::varchar as started,
  outcome,
  outcome_on::varchar as closed,
  current_stage as stage,
  furthest_stage as furthest,
  mature_ordinal as mature,
  cycle_days as days,
  amount_base as amount,
  coalesce(is_impossible, false) as impossible,
  is_handed_off as handed
from ranked
where place <= $deal_limit
order by started_on desc nulls last, source_system, deal_id, journey_id
