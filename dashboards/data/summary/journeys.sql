select
  pipeline,
  strftime(cohort_month, '%Y-%m') as month,
  lead_source as source,
  started_count,
  won_count,
  lost_count,
  open_count,
  is_mature
from marts.journey_cube
where cohort_month is not null
order by pipeline, cohort_month, lead_source
