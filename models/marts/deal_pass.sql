-- One row per journey and stage passed: how long after its start it was at the stage or beyond for the first time, and how long until
-- it went on, was lost, or is last known.
--
-- grain: journey_id, stage
-- column: journey_id  bigint  our key
-- column: pipeline  varchar  target pipeline
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  1 to the furthest stage of the journey
-- column: reached_seconds  bigint  start of the journey to reaching the stage
-- column: elapsed_seconds  bigint  reaching it to the next stage, the outcome, or the end of what is known
-- column: status  varchar  advanced, lost or open
-- column: time_kind  varchar  what is known of the time: timed (counts in times to advance), known (it does not: the stage was never seen, an import began there, or only days are known of visits shorter than a day), bound (only bounds are known), or impossible (the times contradict each other)
-- stored: no
-- assert: status in ('advanced', 'lost', 'open')
-- assert: elapsed_seconds >= 0 or time_kind = 'impossible'
-- answers: Of the deals that came to one stage, how many came to another, and how fast?
with
  brief as (
    select pipeline, stage_ordinal
    from core.fct_stage_visit
    where is_timed and exit_kind <> 'open'
    group by pipeline, stage_ordinal
    having quantile_of(dwell_seconds, 0.5) < day_seconds()
  )
select
  reach.journey_id, reach.pipeline, reach.stage, reach.stage_ordinal,
  seconds_between(journey.started_at, reach.reached_at)::bigint as reached_seconds,
  reach.elapsed_seconds, reach.status,
  case
    when reach.is_impossible then 'impossible'
    when not reach.is_dated then 'bound'
    when reach.is_timed
    and not (journey.precision = 'day' and brief.pipeline is not null) then 'timed'
    else 'known'
  end as time_kind
from
  core.fct_stage_reach as reach
  join core.fct_journey as journey on journey.journey_id = reach.journey_id
  left join brief on brief.pipeline = reach.pipeline
  and brief.stage_ordinal = reach.stage_ordinal
