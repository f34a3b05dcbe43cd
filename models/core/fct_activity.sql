-- One row per activity: a call, an e-mail, a meeting, a note or a task, as it was delivered last, with the journey it belongs to.
-- An attempt is a call or an e-mail that a person made and that is not said to be inbound; attempts are counted from the start of the
-- journey or from the last reply before. What is sent by itself is no attempt and no reply. Its title is nowhere in the release.
--
-- grain: source_system, activity_id
-- column: activity_id  varchar  as the source writes it
-- column: source_system  varchar  the source
-- column: journey_id  bigint  the journey it belongs to; null for an activity of nobody's journey
-- column: kind  varchar  call, email, meeting, note or task
-- column: direction  varchar  out or in; null where the source does not say
-- column: occurred_at  timestamp  UTC; null for what is only planned
-- column: due_at  timestamp  UTC; when it is or was due
-- column: logged_at  timestamp  UTC; when it was entered, if the source says
-- column: is_done  boolean  it happened or was completed
-- column: is_connected  boolean  a call or meeting that took place with somebody; null when unknown
-- column: purpose  varchar  a purpose of reference.activity_rules; null when no rule fits
-- column: is_automatic  boolean  the rule that fits says that no person did it
-- column: owner_id  varchar  who did it
-- column: stage  varchar  canonical stage at which the journey stood when it occurred; null before it and after it
-- column: visit_number  bigint  the visit of core.fct_stage_visit
-- column: attempt_number  bigint  1, 2, … of the outbound touches since the journey's start or its last reply; null for what is none
-- column: is_reply  boolean  inbound, or somebody was reached; an automatic answer is none
-- column: precision  varchar  second, minute or day; how finely occurred_at is known
-- column: file_id  varchar  the export it is from, in ops.file
-- assert: occurred_at is not null or not is_reply
-- assert: attempt_number is null or occurred_at is not null and journey_id is not null
-- assert: (stage is null) = (visit_number is null)
-- answers: Who was called, written to and met, at which stage, and did they answer?
with
  placed as (
    select
      activity.*,
      journey.journey_id,
      -- a call of the day on which the journey began counts as one after its start
      case
        when activity.occurred_at < whole.started_at
        and last_of(activity.occurred_at, precision_name(activity.precision_code)) >= whole.started_at then whole.started_at
        else activity.occurred_at
      end as counted_at,
      whole.started_at,
      activity.occurred_at is not null
      and not activity.is_automatic
      and coalesce(activity.direction = 'in' or activity.is_connected, false) as is_reply
    from
      core._activity as activity
      left join core._activity_journey as journey on journey.activity_number = activity.activity_number
      left join core._journey_state as whole on whole.journey_id = journey.journey_id
    where not activity.is_deleted
  ),
  touched as (
    select
      activity_number, journey_id, is_reply, counted_at,
      kind in ('call', 'email')
      and coalesce(direction, 'out') = 'out'
      and not is_automatic as is_attempt
    from placed
    where
      journey_id is not null and counted_at >= started_at and kind in ('call', 'email', 'meeting')
  ),
  numbered as (
    select *, count(case when is_attempt then 1 end) over so_far as attempts
    from touched
    window
      so_far as (
        partition by journey_id
        order by
          counted_at, is_reply,
          is_attempt desc,
          activity_number rows between unbounded preceding and current row
      )
  ),
  attempted as (
    select
      activity_number,
      case
        when is_attempt then attempts - coalesce(
          max(case when is_reply then attempts end) over before,
          0
        )
      end as attempt_number
    from numbered
    window
      before as (
        partition by journey_id
        order by
          counted_at, is_reply,
          is_attempt desc,
          activity_number rows between unbounded preceding and 1 preceding
      )
  )
select
  placed.activity_id,
  placed.source as source_system,
  placed.journey_id, placed.kind, placed.direction, placed.occurred_at, placed.due_at,
  placed.logged_at, placed.is_done, placed.is_connected, placed.purpose, placed.is_automatic,
  placed.owner_id, visit.stage, visit.visit_number, attempted.attempt_number, placed.is_reply,
  precision_name(placed.precision_code) as precision,
  placed.file_id
from
  placed
  left join attempted on attempted.activity_number = placed.activity_number
  left join core.fct_stage_visit as visit on visit.journey_id = placed.journey_id
  and placed.counted_at >= visit.entered_at
  and placed.counted_at < coalesce(visit.left_at, timestamp '9999-12-31 00:00:00')
