select
  pipeline,
  strftime(cohort_month, '%Y-%m') as month,
  lead_source as source,
  stage,
  bin,
  low_seconds,
  high_seconds,
  completed_count,
  open_count
from marts.dwell_bin
where cohort_month is not null
order by pipeline, cohort_month, lead_source, stage_ordinal, bin
