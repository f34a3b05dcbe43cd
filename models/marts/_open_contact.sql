-- What is known of the sales contact of every open journey when the data ends: touches, the next step, people, meetings, summaries and
-- proposals. A next step is an undone task or meeting that lies ahead; one that is past its time is overdue.
--
-- grain: journey_id
with
  open_journey as (
    select
      journey.journey_id, journey.pipeline, reach.stage_ordinal, reach.reached_at,
      journey.watermark_at,
      is_list(journey.lead_source) as is_list
    from
      core.fct_journey as journey
      join core.fct_stage_reach as reach on reach.journey_id = journey.journey_id
      and reach.stage_ordinal = journey.furthest_ordinal
    where journey.outcome = 'open' and journey.handed_off_to is null and not journey.is_deleted
  ),
  touch as (
    select
      touch.journey_id,
      max(touch.touched_at) as last_touch_at,
      max(case when touch.is_inbound then touch.touched_at end) as last_inbound_at,
      max(
        case
          when touch.kind = 'meeting' and coalesce(touch.is_connected, true) then touch.touched_at
        end
      ) as last_meeting_at,
      -- of several at one instant the last
      max(
        case when touch.touched_at = touch.last_attempt_at then touch.attempt_number end
      ) as attempt_number,
      max(case when touch.is_reply then touch.touched_at end) as last_reply_at,
      max(touch.last_attempt_at) as last_attempt_at
    from
      (
        select
          *,
          max(
            case when attempt_number is not null then touched_at end
          ) over (
            partition by journey_id
          ) as last_attempt_at
        from marts._sales_touch
      ) as touch
    group by touch.journey_id
  ),
  step as (
    select
      open_journey.journey_id,
      min(
        case
          when coalesce(activity.due_at, activity.occurred_at) > open_journey.watermark_at then coalesce(activity.due_at, activity.occurred_at)
        end
      ) as next_at,
      max(
        case
          when coalesce(activity.due_at, activity.occurred_at) <= open_journey.watermark_at then coalesce(activity.due_at, activity.occurred_at)
        end
      ) as overdue_at
    from
      open_journey
      join core.fct_activity as activity on activity.journey_id = open_journey.journey_id
    where activity.kind in ('task', 'meeting') and not coalesce(activity.is_done, false)
    group by open_journey.journey_id
  ),
  noted as (
    select
      open_journey.journey_id,
      max(case when activity.purpose = 'summary' then activity.occurred_at end) as last_summary_at,
      max(case when activity.purpose = 'motivation' then activity.occurred_at end) as motivation_at
    from
      open_journey
      join core.fct_activity as activity on activity.journey_id = open_journey.journey_id
    where activity.occurred_at <= open_journey.watermark_at
    group by open_journey.journey_id
  ),
  people as (
    select
      journey_id,
      count(distinct source_system || ':' || contact_id) as contact_count,
      max(case when role = 'decision_maker' then 1 else 0 end) = 1 as is_decision_maker_known
    from core.bridge_journey_contact
    group by journey_id
  ),
  proposal as (
    select open_journey.journey_id, proposal.answer, proposal.valid_until, proposal.viewed_at
    from
      open_journey
      join core.fct_proposal as proposal on proposal.journey_id = open_journey.journey_id
    where proposal.sent_at <= open_journey.watermark_at
    qualify
      row_number() over (
        partition by open_journey.journey_id order by proposal.version_number desc
      ) = 1
  ),
  local as (
    select
      open_journey.*,
      local_time(open_journey.watermark_at, day.switches_at, day.offset_before, day.offset_after)::date as local_date
    from
      open_journey
      left join core.dim_utc_day as day on day.utc_date = open_journey.watermark_at::date
  )
select
  local.journey_id, local.pipeline, local.stage_ordinal, local.is_list, touch.last_touch_at,
  touch.last_inbound_at,
  seconds_between(touch.last_touch_at, local.watermark_at)::bigint as silence_seconds,
  case
    when touch.last_attempt_at is null
    or touch.last_reply_at >= touch.last_attempt_at then 0
    else touch.attempt_number
  end::bigint as attempt_count,
  coalesce(step.next_at, step.overdue_at) as next_step_at,
  case
    when step.next_at is not null then 'set'
    when step.overdue_at is not null then 'overdue'
    else 'missing'
  end as next_step_state,
  coalesce(people.is_decision_maker_known, false) as is_decision_maker_known,
  coalesce(people.contact_count, 0) as contact_count,
  touch.last_meeting_at,
  coalesce(touch.last_meeting_at >= local.reached_at, false) as is_met_here,
  case
    when touch.last_meeting_at is null then 'no_meeting'
    when noted.last_summary_at >= touch.last_meeting_at then 'sent'
    when plus_seconds(touch.last_meeting_at, setting.summary_seconds) > local.watermark_at then 'not_yet_due'
    else 'missing'
  end as summary_state,
  coalesce(
    noted.last_summary_at >= touch.last_meeting_at and touch.last_meeting_at >= local.reached_at,
    false
  ) as is_summary_sent,
  noted.motivation_at is not null as is_motivation_recorded,
  case
    when proposal.journey_id is null then 'none'
    when proposal.answer is not null then proposal.answer
    when proposal.valid_until < local.local_date then 'expired'
    when proposal.viewed_at is not null then 'viewed'
    else 'sent'
  end as proposal_state,
  proposal.valid_until as proposal_valid_until
from
  local
  cross join core._setting as setting
  left join touch on touch.journey_id = local.journey_id
  left join step on step.journey_id = local.journey_id
  left join noted on noted.journey_id = local.journey_id
  left join people on people.journey_id = local.journey_id
  left join proposal on proposal.journey_id = local.journey_id
