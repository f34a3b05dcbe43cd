-- What does the pipeline bring per day, and what changed it?
-- mind: only mature quarters have a velocity; the four effects add up to the change.
-- hu: Mennyi pénz megy át naponta a tölcséren, és mi változtatott rajta?
-- hu mind: csak elég régi negyedévnek van sebessége; a négy hatás összege a változás.
select
  pipeline, quarter, journey_count, won_count, is_mature,
  round(win_rate, 3) as win_rate,
  round(mean_value) as mean_value,
  round(cycle_seconds / 86400, 1) as cycle_days,
  round(velocity) as velocity,
  round(velocity_change) as velocity_change,
  round(journey_effect) as journey_effect,
  round(win_rate_effect) as win_rate_effect,
  round(value_effect) as value_effect,
  round(cycle_effect) as cycle_effect
from marts.velocity
where basis = 'cohort'
order by pipeline, quarter
