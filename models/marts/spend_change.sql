-- One row per campaign and day whose numbers the platform corrected after the day was over, of the reports by days that were delivered:
-- what the first report after the day said, and what the newest one does. Reports with breakdowns are added up. What a platform does not
-- list any more is nothing.
--
-- grain: source, platform, campaign_id, campaign, currency, spend_date
-- column: source  varchar  the source system
-- column: platform  varchar  ad platform
-- column: campaign_id  varchar  the platform's id
-- column: campaign  varchar  campaign name as the newest report has it
-- column: currency  varchar  currency of the cost
-- column: spend_date  date  the day
-- column: report_count  bigint  reports since the day was over
-- column: first_cost  decimal(18,2)  cost as the first of them said
-- column: cost  decimal(18,2)  cost as the newest one says
-- column: cost_change  decimal(18,2)  the difference
-- column: first_click_count  bigint  clicks as the first of them said
-- column: click_count  bigint  clicks as the newest one says
-- column: first_conversion_count  decimal(18,4)  conversions as the first of them said
-- column: conversion_count  decimal(18,4)  conversions as the newest one says
-- column: first_known_at  timestamp  UTC; when the first of them was made
-- column: known_at  timestamp  UTC; when the newest one was made
-- assert: report_count > 1
-- answers: How much did the spend of days that were over still move?
with
  told as (
    select
      source, platform, campaign_key, spend_date, currency, known_at, file_id,
      max(campaign_id) as campaign_id,
      max(campaign) as campaign,
      sum(cost)::decimal(18, 2) as cost,
      sum(click_count)::bigint as click_count,
      sum(conversion_count)::decimal(18, 4) as conversion_count
    from core._ad_spend
    where spend_date is not null and known_at >= spend_date::timestamp + interval 1 day
    group by source, platform, campaign_key, spend_date, currency, known_at, file_id
    union all
    select
      source, platform, campaign_key, spend_date, currency, denied_at, denied_by,
      max(campaign_id),
      max(case when known_at = newest_at then campaign end),
      0, 0, 0
    from
      (
        select
          *,
          max(known_at) over (
            partition by source, platform, campaign_key, spend_date, currency, denied_at, denied_by
          ) as newest_at
        from core._ad_spend
        where denied_at >= spend_date::timestamp + interval 1 day
      ) as spend
    group by source, platform, campaign_key, spend_date, currency, denied_at, denied_by
  ),
  placed as (
    select
      *,
      row_number() over (
        partition by source, platform, campaign_key, spend_date, currency order by known_at, file_id
      ) as place,
      count(*) over (
        partition by source, platform, campaign_key, spend_date, currency
      ) as report_count
    from told
  )
select
  newest.source, newest.platform, newest.campaign_id, newest.campaign, newest.currency,
  newest.spend_date, newest.report_count,
  earliest.cost as first_cost,
  newest.cost,
  (newest.cost - earliest.cost)::decimal(18, 2) as cost_change,
  earliest.click_count as first_click_count,
  newest.click_count,
  earliest.conversion_count as first_conversion_count,
  newest.conversion_count,
  earliest.known_at as first_known_at,
  newest.known_at
from
  placed as newest
  join placed as earliest on earliest.source = newest.source
  and earliest.platform = newest.platform
  and earliest.campaign_key = newest.campaign_key
  and earliest.spend_date = newest.spend_date
  and earliest.currency = newest.currency
  and earliest.place = 1
where
  newest.place = newest.report_count
  and newest.report_count > 1
  and (
    coalesce(newest.cost, -1) <> coalesce(earliest.cost, -1)
    or coalesce(newest.click_count, -1) <> coalesce(earliest.click_count, -1)
    or coalesce(newest.conversion_count, -1) <> coalesce(earliest.conversion_count, -1)
  )
