select
  pipeline,
  strftime(cohort_month, '%Y-%m') as month,
  lead_source as source,
  stage,
  reached_count,
  advanced_count,
  lost_count,
  open_count,
  skipped_count,
  reworked_count,
  mature_reached_count,
  mature_advanced_count
from marts.funnel_cube
where cohort_month is not null
order by pipeline, cohort_month, lead_source, stage_ordinal
