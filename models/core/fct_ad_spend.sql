-- One row per ad platform, campaign, segment and day; a report without days is one row per period, with no spend_date.
-- Of the reports that cover a day of a campaign the newest one counts, with all its segments; the rows of one report with the same
-- key are added. A period within a longer one of the same campaign is left out. Adding rows with is_overlapping to others counts
-- some spend twice.
--
-- grain: source, platform, campaign, campaign_id, segment, spend_date, period_start, period_end, currency
-- column: source  varchar  the source system
-- column: platform  varchar  ad platform
-- column: campaign_id  varchar  the platform's id, if exported with the campaign at any time
-- column: campaign  varchar  campaign name
-- column: segment  varchar  device, ad set or other breakdowns, joined by |
-- column: spend_date  date  day; null for a total over a period
-- column: period_start  date  first day covered
-- column: period_end  date  last day covered
-- column: currency  varchar  currency of the cost
-- column: cost  decimal(18,2)  cost in its currency; null when the report has none
-- column: impression_count  bigint  impressions
-- column: click_count  bigint  clicks on the ad; where the platform tells them apart, on its link
-- column: all_click_count  bigint  clicks of any kind, where the platform tells them apart
-- column: conversion_count  decimal(18,4)  conversions as the platform counts them
-- column: lead_count  bigint  leads as the platform counts them
-- column: is_provisional  boolean  the platform says that the numbers may still change
-- column: is_overlapping  boolean  a total over a period of which other rows cover a part as well
-- column: file_id  varchar  the report it is from, in ops.file
-- column: row_count  bigint  rows of the report that were added
-- assert: spend_date is null or not is_overlapping
-- answers: What did each campaign cost on each day?
select
  newest.source, newest.platform, newest.campaign_id, newest.campaign, newest.segment,
  newest.spend_date, newest.period_start, newest.period_end, newest.currency,
  sum(newest.cost)::decimal(18, 2) as cost,
  sum(newest.impression_count)::bigint as impression_count,
  sum(newest.click_count)::bigint as click_count,
  sum(newest.all_click_count)::bigint as all_click_count,
  sum(newest.conversion_count)::decimal(18, 4) as conversion_count,
  sum(newest.lead_count)::bigint as lead_count,
  max(case when newest.is_provisional then 1 else 0 end) = 1 as is_provisional,
  newest.is_overlapping, newest.file_id,
  count(*) as row_count
from core._ad_spend as newest
where newest.is_newest and not newest.is_within
group by
  newest.source, newest.platform, newest.campaign_id, newest.campaign, newest.segment,
  newest.spend_date, newest.period_start, newest.period_end, newest.currency, newest.is_overlapping,
  newest.file_id
