-- What the stage histories tell of each record: when they begin, when it first left a stage that they name or was closed, and when they,
-- edits that change no stage included, first and last know of it.
-- is_told_apart: a file tells of it that holds no records of its kind. is_column: every stage it was at has a column of its own.
--
-- grain: source, record_type, record_id
with
  closing as (
    select distinct move.source, move.to_stage
    from
      core._stage_meaning as meaning
      join core._source_move as move on move.move_number = meaning.move_number
    where meaning.is_closing
  )
select
  changes.source, changes.record_type, changes.record_id,
  min(
    case
      when coalesce(trim(changes.from_stage), '') <> trim(changes.to_stage) then changes.changed_at
    end
  ) as first_changed_at,
  min(
    case
      when nullif(trim(changes.from_stage), '') <> trim(changes.to_stage)
      or (
        coalesce(trim(changes.from_stage), '') = '' and closing.to_stage is not null
      ) then changes.changed_at
    end
  ) as first_moved_at,
  min(changes.changed_at) as first_known_at,
  max(changes.changed_at) as last_known_at,
  bool_or(record_file.file_id is null) as is_told_apart,
  bool_and(coalesce(changes.is_column, false)) as is_column
from
  staging.stage_changes as changes
  left join closing on closing.source = changes.source
  and closing.to_stage = trim(changes.to_stage)
  left join core._record_file as record_file on record_file.file_id = changes._file_id
  and record_file.record_type = changes.record_type
group by changes.source, changes.record_type, changes.record_id
