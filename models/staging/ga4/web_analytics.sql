-- The web analytics of ga4 exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  property,
  report,
  dimension,
  dimension_value,
  metric,
  value,
  measured_date,
  period_start,
  period_end
from
  raw.ga4__web_analytics
