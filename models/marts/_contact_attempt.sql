-- Every attempt to reach somebody on a journey that was open, and what came after it: the next reply (the attempt itself, if it reached
-- somebody) and the next time the journey went further. Purchased lists, which are called differently, are left out.
--
-- grain: none
with
  moment as (
    select
      touch.journey_id,
      touch.touched_at as moment_at,
      1 as place,
      touch.is_reply, touch.source_system, touch.activity_id, touch.attempt_number
    from
      marts._sales_touch as touch
      join marts._progress as progress on progress.journey_id = touch.journey_id
    where not progress.is_list
    union all
    select reach.journey_id, reach.ended_at, 0, false, '', reach.stage, null
    from
      core.fct_stage_reach as reach
      join marts._progress as progress on progress.journey_id = reach.journey_id
    where reach.status = 'advanced' and not progress.is_list
  ),
  followed as (
    select
      journey_id, moment_at, attempt_number,
      min(case when is_reply then moment_at end) over from_here as replied_at,
      min(case when place = 0 then moment_at end) over from_here as advanced_at
    from moment
    window
      from_here as (
        partition by journey_id
        order by
          moment_at, place, is_reply, source_system,
          activity_id rows between current row and unbounded following
      )
  )
select
  followed.journey_id, progress.pipeline, followed.attempt_number,
  followed.moment_at as attempted_at,
  case when followed.replied_at <= progress.ended_at then followed.replied_at end as replied_at,
  followed.advanced_at, progress.ended_at, progress.outcome, progress.watermark_at,
  progress.is_dated
from followed join marts._progress as progress on progress.journey_id = followed.journey_id
where
  followed.attempt_number <= 30
  and (
    followed.moment_at < progress.ended_at
    or (followed.moment_at = progress.ended_at and progress.outcome = 'open')
  )
