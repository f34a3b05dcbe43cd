-- What a state's number means: created, at a stage, lost or won in a pipeline.
--
-- grain: state
select
  state_of(_pipeline.pipeline_number, 'stage', stages.ordinal) as state,
  stages.pipeline,
  'stage' as kind,
  stages.stage,
  stages.stage as name,
  stages.ordinal as stage_ordinal
from reference.stages join core._pipeline on _pipeline.pipeline = stages.pipeline
union all
select
  state_of(_pipeline.pipeline_number, kinds.kind, 1),
  _pipeline.pipeline, kinds.kind, null, kinds.kind, null
from core._pipeline cross join (values ('created'), ('lost'), ('won')) as kinds(kind)
