-- The names between which the stage histories tell of changes. An absent name is empty.
--
-- grain: source, source_pipeline, from_stage, to_stage
select distinct
  source,
  coalesce(trim(pipeline), '') as source_pipeline,
  coalesce(trim(from_stage), '') as from_stage,
  coalesce(trim(to_stage), '') as to_stage
from staging.stage_changes
