-- The touches of mailchimp exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  touch_id,
  campaign_id,
  record_type,
  record_id,
  kind,
  is_response,
  occurred_at,
  occurred_at_precision,
  email_key,
  phone_key
from
  raw.mailchimp__touches
