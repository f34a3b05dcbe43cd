-- The records that were created before their first recorded change, where it tells of something before it: a stage, or that what was
-- closed had been open.
--
-- grain: record_number
select
  record.record_number,
  record.source,
  record.record_type,
  record.record_id,
  record.first_moved_at,
  current_record.created_at,
  current_record.created_precision
from
  core._record as record
  join core._current as current_record on current_record.record_number = record.record_number
where
  record.first_moved_at = record.first_changed_at
  and current_record.created_at < record.first_changed_at
