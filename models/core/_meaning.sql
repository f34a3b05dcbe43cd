-- Which state a wording brings a record to, for each stretch of time; no state where the stage map has no row.
--
-- grain: wording_number, valid_from
select
  wording.wording_number,
  coalesce(alias.valid_from, timestamp '0001-01-01') as valid_from,
  coalesce(alias.valid_to, timestamp '9999-12-31') as valid_to,
  state_of (_pipeline.pipeline_number, alias.kind, alias.stage_ordinal) as state,
  state_of (_pipeline.pipeline_number, 'created', 0) as created_state
from
  core._wording as wording
  left join core._stage_alias as alias on alias.source = wording.source
  and alias.source_pipeline = wording.source_pipeline
  and alias.source_stage = wording.to_stage
  left join core._pipeline on _pipeline.pipeline = alias.target_pipeline
