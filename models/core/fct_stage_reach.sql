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
-- column: is_impossible  boolean  the times contradict each other; left out of durations
-- assert: reached_at <= ended_at or is_impossible
-- assert: status in ('advanced', 'lost', 'open')
-- answers: Where do leads stop? Which stages do they skip?
with
  rise as (
    select
      journey_id,
      pipeline,
      sorts_at,
      kind,
      highest,
      coalesce(
        lag (highest) over (
          partition by
            journey_id
          order by
            position
        ),
        0
      ) as highest_before
    from
      (
        select
          path.journey_id,
          path.pipeline,
          path.position,
          path.sorts_at,
          path.kind,
          max(
            case
              when path.kind = 'lost' then 1
              when path.kind = 'won' then 1
              else path.stage_ordinal
            end
          ) over (
            partition by
              path.journey_id
            order by
              path.position rows between unbounded preceding
              and current row
          ) as highest
        from
          core._path as path
      ) as running
    qualify
      highest > highest_before
  ),
  -- a win that was not withdrawn passes every stage that had not been reached
  climb as (
    select
      journey_id,
      pipeline,
      sorts_at,
      highest_before,
      highest
    from
      rise
    union all
    select
      state.journey_id,
      state.pipeline,
      state.outcome_sorts_at,
      state.highest_ordinal,
      1000
    from
      core._journey_state as state
    where
      state.outcome = 'won'
  ),
  reached as (
    select
      climb.journey_id,
      climb.pipeline,
      stages.stage,
      stages.ordinal as stage_ordinal,
      climb.sorts_at as reached_at
    from
      climb
      join reference.stages on stages.pipeline = climb.pipeline
    where
      stages.ordinal > climb.highest_before
      and stages.ordinal <= climb.highest
  ),
  chained as (
    select
      reached.*,
      state.outcome,
      state.outcome_sorts_at,
      state.censored_at,
      state.visited_bits,
      state.born_ordinal,
      state.is_impossible,
      lead (reached.reached_at) over (
        partition by
          reached.journey_id
        order by
          reached.stage_ordinal
      ) as next_reached_at
    from
      reached
      join core._journey_state as state on state.journey_id = reached.journey_id
  )
select
  journey_id,
  pipeline,
  stage,
  stage_ordinal,
  reached_at,
  case
    when stage_ordinal < born_ordinal then 'birth'
    when has_stage (visited_bits, stage_ordinal) then 'visit'
    else 'skip'
  end as reached_by,
  has_stage (visited_bits, stage_ordinal) as is_visited,
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
  seconds_between (
    reached_at,
    case
      when next_reached_at is not null then next_reached_at
      when outcome in ('won', 'lost') then outcome_sorts_at
      else censored_at
    end
  )::bigint as elapsed_seconds,
  is_impossible
  or case
    when next_reached_at is not null
    or outcome in ('won', 'lost') then false
    else censored_at < reached_at
  end as is_impossible
from
  chained
