-- The contact roles of salesforce exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  opportunity_id,
  contact_id,
  role,
  is_primary,
  created_at,
  created_at_precision
from
  raw.salesforce__contact_roles
