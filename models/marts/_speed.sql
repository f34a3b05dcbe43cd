-- Each journey that was followed for long enough to tell whether it came to sales in time, with the band of its first touch. Long enough are the
-- days within which nine of ten of those that came to sales did. Purchased lists are left out.
--
-- grain: journey_id
with
  came as (
    select
      progress.journey_id, progress.pipeline, progress.started_at, progress.ended_at,
      progress.outcome, progress.watermark_at,
      seconds_between(progress.started_at, sales.sales_at)::bigint as sales_seconds
    from
      marts._progress as progress
      join marts._hand_off as hand_off on hand_off.pipeline = progress.pipeline
      and hand_off.marketing_ordinal is not null
      left join marts._came_to_sales as sales on sales.journey_id = progress.journey_id
    where not progress.is_list and progress.entry_seconds = 0 and progress.ended_at is not null
  ),
  horizon as (
    select
      pipeline,
      greatest(ceil(in_days(quantile_of(sales_seconds, 0.9))), 1)::integer as horizon_days
    from came
    where sales_seconds is not null
    group by pipeline
  )
select
  came.journey_id, came.pipeline, horizon.horizon_days, journey.lead_source,
  coalesce(journey.icp_tier, '') as icp_tier,
  coalesce(
    local_day.is_working
    and work_seconds_until(
      local_time(came.started_at, day.switches_at, day.offset_before, day.offset_after),
      local_day.is_working, local_day.opens_seconds, local_day.closes_seconds
    ) > 0
    and work_seconds_until(
      local_time(came.started_at, day.switches_at, day.offset_before, day.offset_after),
      local_day.is_working, local_day.opens_seconds, local_day.closes_seconds
    ) < local_day.closes_seconds - local_day.opens_seconds,
    false
  ) as is_in_hours,
  case
    when came.sales_seconds <= seconds_of_days(horizon.horizon_days) then came.sales_seconds
  end as sales_seconds,
  case
    when came.outcome = 'open' then null
    else seconds_between(came.started_at, came.ended_at)::bigint
  end as ended_seconds,
  case when touch.is_touched then touch.elapsed_seconds end as touched_seconds,
  case
    when not touch.is_touched then 'never'
    when touch.elapsed_seconds <= 300 then 'within_5m'
    when touch.elapsed_seconds <= 3600 then 'within_1h'
    when touch.elapsed_seconds <= day_seconds() then 'within_24h'
    else 'later'
  end as speed_band
from
  came
  join horizon on horizon.pipeline = came.pipeline
  join marts._first_touch as touch on touch.journey_id = came.journey_id
  and touch.is_timed
  join core.fct_journey as journey on journey.journey_id = came.journey_id
  left join core.dim_utc_day as day on day.utc_date = came.started_at::date
  left join core.dim_date as local_day on local_day.local_date = local_time(came.started_at, day.switches_at, day.offset_before, day.offset_after)::date
where plus_seconds(came.started_at, seconds_of_days(horizon.horizon_days)) <= came.watermark_at
