-- nullable: win_rate, mean_value, cycle_seconds, velocity, velocity_change, journey_effect
-- nullable: win_rate_effect, value_effect, cycle_effect
-- values: basis: period, cohort
select
  pipeline,
  basis,
  quarter,
  journey_count,
  won_count,
  is_mature,
  win_rate,
  priced_count,
  mean_value,
  cycle_seconds,
  velocity,
  velocity_change,
  journey_effect,
  win_rate_effect,
  value_effect,
  cycle_effect
from marts.velocity
order by pipeline, basis, quarter
