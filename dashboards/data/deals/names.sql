-- What the filters of the page can be: the pipelines, sources and stages of its deals.
-- values: kind: pipeline, source, stage
select distinct kind, name
from (
  select 'pipeline' as kind, coalesce(pipeline, 'unmapped') as name from marts.deal
  union all
  select 'source', coalesce(lead_source, 'unknown') from marts.deal
  union all
  select 'stage', current_stage from marts.deal where current_stage is not null
  union all
  select 'stage', furthest_stage from marts.deal where furthest_stage is not null
)
order by kind, name
