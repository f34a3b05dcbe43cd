-- Every call, e-mail and meeting that took place on a journey, while it is followed, a person's doing or not. is_ours: outbound, and no
-- rule says that it was sent by itself. One that is known to the day only counts from the start of a journey that began on that day.
--
-- grain: none
select
  activity.journey_id, activity.source_system, activity.activity_id, activity.kind,
  greatest(activity.occurred_at, progress.started_at) as touched_at,
  coalesce(activity.direction, 'out') = 'out' and not activity.is_automatic as is_ours,
  activity.direction = 'in' and not activity.is_automatic as is_inbound,
  activity.is_connected, activity.is_reply, activity.attempt_number,
  activity.precision = 'day' as is_day_precision
from
  core.fct_activity as activity
  join marts._progress as progress on progress.journey_id = activity.journey_id
where
  activity.kind in ('call', 'email', 'meeting')
  and activity.occurred_at <= progress.watermark_at
  and last_of(activity.occurred_at, activity.precision) >= progress.started_at
  and progress.ended_at is not null
