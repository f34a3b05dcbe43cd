-- What became of each journey that came to the last marketing stage: accepted (it came to sales), rejected (lost from there), waiting, or
-- deleted while waiting; how long it took or has lasted, in clock and in working time. is_timed: that length is known. accept_sla: within or
-- missed of accept_sla_work_hours; null while there is time, and where the length is not known. is_returned: accepted, and came back to marketing.
--
-- grain: journey_id
with
  handed as (
    select
      reach.journey_id, reach.pipeline, reach.reached_at, reach.ended_at, reach.elapsed_seconds,
      reach.entry_seconds,
      case
        when reach.status = 'advanced' then 'accepted'
        when reach.status = 'lost' then 'rejected'
        when progress.is_deleted then 'deleted'
        else 'waiting'
      end as outcome,
      reach.is_timed
      and reach.is_observed
      and reach.elapsed_seconds is not null
      and (reach.entry_seconds = 0 or reach.entry_seconds < reach.elapsed_seconds) as is_timed
    from
      core.fct_stage_reach as reach
      join marts._hand_off as hand_off on hand_off.pipeline = reach.pipeline
      and hand_off.marketing_ordinal = reach.stage_ordinal
      join marts._progress as progress on progress.journey_id = reach.journey_id
  ),
  returned as (
    select distinct visit.journey_id
    from
      core.fct_stage_visit as visit
      join reference.stages as sales on sales.pipeline = visit.pipeline
      and sales.stage = visit.stage
      join reference.stages as marketing on marketing.pipeline = visit.pipeline
      and marketing.stage = visit.next_stage
    where visit.exit_kind = 'back' and sales.team = 'sales' and marketing.team = 'marketing'
  ),
  local as (
    select
      handed.*,
      local_time(handed.reached_at, came.switches_at, came.offset_before, came.offset_after) as came_local,
      local_time(handed.ended_at, went.switches_at, went.offset_before, went.offset_after) as went_local
    from
      handed
      left join core.dim_utc_day as came on came.utc_date = handed.reached_at::date
      left join core.dim_utc_day as went on went.utc_date = handed.ended_at::date
  ),
  worked as (
    select
      local.*,
      (
        worked_at(
          local.went_local, went_day.work_seconds_before, went_day.is_working,
          went_day.opens_seconds, went_day.closes_seconds
        ) - worked_at(
          local.came_local, came_day.work_seconds_before, came_day.is_working,
          came_day.opens_seconds, came_day.closes_seconds
        )
      )::integer as work_seconds
    from
      local
      left join core.dim_date as came_day on came_day.local_date = local.came_local::date
      left join core.dim_date as went_day on went_day.local_date = local.went_local::date
  )
select
  worked.journey_id, worked.pipeline, worked.outcome, worked.is_timed,
  worked.elapsed_seconds::integer as elapsed_seconds,
  worked.entry_seconds::integer as entry_seconds,
  worked.work_seconds,
  case
    when not worked.is_timed then null
    when worked.outcome = 'accepted'
    and worked.work_seconds <= setting.accept_sla_work_seconds then 'within'
    when worked.outcome = 'accepted'
    or worked.work_seconds > setting.accept_sla_work_seconds then 'missed'
  end as accept_sla,
  worked.outcome = 'accepted' and returned.journey_id is not null as is_returned
from
  worked
  cross join core._setting as setting
  left join returned on returned.journey_id = worked.journey_id
