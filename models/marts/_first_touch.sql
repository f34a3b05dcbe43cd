-- The first time somebody was called, written to or met after a journey began, by a person of ours; else for how long nobody has been.
-- is_timed: both the start and the touch are known to the minute.
--
-- grain: journey_id
with
  first_touch as (
    select
      journey_id,
      min(touched_at) as touched_at,
      max(case when is_day_precision then 1 else 0 end) = 1 as is_day_precision
    from
      (
        select *, min(touched_at) over (partition by journey_id) as first_at
        from marts._sales_touch
        where is_ours
      ) as touch
    where touched_at = first_at
    group by journey_id
  ),
  met as (
    select
      progress.*,
      touch.touched_at,
      touch.touched_at <= progress.ended_at as is_touched,
      coalesce(touch.is_day_precision, false) as is_touch_of_day
    from
      marts._progress as progress
      left join first_touch as touch on touch.journey_id = progress.journey_id
    where progress.ended_at is not null
  )
select
  met.journey_id, met.pipeline, met.started_at, met.outcome, met.watermark_at,
  coalesce(met.is_touched, false) as is_touched,
  seconds_between(
    met.started_at,
    case when met.is_touched then met.touched_at else met.ended_at end
  )::integer as elapsed_seconds,
  met.entry_seconds::integer as entry_seconds,
  journey.is_bulk_import,
  not met.is_day_precision
  and not (met.is_touched and met.is_touch_of_day)
  and not journey.is_bulk_import as is_timed
from met join core.fct_journey as journey on journey.journey_id = met.journey_id
