-- One row per ad platform, campaign, segment and day; a report without days is one row per period, with no spend_date.
--
-- grain: source, platform, campaign, campaign_id, segment, spend_date, period_start, period_end, currency
-- column: source  varchar  the source system
-- column: platform  varchar  ad platform
-- column: campaign_id  varchar  the platform's id, if exported
-- column: campaign  varchar  campaign name
-- column: segment  varchar  device or other breakdown
-- column: spend_date  date  day; null for a total over a period
-- column: period_start  date  first day covered
-- column: period_end  date  last day covered
-- column: currency  varchar  currency of the cost
-- column: cost  decimal(18,2)  cost in its currency
-- column: impression_count  bigint  impressions
-- column: click_count  bigint  clicks
-- column: conversion_count  decimal(18,4)  conversions as the platform counts them
-- answers: What did each campaign cost on each day?
with
  latest as (
    select
      *
    from
      staging.ad_spend
    qualify
      row_number() over (
        partition by
          source,
          platform,
          campaign,
          campaign_id,
          segment,
          spend_date,
          case
            when spend_date is null then period_start
          end,
          case
            when spend_date is null then period_end
          end,
          currency
        order by
          _known_at desc nulls last,
          _file_id desc,
          _row desc
      ) = 1
  )
select
  source,
  platform,
  coalesce(campaign_id, '') as campaign_id,
  campaign,
  coalesce(segment, '') as segment,
  spend_date,
  case
    when spend_date is null then period_start
  end as period_start,
  case
    when spend_date is null then period_end
  end as period_end,
  coalesce(currency, '') as currency,
  cost,
  impression_count,
  click_count,
  conversion_count
from
  latest
