select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  stage,
  completed_count as completed,
  open_count as open,
  timed_count as timed,
  completed_median_seconds as "completedMedian",
  completed_p75_seconds as "completedP75",
  completed_p90_seconds as "completedP90",
  dwell_median_seconds as "dwellMedian",
  dwell_p75_seconds as "dwellP75",
  dwell_p90_seconds as "dwellP90",
  dwell_status as "dwellStatus",
  horizon_days as horizon,
  advance_median_seconds as "advanceMedian",
  advance_p90_seconds as "advanceP90",
  advance_status as "advanceStatus",
  open_median_seconds as "openMedian",
  open_p90_seconds as "openP90"
from marts.cycle_time
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
order by pipeline, source, stage_ordinal
