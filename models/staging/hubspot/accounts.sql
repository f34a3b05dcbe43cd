-- The accounts of hubspot exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  account_id,
  industry,
  employee_count,
  country
from
  raw.hubspot__accounts
