-- The merges of mapped exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  record_type,
  merged_id,
  surviving_id
from
  raw.mapped__merges
