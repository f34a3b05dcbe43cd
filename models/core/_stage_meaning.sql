-- Which state a move brings a record to, for each stretch of time; no state where the stage map has no row, and no stretch where it
-- says that it is no stage.
-- is_closing: it means an outcome at some time, so that a close date says when; of what is open it says when the close is expected.
--
-- grain: move_number, valid_from
with
  -- names that differ from the map's only in case, as hand-edited exports write them; where the map tells case apart, so do we
  loose as (
    select
      source, source_pipeline,
      fold_case(source_stage) as folded,
      min(source_stage) as source_stage
    from core._stage_mapping
    group by source, source_pipeline, fold_case(source_stage)
    having min(source_stage) = max(source_stage)
  ),
  spelled as (
    select move.move_number, coalesce(loose.source_stage, move.to_stage) as source_stage
    from
      core._source_move as move
      left join loose on loose.source = move.source
      and loose.source_pipeline = move.source_pipeline
      and loose.folded = fold_case(move.to_stage)
  )
select
  move.move_number,
  coalesce(mapping.valid_from, timestamp '0001-01-01') as valid_from,
  coalesce(mapping.valid_to, timestamp '9999-12-31') as valid_to,
  state_of(_pipeline.pipeline_number, mapping.kind, mapping.stage_ordinal) as state,
  state_of(_pipeline.pipeline_number, 'created', 0) as created_state,
  coalesce(
    bool_or(mapping.kind in ('won', 'lost')) over (partition by move.move_number),
    false
  ) as is_closing
from
  spelled
  join core._source_move as move on move.move_number = spelled.move_number
  left join core._stage_mapping as mapping on mapping.source = move.source
  and mapping.source_pipeline = move.source_pipeline
  and mapping.source_stage = spelled.source_stage
  left join core._pipeline on _pipeline.pipeline = mapping.target_pipeline
where mapping.kind is distinct from 'ignore'
