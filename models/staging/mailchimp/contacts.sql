-- The contacts of mailchimp exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  contact_id,
  created_at,
  created_at_precision,
  account_id,
  owner_id,
  country,
  merged_ids,
  is_deleted,
  email_key,
  phone_key
from
  raw.mailchimp__contacts
