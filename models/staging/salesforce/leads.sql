-- The leads of salesforce exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  lead_id,
  created_at,
  created_at_precision,
  updated_at,
  updated_at_precision,
  pipeline,
  stage,
  stage_changed_at,
  stage_changed_at_precision,
  lead_source,
  campaign_id,
  list_id,
  account_id,
  owner_id,
  country,
  lost_reason,
  converted_opportunity_id,
  merged_ids,
  is_deleted,
  is_do_not_call,
  is_do_not_email,
  email_key,
  phone_key
from
  raw.salesforce__leads
