-- The records whose first recorded change tells of something before it: a stage, or that what was closed had been open. It began at
-- their creation, where that is known, else before the history first knows of them.
--
-- grain: record_number
select
  record.record_number, record.source, record.record_type, record.record_id, record.first_moved_at,
  record.first_known_at,
  case
    when current_record.created_at <= record.first_changed_at then current_record.created_at
  end as created_at,
  current_record.created_precision
from
  core._record as record
  left join core._record_version as current_record on current_record.record_number = record.record_number
where record.first_moved_at = record.first_changed_at
