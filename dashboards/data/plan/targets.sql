-- nullable: lead_count, naive_count, naive_assurance
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  target,
  assurance,
  lead_count,
  naive_count,
  naive_assurance
from marts.lead_plan_target
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
order by pipeline, source, target, assurance
