-- Every delivered row of ad spend. is_newest: of the reports that cover a day of a campaign its report is the newest one; is_within: its
-- period lies within a longer one of the same campaign; is_overlapping: its period shares days with others.
--
-- grain: none
with
  known_id as (
    select source, platform, campaign, min(campaign_id) as campaign_id
    from staging.ad_spend
    where campaign_id is not null
    group by source, platform, campaign
    having count(distinct campaign_id) = 1
  ),
  delivered as (
    select
      spend.source, spend.platform,
      coalesce(spend.campaign_id, known_id.campaign_id, '') as campaign_id,
      coalesce(spend.campaign_id, known_id.campaign_id, spend.campaign) as campaign_key,
      spend.campaign,
      coalesce(spend.segment, '') as segment,
      spend.spend_date,
      case when spend.spend_date is null then spend.period_start end as period_start,
      case when spend.spend_date is null then spend.period_end end as period_end,
      coalesce(spend.currency, '') as currency,
      spend.cost, spend.impression_count, spend.click_count, spend.all_click_count,
      spend.conversion_count, spend.lead_count,
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
  ranked as (
    select
      *,
      dense_rank() over (
        partition by source, platform, campaign_key, spend_date, period_start, period_end
        order by known_at desc nulls last, delivery_order desc nulls last, file_id desc
      ) = 1 as is_newest
    from delivered
  ),
  covered as (
    select distinct source, platform, campaign_key, spend_date, period_start, period_end
    from ranked
    where is_newest
  ),
  meeting as (
    select
      total.source, total.platform, total.campaign_key, total.period_start, total.period_end,
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
    group by total.source, total.platform, total.campaign_key, total.period_start, total.period_end
  )
select
  ranked.*,
  meeting.source is not null as is_overlapping,
  coalesce(meeting.is_within, 0) = 1 as is_within
from
  ranked
  left join meeting on ranked.is_newest
  and ranked.spend_date is null
  and meeting.source = ranked.source
  and meeting.platform = ranked.platform
  and meeting.campaign_key = ranked.campaign_key
  and coalesce(meeting.period_start, date '1900-01-01') = coalesce(ranked.period_start, date '1900-01-01')
  and coalesce(meeting.period_end, date '1900-01-01') = coalesce(ranked.period_end, date '1900-01-01')
