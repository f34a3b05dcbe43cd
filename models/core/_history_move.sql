-- How often every file with a stage history has every way of naming a change. An absent name is empty.
-- is_column: some of them stood in a column of their own for the stage.
--
-- grain: file_id, source, source_pipeline, from_stage, to_stage
select
  _file_id as file_id,
  source,
  trimmed(pipeline) as source_pipeline,
  trimmed(from_stage) as from_stage,
  trimmed(to_stage) as to_stage,
  count(*) as row_count,
  coalesce(bool_or(is_column), false) as is_column
from staging.stage_changes
group by all
