-- The owners of mapped exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  owner_id,
  team,
  time_zone
from
  raw.mapped__owners
