select
  pipeline,
  basis,
  quarter,
  journey_count as journeys,
  won_count as won,
  is_mature as mature,
  win_rate as rate,
  priced_count as priced,
  mean_value as value,
  cycle_seconds as cycle,
  velocity,
  velocity_change as change,
  journey_effect as "journeyEffect",
  win_rate_effect as "rateEffect",
  value_effect as "valueEffect",
  cycle_effect as "cycleEffect"
from marts.velocity
order by pipeline, basis, quarter
