-- The campaigns of mailchimp exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  campaign_id,
  name,
  kind,
  audience,
  sent_at,
  sent_at_precision,
  start_date,
  end_date,
  recipient_count,
  delivered_count,
  bounced_count,
  opened_count,
  clicked_count,
  unsubscribed_count,
  cost,
  currency
from
  raw.mailchimp__campaigns
