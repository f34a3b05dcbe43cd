-- The first time that a journey at a stage had not been touched for so many days: by nobody of ours and not of its own. Silence counts
-- from reaching the stage at the earliest. Only where a pipeline has any touches at all; purchased lists are left out.
--
-- grain: journey_id, stage_ordinal, silent_days
with
  touched as (
    select distinct progress.pipeline
    from
      marts._sales_touch as touch
      join marts._progress as progress on progress.journey_id = touch.journey_id
  ),
  staying as (
    select at_stage.*
    from marts._at_stage as at_stage join touched on touched.pipeline = at_stage.pipeline
    where at_stage.elapsed_seconds > day_seconds()
  ),
  point as (
    select journey_id, stage_ordinal, 0::bigint as point_seconds, elapsed_seconds
    from staying
    union
    select
      staying.journey_id, staying.stage_ordinal,
      seconds_between(staying.reached_at, touch.touched_at)::bigint,
      staying.elapsed_seconds
    from
      staying
      join marts._sales_touch as touch on touch.journey_id = staying.journey_id
      and touch.touched_at > staying.reached_at
      and touch.touched_at < staying.ended_at
  ),
  gap as (
    select
      journey_id, stage_ordinal, point_seconds,
      lead(point_seconds, 1, elapsed_seconds) over (
        partition by journey_id, stage_ordinal order by point_seconds
      ) - point_seconds as gap_seconds
    from point
  )
select
  gap.journey_id, gap.stage_ordinal, days.silent_days,
  min(gap.point_seconds + seconds_of_days(days.silent_days)) as silent_seconds
from
  gap
  join (
    values (1), (3), (7), (14), (30), (60), (90)
  ) as days(silent_days) on gap.gap_seconds > seconds_of_days(days.silent_days)
group by gap.journey_id, gap.stage_ordinal, days.silent_days
