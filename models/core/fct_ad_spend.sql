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
-- column: is_provisional  boolean  the platform says that the numbers may still change
-- column: is_overlapping  boolean  a total over a period of which other rows cover a part as well
-- assert: spend_date is null or not is_overlapping
-- answers: What did each campaign cost on each day?
with
  known_id as (
    select
      source,
      platform,
      campaign,
      min(campaign_id) as campaign_id
    from
      staging.ad_spend
    where
      campaign_id is not null
    group by
      source,
      platform,
      campaign
    having
      count(distinct campaign_id) = 1
  ),
  delivered as (
    select
      spend.source,
      spend.platform,
      coalesce(spend.campaign_id, known_id.campaign_id, '') as campaign_id,
      coalesce(spend.campaign_id, known_id.campaign_id, spend.campaign) as campaign_key,
      spend.campaign,
      coalesce(spend.segment, '') as segment,
      spend.spend_date,
      case
        when spend.spend_date is null then spend.period_start
      end as period_start,
      case
        when spend.spend_date is null then spend.period_end
      end as period_end,
      coalesce(spend.currency, '') as currency,
      spend.cost,
      spend.impression_count,
      spend.click_count,
      spend.all_click_count,
      spend.conversion_count,
      coalesce(spend.is_provisional, false) as is_provisional,
      coalesce(spend._known_at, spend.period_end::timestamp) as known_at,
      spend._file_id as file_id,
      file.delivery_order
    from
      staging.ad_spend as spend
      left join ops.file as file on file.file_id = spend._file_id
      and file.status = 'loaded'
      left join known_id on known_id.source = spend.source
      and known_id.platform = spend.platform
      and known_id.campaign = spend.campaign
  ),
  newest as (
    select
      *
    from
      delivered
    qualify
      dense_rank () over (
        partition by
          source,
          platform,
          campaign_key,
          spend_date,
          period_start,
          period_end
        order by
          known_at desc nulls last,
          delivery_order desc nulls last,
          file_id desc
      ) = 1
  ),
  covered as (
    select distinct
      source,
      platform,
      campaign_key,
      spend_date,
      period_start,
      period_end
    from
      newest
  ),
  meeting as (
    select
      total.source,
      total.platform,
      total.campaign_key,
      total.period_start,
      total.period_end,
      max(
        case
          when other.period_start <= total.period_start
          and other.period_end >= total.period_end then 1
          else 0
        end
      ) as is_within
    from
      covered as total
      join covered as other on other.source = total.source
      and other.platform = total.platform
      and other.campaign_key = total.campaign_key
    where
      total.spend_date is null
      and (
        other.spend_date is not null
        or coalesce(other.period_start, date '1900-01-01') <> coalesce(total.period_start, date '1900-01-01')
        or coalesce(other.period_end, date '1900-01-01') <> coalesce(total.period_end, date '1900-01-01')
      )
      and coalesce(other.spend_date, other.period_start, date '1900-01-01') <= coalesce(total.period_end, date '2200-12-31')
      and coalesce(other.spend_date, other.period_end, date '2200-12-31') >= coalesce(total.period_start, date '1900-01-01')
    group by
      total.source,
      total.platform,
      total.campaign_key,
      total.period_start,
      total.period_end
  )
select
  newest.source,
  newest.platform,
  newest.campaign_id,
  newest.campaign,
  newest.segment,
  newest.spend_date,
  newest.period_start,
  newest.period_end,
  newest.currency,
  sum(newest.cost)::decimal(18, 2) as cost,
  sum(newest.impression_count)::bigint as impression_count,
  sum(newest.click_count)::bigint as click_count,
  sum(newest.all_click_count)::bigint as all_click_count,
  sum(newest.conversion_count)::decimal(18, 4) as conversion_count,
  max(
    case
      when newest.is_provisional then 1
      else 0
    end
  ) = 1 as is_provisional,
  meeting.source is not null as is_overlapping
from
  newest
  left join meeting on newest.spend_date is null
  and meeting.source = newest.source
  and meeting.platform = newest.platform
  and meeting.campaign_key = newest.campaign_key
  and coalesce(meeting.period_start, date '1900-01-01') = coalesce(newest.period_start, date '1900-01-01')
  and coalesce(meeting.period_end, date '1900-01-01') = coalesce(newest.period_end, date '1900-01-01')
where
  coalesce(meeting.is_within, 0) = 0
group by
  newest.source,
  newest.platform,
  newest.campaign_id,
  newest.campaign,
  newest.segment,
  newest.spend_date,
  newest.period_start,
  newest.period_end,
  newest.currency,
  meeting.source
