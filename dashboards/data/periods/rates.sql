select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  strftime(month, '%Y-%m') as month,
  stage,
  reached_count as reached,
  cohort_advanced_count as "cohortAdvanced",
  period_advanced_count as "periodAdvanced",
  period_lost_count as "periodLost"
from marts.period_rate
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
order by pipeline, source, month, stage_ordinal
