select
  pipeline,
  strftime(cohort_month, '%Y-%m') as month,
  lead_source as source,
  stage,
  bin,
  low_seconds as low,
  high_seconds as high,
  completed_count as completed,
  open_count as open
from marts.dwell_bin
where cohort_month is not null
order by pipeline, cohort_month, lead_source, stage_ordinal, bin
