select
  pipeline,
  strftime(cohort_month, '%Y-%m') as month,
  lead_source as source,
  stage,
  reached_count as reached,
  advanced_count as advanced,
  lost_count as lost,
  open_count as open,
  skipped_count as skipped,
  reworked_count as reworked,
  mature_reached_count as "matureReached",
  mature_advanced_count as "matureAdvanced"
from marts.funnel_cube
where cohort_month is not null
order by pipeline, cohort_month, lead_source, stage_ordinal
