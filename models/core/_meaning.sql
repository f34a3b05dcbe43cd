-- Which state a wording brings a record to, for each stretch of time; no state where the stage map has no row, and no stretch where it
-- says that the wording is no stage.
-- is_closing: it means an outcome at some time, so that a close date says when; of what is open it says when the close is expected.
--
-- grain: wording_number, valid_from
with
  -- names that differ from the map's only in case, as hand-edited exports write them; where the map tells case apart, so do we
  loose as (
    select
      source, source_pipeline,
      fold_case(source_stage) as folded,
      min(source_stage) as source_stage
    from core._stage_alias
    group by source, source_pipeline, fold_case(source_stage)
    having min(source_stage) = max(source_stage)
  ),
  spelled as (
    select wording.wording_number, coalesce(loose.source_stage, wording.to_stage) as source_stage
    from
      core._wording as wording
      left join loose on loose.source = wording.source
      and loose.source_pipeline = wording.source_pipeline
      and loose.folded = fold_case(wording.to_stage)
  )
select
  wording.wording_number,
  coalesce(alias.valid_from, timestamp '0001-01-01') as valid_from,
  coalesce(alias.valid_to, timestamp '9999-12-31') as valid_to,
  state_of(_pipeline.pipeline_number, alias.kind, alias.stage_ordinal) as state,
  state_of(_pipeline.pipeline_number, 'created', 0) as created_state,
  coalesce(
    bool_or(alias.kind in ('won', 'lost')) over (partition by wording.wording_number),
    false
  ) as is_closing
from
  spelled
  join core._wording as wording on wording.wording_number = spelled.wording_number
  left join core._stage_alias as alias on alias.source = wording.source
  and alias.source_pipeline = wording.source_pipeline
  and alias.source_stage = spelled.source_stage
  left join core._pipeline on _pipeline.pipeline = alias.target_pipeline
where alias.kind is distinct from 'ignore'
