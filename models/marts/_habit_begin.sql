-- When a habit began at a stage, in seconds from reaching it; what began as the stage ended, or later, did not begin there.
-- What is known stays known in later stages (decision_maker_known, two_contacts_known, motivation_recorded); what is done counts at the
-- stage at which it is done (next_step_set, meeting_held, summary_sent, and the tasks of the playbook).
--
-- grain: journey_id, stage_ordinal, habit_kind, habit
with
  -- a step that lies ahead is known from when it was entered until it is due or done
  step as (
    select
      journey_id,
      logged_at as set_at,
      case
        when is_done then least(coalesce(due_at, occurred_at), occurred_at)
        else coalesce(due_at, occurred_at)
      end as ahead_until
    from core.fct_activity
    where kind in ('task', 'meeting') and logged_at is not null and journey_id is not null
  ),
  meeting as (
    select journey_id, occurred_at
    from core.fct_activity
    where kind = 'meeting' and journey_id is not null and is_done and coalesce(is_connected, true)
  ),
  summary as (
    select distinct summary.journey_id, summary.occurred_at
    from
      core.fct_activity as summary
      cross join core._setting as setting
      join meeting on meeting.journey_id = summary.journey_id
      and summary.occurred_at >= meeting.occurred_at
      and summary.occurred_at <= plus_seconds(meeting.occurred_at, setting.summary_seconds)
    where summary.purpose = 'summary'
  ),
  contact as (
    select journey_id, source_system || ':' || contact_id as contact, min(known_from) as known_from
    from core.bridge_journey_contact
    where is_dated
    group by journey_id, source_system || ':' || contact_id
  ),
  second_contact as (
    select journey_id, known_from
    from contact
    qualify row_number() over (partition by journey_id order by known_from, contact) = 2
  ),
  -- from when on, and until when it can begin
  begun as (
    select
      'habit' as habit_kind,
      'next_step_set' as habit,
      journey_id,
      set_at as begins_at,
      ahead_until as holds_until
    from step
    where set_at < ahead_until
    union all
    select 'habit', 'decision_maker_known', journey_id, min(known_from), null
    from core.bridge_journey_contact
    where role = 'decision_maker' and is_dated
    group by journey_id
    union all
    select 'habit', 'two_contacts_known', journey_id, known_from, null
    from second_contact
    union all
    select 'habit', 'motivation_recorded', journey_id, min(occurred_at), null
    from core.fct_activity
    where purpose = 'motivation' and occurred_at is not null and journey_id is not null
    group by journey_id
    union all
    select 'habit', 'meeting_held', journey_id, occurred_at, occurred_at
    from meeting
    union all
    select 'habit', 'summary_sent', journey_id, occurred_at, occurred_at
    from summary
  ),
  shown as (
    select
      at_stage.journey_id, at_stage.stage_ordinal, begun.habit_kind, begun.habit,
      greatest(seconds_between(at_stage.reached_at, begun.begins_at), 0) as begin_seconds,
      at_stage.elapsed_seconds
    from
      marts._at_stage as at_stage
      join begun on begun.journey_id = at_stage.journey_id
      and begun.begins_at < at_stage.ended_at
      and (
        begun.holds_until is null
        or begun.holds_until > at_stage.reached_at
        or begun.begins_at = at_stage.reached_at
      )
    union all
    select
      at_stage.journey_id, at_stage.stage_ordinal,
      'task',
      task.task,
      greatest(seconds_between(at_stage.reached_at, task.done_at), 0),
      at_stage.elapsed_seconds
    from
      marts._at_stage as at_stage
      join marts._playbook_visit as task on task.journey_id = at_stage.journey_id
      and task.stage_ordinal = at_stage.stage_ordinal
      and task.done_at < at_stage.ended_at
  )
select journey_id, stage_ordinal, habit_kind, habit, min(begin_seconds)::bigint as begin_seconds
from shown
where begin_seconds < elapsed_seconds
group by journey_id, stage_ordinal, habit_kind, habit
