select
  pipeline,
  strftime(cohort_month, '%Y-%m') as month,
  lead_source as source,
  started_count as started,
  won_count as won,
  lost_count as lost,
  open_count as open,
  is_mature as mature
from marts.journey_cube
where cohort_month is not null
order by pipeline, cohort_month, lead_source
