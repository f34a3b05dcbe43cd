-- The list members of purchased_list exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  list_id,
  member_id,
  vendor,
  delivered_at,
  delivered_at_precision,
  pipeline,
  cost,
  currency,
  legal_basis,
  is_do_not_call,
  country,
  email_key,
  phone_key
from
  raw.purchased_list__list_members
