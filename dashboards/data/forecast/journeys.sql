-- Open journeys by CRM id, the 1,500 that were most likely to be won first.
-- nullable: deal_id, horizon_days, win_probability, reason, amount_base, expected_value
-- values: reason: too_few, untimed, impossible_times, not_observed, no_won
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
  deal_id,
  stage,
  current_stage,
  round(age_seconds / 86400.0, 2) as age_days,
  horizon_days,
  round(win_probability, 4) as win_probability,
  reason,
  amount_base,
  round(expected_value, 0) as expected_value,
  journey_count
from ranked
where place <= 1500
order by pipeline, place
