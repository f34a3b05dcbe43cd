select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  target,
  assurance,
  lead_count as leads,
  naive_count as naive,
  naive_assurance as "naiveAssurance"
from marts.lead_plan_target
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
order by pipeline, source, target, assurance
