-- The stage_definitions of mapped exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  pipeline,
  stage,
  ordinal,
  is_closed,
  is_won,
  probability
from
  raw.mapped__stage_definitions
