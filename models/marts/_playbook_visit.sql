-- Each visit to a stage and each task that the playbook has there: when the task was first done in the visit (a meeting that nobody came to is
-- not), and whether in time, late,
-- not at all (missing), not yet due, or not due because the visit ended before (left_early). Purchased lists are left out.
--
-- grain: journey_id, visit_number, task
with
  visit as (
    select
      visit.journey_id, visit.visit_number, visit.pipeline, visit.stage, visit.stage_ordinal,
      visit.entered_at,
      coalesce(visit.left_at, journey.watermark_at) as ended_at,
      visit.left_at is null as is_open
    from
      core.fct_stage_visit as visit
      join core.fct_journey as journey on journey.journey_id = visit.journey_id
      join (
        select distinct pipeline, stage from reference.playbook
      ) as planned on planned.pipeline = visit.pipeline
      and planned.stage = visit.stage
    where visit.is_timed and not is_list(journey.lead_source)
  ),
  done as (
    select visit.journey_id, visit.visit_number, playbook.task, min(activity.occurred_at) as done_at
    from
      visit
      join reference.playbook on playbook.pipeline = visit.pipeline
      and playbook.stage = visit.stage
      join core.fct_activity as activity on activity.journey_id = visit.journey_id
      and activity.occurred_at >= visit.entered_at
      and activity.occurred_at <= visit.ended_at
      and (playbook.kind = '*' or playbook.kind = activity.kind)
      and (playbook.purpose is null or playbook.purpose = activity.purpose)
    where
      activity.is_done
      and (activity.kind <> 'meeting' or activity.is_connected is distinct from false)
    group by visit.journey_id, visit.visit_number, playbook.task
  ),
  tasked as (
    select
      visit.*,
      playbook.task, playbook.team,
      playbook.calendar = 'work' as is_work,
      playbook.due_hours * 3600 as due_seconds,
      done.done_at
    from
      visit
      join reference.playbook on playbook.pipeline = visit.pipeline
      and playbook.stage = visit.stage
      left join done on done.journey_id = visit.journey_id
      and done.visit_number = visit.visit_number
      and done.task = playbook.task
  ),
  local as (
    select
      tasked.*,
      local_time(tasked.entered_at, came.switches_at, came.offset_before, came.offset_after) as came_local,
      local_time(tasked.ended_at, went.switches_at, went.offset_before, went.offset_after) as went_local,
      local_time(tasked.done_at, did.switches_at, did.offset_before, did.offset_after) as did_local
    from
      tasked
      left join core.dim_utc_day as came on came.utc_date = tasked.entered_at::date
      left join core.dim_utc_day as went on went.utc_date = tasked.ended_at::date
      left join core.dim_utc_day as did on did.utc_date = tasked.done_at::date
  ),
  clocked as (
    select
      local.*,
      case
        when local.is_work then worked_at(
          local.went_local, went_day.work_seconds_before, went_day.is_working,
          went_day.opens_seconds, went_day.closes_seconds
        ) - worked_at(
          local.came_local, came_day.work_seconds_before, came_day.is_working,
          came_day.opens_seconds, came_day.closes_seconds
        )
        else seconds_between(local.entered_at, local.ended_at)
      end as stayed_seconds,
      case
        when local.is_work then worked_at(
          local.did_local, did_day.work_seconds_before, did_day.is_working, did_day.opens_seconds,
          did_day.closes_seconds
        ) - worked_at(
          local.came_local, came_day.work_seconds_before, came_day.is_working,
          came_day.opens_seconds, came_day.closes_seconds
        )
        else seconds_between(local.entered_at, local.done_at)
      end as done_seconds
    from
      local
      left join core.dim_date as came_day on came_day.local_date = local.came_local::date
      left join core.dim_date as went_day on went_day.local_date = local.went_local::date
      left join core.dim_date as did_day on did_day.local_date = local.did_local::date
  )
select
  journey_id, visit_number, pipeline, stage, stage_ordinal, task, team, done_at,
  case
    when stayed_seconds < due_seconds
    and is_open then 'not_yet_due'
    when stayed_seconds < due_seconds then 'left_early'
    when done_at is null then 'missing'
    when done_seconds <= due_seconds then 'in_time'
    else 'late'
  end as fate
from clocked
