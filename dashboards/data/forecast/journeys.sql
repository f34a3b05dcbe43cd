-- The open journeys that are drawn one by one, by CRM id: of each pipeline the 500 most likely to be won, as many of each lead source as there
-- are. What is counted of all of them stands in stages.sql.
-- nullable: deal_id, horizon_days, win_probability, reason, amount_base, expected_value
-- values: reason: too_few, untimed, impossible_times, not_observed, no_won
with ranked as (
  select
    *,
    row_number() over (
      partition by pipeline, lead_source
      order by win_probability desc nulls last, age_seconds, source_system, deal_id, journey_id
    ) as place
  from marts.open_journeys
),
cut as (
  select
    *,
    row_number() over (partition by pipeline order by place, lead_source) as turn
  from ranked
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
  round(expected_value, 0) as expected_value
from cut
where turn <= 500
order by pipeline, place, lead_source
