-- Every delivered row of ad spend. is_newest: of the reports that cover a day of a campaign its report is the newest one; is_within: its
-- period lies within a longer one of the same campaign; is_overlapping: its period shares days with others.
-- What a platform answers is the whole truth of its account for the days from the first to the last that it lists: of a campaign that it does not list any
-- more on such a day nothing is left. denied_at: when the newest such answer was given, where it came after the row's report.
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
      file.delivery_order,
      {
        'known_at': coalesce(spend._known_at, spend.period_end::timestamp),
        'delivery_order': file.delivery_order,
        'file_id': spend._file_id
      } as report,
      coalesce(file.delivery = 'full', false) as is_whole,
      -- one account of the platform per folder
      case when contains(file.name, '/') then split_part(file.name, '/', 1) else '' end as folder
    from
      staging.ad_spend as spend
      left join ops.file as file on file.file_id = spend._file_id
      and file.status = 'loaded'
      left join known_id on known_id.source = spend.source
      and known_id.platform = spend.platform
      and known_id.campaign = spend.campaign
  ),
  whole as (
    select
      source, platform, folder, report,
      min(spend_date) as first_day,
      max(spend_date) as last_day
    from delivered
    where is_whole and spend_date is not null
    group by all
  ),
  answered as (
    select
      delivered.source, delivered.platform, delivered.folder, delivered.spend_date,
      max(whole.report) as report
    from
      (select distinct source, platform, folder, spend_date from delivered) as delivered
      join whole on whole.source = delivered.source
      and whole.platform = delivered.platform
      and whole.folder = delivered.folder
      and delivered.spend_date between whole.first_day and whole.last_day
    group by delivered.source, delivered.platform, delivered.folder, delivered.spend_date
  ),
  -- the newest report of each day or period of a campaign; what is known of no time is the oldest
  report as (
    select
      file_id, known_at,
      row_number() over (
        order by known_at nulls first, delivery_order nulls first, file_id
      ) as report_number
    from (select distinct file_id, known_at, delivery_order from delivered) as written
  ),
  covered as (
    select
      delivered.source, delivered.platform, delivered.campaign_key, delivered.spend_date,
      delivered.period_start, delivered.period_end,
      max(report.report_number) as report_number
    from
      delivered
      join report on report.file_id = delivered.file_id
      and report.known_at is not distinct from delivered.known_at
    group by
      delivered.source, delivered.platform, delivered.campaign_key, delivered.spend_date,
      delivered.period_start, delivered.period_end
  ),
  ranked as (
    select delivered.*, newest.report_number is not null as is_newest_of_campaign
    from
      delivered
      join report on report.file_id = delivered.file_id
      and report.known_at is not distinct from delivered.known_at
      left join covered as newest on newest.report_number = report.report_number
      and newest.source = delivered.source
      and newest.platform = delivered.platform
      and newest.campaign_key = delivered.campaign_key
      and newest.spend_date is not distinct from delivered.spend_date
      and newest.period_start is not distinct from delivered.period_start
      and newest.period_end is not distinct from delivered.period_end
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
  ranked.is_newest_of_campaign and coalesce(answered.report <= ranked.report, true) as is_newest,
  case
    when ranked.is_newest_of_campaign
    and answered.report > ranked.report then answered.report.known_at
  end as denied_at,
  case
    when ranked.is_newest_of_campaign
    and answered.report > ranked.report then answered.report.file_id
  end as denied_by,
  meeting.source is not null as is_overlapping,
  coalesce(meeting.is_within, 0) = 1 as is_within
from
  ranked
  left join answered on answered.source = ranked.source
  and answered.platform = ranked.platform
  and answered.folder = ranked.folder
  and answered.spend_date = ranked.spend_date
  left join meeting on ranked.is_newest_of_campaign
  and ranked.spend_date is null
  and meeting.source = ranked.source
  and meeting.platform = ranked.platform
  and meeting.campaign_key = ranked.campaign_key
  and coalesce(meeting.period_start, date '1900-01-01') = coalesce(ranked.period_start, date '1900-01-01')
  and coalesce(meeting.period_end, date '1900-01-01') = coalesce(ranked.period_end, date '1900-01-01')
