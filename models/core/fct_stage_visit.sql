-- One row per visit of one journey to one stage. Won and lost are no stages; misclicks and repeats are no visits.
-- A visit that a loss ended keeps that exit even if the journey was reopened.
--
-- grain: journey_id, visit_number
-- column: journey_id  bigint  our key, from core.fct_journey
-- column: pipeline  varchar  target pipeline
-- column: visit_number  bigint  1, 2, … within the journey
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline, 1 to K
-- column: entered_at  timestamp  UTC
-- column: left_at  timestamp  UTC; null while still there
-- column: exit_kind  varchar  advanced, lost, back, handed_off or open
-- column: next_stage  varchar  the stage after, won or lost; null while open
-- column: dwell_seconds  bigint  entered to left; null while open
-- column: open_seconds  bigint  entered to the watermark while open
-- column: work_seconds  bigint  the part of the dwell inside working hours; null while open
-- column: entry_seconds  bigint  entered to the beginning of observation; 0 unless its source's history starts later
-- column: is_observed  boolean  it had not ended when observation began
-- column: is_dated  boolean  the instants at which it was entered and left are known and not only bounded
-- column: is_timed  boolean  its length counts in durations: not where a bulk import began, times possible, both instants known and not only bounded
-- column: is_reentry  boolean  the journey had been at this stage before
-- column: owner_id  varchar  who owned the record when the visit began
-- column: precision  varchar  second, minute or day
-- column: is_impossible  boolean  the times contradict each other: left before it was entered, or entered later than the data is known; left out of durations
-- assert: exit_kind = 'open' or left_at is not null
-- assert: entry_seconds >= 0
-- assert: dwell_seconds >= 0 or is_impossible
-- assert: open_seconds >= 0 or is_impossible
-- answers: Where is a deal now, and how long has it been there? Which stages are visited twice?
with
  visit as (
    select
      state.journey_id, change.visit_number, change.state,
      change.sorts_at as entered_at,
      change.next_at as left_at,
      change.next_state, change.bits_before, change.precision_code, change.owner_number,
      known_to(observation.followed_to, state.known_until, change.sorts_at) as watermark_at,
      observation.observed_from,
      bulk.journey_id is not null as is_import,
      change.happened_at <> change.sorts_at
      or change.is_left_early
      or coalesce(change.next_at is null and change.sorts_at > observation.watermark_at, false)
      or coalesce(change.sorts_at > plus_seconds(observation.watermark_at, day_seconds()), false)
      or coalesce(change.next_at > plus_seconds(observation.watermark_at, day_seconds()), false) as is_impossible,
      change.is_dated and change.is_next_dated as is_dated
    from
      core._change as change
      left join core._source_move as move on move.move_number = change.move_number
      left join core._observation as observation on observation.source = move.source
      left join core._journey_state as state on state.journey_id = change.journey_id
      left join core._bulk_import as bulk on bulk.journey_id = change.journey_id
      and bulk.started_at = change.sorts_at
    where is_stage(change.state)
  ),
  clocked as (
    select
      visit.*,
      case
        when visit.entered_at < came.switches_at then came.offset_before else came.offset_after
      end as entered_offset,
      case
        when visit.left_at < went.switches_at then went.offset_before else went.offset_after
      end as left_offset
    from
      visit
      left join core.dim_utc_day as came on came.utc_date = visit.entered_at::date
      left join core.dim_utc_day as went on went.utc_date = visit.left_at::date
  ),
  worked as (
    select
      clocked.*,
      entered_day.work_seconds_before + work_seconds_until(
        plus_seconds(clocked.entered_at, clocked.entered_offset),
        entered_day.is_working, entered_day.opens_seconds, entered_day.closes_seconds
      ) as worked_at_entry,
      left_day.work_seconds_before + work_seconds_until(
        plus_seconds(clocked.left_at, clocked.left_offset),
        left_day.is_working, left_day.opens_seconds, left_day.closes_seconds
      ) as worked_at_exit
    from
      clocked
      left join core.dim_date as entered_day on entered_day.local_date = plus_seconds(clocked.entered_at, clocked.entered_offset)::date
      left join core.dim_date as left_day on left_day.local_date = plus_seconds(clocked.left_at, clocked.left_offset)::date
  )
select
  worked.journey_id, here.pipeline, worked.visit_number, here.stage, here.stage_ordinal,
  worked.entered_at, worked.left_at,
  case
    when worked.next_state is null then 'open'
    when there.kind in ('won', 'lost')
    and there.pipeline = here.pipeline then case
      when there.kind = 'lost' then 'lost' else 'advanced'
    end
    when there.pipeline <> here.pipeline then 'handed_off'
    when height_of(worked.next_state) > here.stage_ordinal then 'advanced'
    else 'back'
  end as exit_kind,
  there.name as next_stage,
  seconds_between(worked.entered_at, worked.left_at)::bigint as dwell_seconds,
  case
    when worked.next_state is null then seconds_between(worked.entered_at, worked.watermark_at)::bigint
  end as open_seconds,
  (worked.worked_at_exit - worked.worked_at_entry)::bigint as work_seconds,
  seconds_unseen(worked.entered_at, worked.observed_from) as entry_seconds,
  is_seen_between(worked.entered_at, coalesce(worked.left_at, worked.watermark_at), worked.observed_from) as is_observed,
  worked.is_dated,
  not worked.is_impossible and not worked.is_import and worked.is_dated as is_timed,
  coalesce(has_stage(worked.bits_before, here.stage_ordinal), false) as is_reentry,
  owner.owner_id,
  precision_name(worked.precision_code) as precision,
  worked.is_impossible
from
  worked
  left join core._state as here on here.state = worked.state
  left join core._state as there on there.state = worked.next_state
  left join core._owner as owner on owner.owner_number = worked.owner_number
