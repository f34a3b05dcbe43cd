-- The stage changes of hubspot exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  record_type,
  record_id,
  pipeline,
  from_stage,
  to_stage,
  changed_at,
  changed_at_precision,
  sequence,
  owner_id
from
  raw.hubspot__stage_changes
