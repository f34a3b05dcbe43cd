-- The activities of hubspot exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  activity_id,
  record_type,
  record_id,
  kind,
  logged_at,
  logged_at_precision,
  occurred_at,
  occurred_at_precision,
  due_at,
  due_at_precision,
  is_done,
  owner_id,
  phone_key
from
  raw.hubspot__activities
