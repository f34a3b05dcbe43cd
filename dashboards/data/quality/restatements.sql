select
  metric,
  pipeline,
  segment,
  segment_value as value,
  stage,
  strftime(cohort_month, '%Y-%m') as month,
  reason,
  journey_count as journeys,
  reached_count_before as "reachedBefore",
  advanced_count_before as "advancedBefore",
  before,
  reached_count_after as "reachedAfter",
  advanced_count_after as "advancedAfter",
  after,
  horizon_days as horizon,
  example_id as example,
  previous_run as previous
from marts.restatement
order by metric, pipeline, segment, segment_value, cohort_month, stage nulls first, reason
