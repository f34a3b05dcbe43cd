select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  strftime(month, '%Y-%m') as month,
  stage,
  reached_count,
  cohort_advanced_count,
  period_advanced_count,
  period_lost_count
from marts.period_rate
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
order by pipeline, source, month, stage_ordinal
