-- The ad spend of mapped exports, one row per delivered row, in the source's wall time.
--
-- grain: _file_id, _row
select
  _source as source,
  _file_id,
  _known_at,
  _row,
  platform,
  campaign_id,
  campaign,
  spend_date,
  period_start,
  period_end,
  segment,
  cost,
  currency,
  impression_count,
  click_count,
  all_click_count,
  conversion_count,
  is_provisional
from
  raw.mapped__ad_spend
