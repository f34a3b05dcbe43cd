-- Which stages are skipped, or come back to?
-- mind: births (journeys that began further on) are no skips.
-- hu: Mely szakaszokat ugorják át, és melyekbe térnek vissza?
-- hu mind: ami eleve későbbi szakaszban indult, az nem átugrás.
select
  pipeline, stage, reached_count, skipped_count,
  round(skipped_count / nullif(reached_count, 0), 3) as skip_rate,
  reworked_count,
  round(rework_rate, 3) as rework_rate
from marts.stage_conversion
where segment = 'all' and segment_value = 'all'
order by pipeline, stage_ordinal
