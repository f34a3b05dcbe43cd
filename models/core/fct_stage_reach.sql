-- One row per journey and stage passed, at the first instant the journey was at that stage or beyond.
-- A skipped stage has a row with reached_by = 'skip'; a journey that goes back keeps its first time.
--
-- grain: journey_id, stage
-- column: journey_id  bigint  our key, from core.fct_journey
-- column: pipeline  varchar  target pipeline
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  1 to the furthest stage of the journey
-- column: reached_at  timestamp  UTC; first instant at this ordinal or beyond
-- column: reached_by  varchar  visit, skip, or birth (the journey began beyond this stage)
-- column: is_visited  boolean  the journey was at this stage at some time
-- column: status  varchar  advanced, lost or open
-- column: ended_at  timestamp  UTC; advanced: when the next ordinal was reached; lost: outcome; open: watermark or hand-off
-- column: elapsed_seconds  bigint  reached to ended
-- column: entry_seconds  bigint  reached to the beginning of observation; 0 unless its source's history starts later
-- column: is_observed  boolean  it had not ended when observation began
-- column: is_dated  boolean  the instants at which it was reached and ended are known and not only bounded
-- column: is_timed  boolean  its time counts in durations and time to advance: first passed by being seen there, not where a bulk import began, times possible and known
-- column: is_impossible  boolean  the times contradict each other; left out of durations
-- assert: reached_at <= ended_at or is_impossible
-- assert: entry_seconds >= 0
-- assert: is_visited or not is_timed
-- assert: status in ('advanced', 'lost', 'open')
-- answers: Where do leads stop? Which stages do they skip?
with
  -- the changes that led further than the journey had been
  rise as (
    select
      journey_id, state, sorts_at, is_dated,
      coalesce(height_before, 0) as height_before,
      height_of(state) as height,
      lead(sorts_at) over rises as next_rise_at,
      coalesce(lead(is_dated) over rises, true) as is_next_rise_dated
    from core._change
    where height_of(state) > coalesce(height_before, 0)
    window rises as (partition by journey_id order by position)
  ),
  passed as (
    select
      rise.journey_id, stages.pipeline, stages.stage,
      stages.ordinal as stage_ordinal,
      rise.sorts_at as reached_at,
      case
        when stages.ordinal < rise.height then rise.sorts_at else rise.next_rise_at
      end as next_reached_at,
      rise.is_dated,
      stages.ordinal < rise.height or rise.is_next_rise_dated as is_next_dated,
      is_stage(rise.state) and stages.ordinal = rise.height and bulk.journey_id is null as is_seen
    from
      rise
      join core._state as place on place.state = rise.state
      join reference.stages on stages.pipeline = place.pipeline
      and stages.ordinal > rise.height_before
      and stages.ordinal <= rise.height
      left join core._bulk_import as bulk on bulk.journey_id = rise.journey_id
      and bulk.started_at = rise.sorts_at
  ),
  reached as (
    select
      passed.*,
      state.is_dated as is_outcome_dated,
      state.outcome, state.outcome_sorts_at, state.censored_at, state.visited_bits,
      state.birth_ordinal, state.observed_from, state.is_impossible
    from passed join core._journey_state as state on state.journey_id = passed.journey_id
    union all
    -- a win that was not withdrawn passes every stage that had not been reached
    select
      state.journey_id, state.pipeline, stages.stage, stages.ordinal, state.outcome_sorts_at,
      state.outcome_sorts_at, state.is_dated, state.is_dated, false, state.is_dated, state.outcome,
      state.outcome_sorts_at, state.censored_at, state.visited_bits, state.birth_ordinal,
      state.observed_from, state.is_impossible
    from core._journey_state as state join reference.stages on stages.pipeline = state.pipeline
    where state.outcome = 'won' and stages.ordinal > state.highest_ordinal
  ),
  ended as (
    select
      *,
      case
        when stage_ordinal < birth_ordinal then 'birth'
        when has_stage(visited_bits, stage_ordinal) then 'visit'
        else 'skip'
      end as reached_by,
      case
        when next_reached_at is not null
        or outcome = 'won' then 'advanced'
        when outcome = 'lost' then 'lost'
        else 'open'
      end as status,
      case
        when next_reached_at is not null then next_reached_at
        when outcome in ('won', 'lost') then outcome_sorts_at
        else censored_at
      end as ended_at,
      is_dated
      and case
        when next_reached_at is not null then is_next_dated
        when outcome in ('won', 'lost') then is_outcome_dated
        else true
      end as is_ended_dated
    from reached
  )
select
  journey_id, pipeline, stage, stage_ordinal, reached_at, reached_by,
  has_stage(visited_bits, stage_ordinal) as is_visited,
  status, ended_at,
  seconds_between(reached_at, ended_at)::bigint as elapsed_seconds,
  seconds_unseen(reached_at, observed_from) as entry_seconds,
  is_seen_between(reached_at, ended_at, observed_from) as is_observed,
  is_ended_dated as is_dated,
  is_seen
  and not is_impossible
  and is_ended_dated
  and coalesce(ended_at >= reached_at, true) as is_timed,
  is_impossible or coalesce(ended_at < reached_at, false) as is_impossible
from ended
