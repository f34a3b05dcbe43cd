-- nullable: completed_p25_seconds, completed_median_seconds, completed_p75_seconds, completed_p90_seconds
-- nullable: dwell_median_seconds, dwell_median_low_seconds, dwell_median_high_seconds, dwell_p75_seconds, dwell_p90_seconds, horizon_days
-- nullable: advance_median_seconds, advance_p90_seconds, open_p25_seconds, open_median_seconds, open_p75_seconds, open_p90_seconds
-- values: dwell_status: ok, observed_too_late, nobody_visited, no_times, day_precision, half_still_there
-- values: advance_status: ok, untimed, no_horizon, observed_too_late, nobody_visited, day_precision, nobody_advanced, too_young
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  stage,
  completed_count,
  open_count,
  timed_count,
  completed_p25_seconds,
  completed_median_seconds,
  completed_p75_seconds,
  completed_p90_seconds,
  dwell_median_seconds,
  dwell_median_low_seconds,
  dwell_median_high_seconds,
  dwell_p75_seconds,
  dwell_p90_seconds,
  dwell_status,
  horizon_days,
  advance_median_seconds,
  advance_p90_seconds,
  advance_status,
  open_p25_seconds,
  open_median_seconds,
  open_p75_seconds,
  open_p90_seconds
from marts.cycle_time
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
order by pipeline, source, stage_ordinal
