-- Open journeys by CRM id, the 1,500 that were most likely to be won first.
with ranked as (
  select
    *,
    row_number() over (
      partition by pipeline
      order by win_probability desc nulls last, age_seconds, source_system, deal_id, journey_id
    ) as place,
    count(*) over (partition by pipeline) as journey_count
  from marts.open_journeys
)
select
  pipeline,
  lead_source as source,
  deal_id as id,
  stage,
  current_stage as now,
  round(age_seconds / 86400.0, 2) as days,
  horizon_days as horizon,
  round(win_probability, 4) as probability,
  reason,
  amount_base as amount,
  round(expected_value, 0) as expected,
  journey_count as total
from ranked
where place <= 1500
order by pipeline, place
