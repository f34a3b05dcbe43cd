-- nullable: stage, before, after, example_id
-- values: metric: stage_conversion, lead_to_customer
-- values: reason: reopened, late_file, merge, changed_map, changed_record, record_gone, new_version
select
  metric,
  pipeline,
  segment,
  segment_value,
  stage,
  strftime(cohort_month, '%Y-%m') as month,
  reason,
  journey_count,
  reached_count_before,
  advanced_count_before,
  before,
  reached_count_after,
  advanced_count_after,
  after,
  horizon_days,
  example_id,
  previous_run
from marts.restatement
order by metric, pipeline, segment, segment_value, cohort_month, stage nulls first, reason
