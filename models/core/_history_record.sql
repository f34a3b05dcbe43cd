-- What the stage histories tell of each record: when they begin, and when they, edits that change no stage included, first and last know
-- of it.
-- is_told_apart: a file tells of it that holds no records of its kind. is_column: every stage it was at has a column of its own.
--
-- grain: source, record_type, record_id
select
  changes.source, changes.record_type, changes.record_id,
  min(
    case when trimmed(changes.from_stage) <> trim(changes.to_stage) then changes.changed_at end
  ) as first_changed_at,
  min(changes.changed_at) as first_known_at,
  max(changes.changed_at) as last_known_at,
  bool_or(record_file.file_id is null) as is_told_apart,
  bool_and(coalesce(changes.is_column, false)) as is_column
from
  staging.stage_changes as changes
  left join core._record_file as record_file on record_file.file_id = changes._file_id
  and record_file.record_type = changes.record_type
group by changes.source, changes.record_type, changes.record_id
