-- The pipelines, numbered for the states.
--
-- grain: pipeline_number
select
  pipeline,
  row_number() over (order by pipeline) as pipeline_number,
  max(ordinal) as last_ordinal
from reference.stages
group by pipeline
