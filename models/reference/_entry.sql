-- When each record first came to each stage, by the newest name of the stage.
--
-- grain: source, record_type, source_pipeline, record_id, stage
select
  first_entry.source, first_entry.record_type, first_entry.source_pipeline, first_entry.record_id,
  coalesce(renamed.newer_stage, first_entry.stage) as stage,
  min(first_entry.entered) as entered
from
  reference._first_entry as first_entry
  left join reference._rename as renamed on renamed.source = first_entry.source
  and renamed.record_type = first_entry.record_type
  and renamed.source_pipeline = first_entry.source_pipeline
  and renamed.stage = first_entry.stage
group by
  first_entry.source, first_entry.record_type, first_entry.source_pipeline, first_entry.record_id,
  coalesce(renamed.newer_stage, first_entry.stage)
