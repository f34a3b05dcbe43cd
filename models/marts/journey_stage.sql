-- One row per journey and stage it reached, in seconds from its start: what estimates of any selection of journeys are made of.
--
-- grain: journey_id, stage_ordinal
-- column: journey_id  bigint  our key
-- column: stage_ordinal  integer  1 to the furthest stage of the journey
-- column: reached_seconds  bigint  from the start of the journey until it was at this stage or beyond
-- column: ended_seconds  bigint  from the start until it went on, was lost, or was last known
-- column: entry_seconds  bigint  from the start of the journey to the beginning of observation; 0 unless its source's history starts later
-- column: followed_seconds  bigint  from the start of the journey to the end of what is known of it
-- column: status  varchar  advanced, lost or open
-- column: is_counted  boolean  its times are possible and were observed, so that it counts in estimates
-- column: is_dated  boolean  the instants at which it was reached and ended are known and not only bounded
-- column: is_journey_dated  boolean  the start of the journey, and its outcome if it has one, are known and not only bounded
-- column: is_skipped  boolean  it passed the stage without a visit (a birth is no skip)
-- column: is_reworked  boolean  it left the stage and came back to it
-- stored: no
-- answers: How long after its start did a journey reach each stage, and how did that end?
select
  reach.journey_id, reach.stage_ordinal,
  seconds_between(journey.started_at, reach.reached_at)::bigint as reached_seconds,
  seconds_between(journey.started_at, reach.ended_at)::bigint as ended_seconds,
  journey.entry_seconds,
  seconds_between(journey.started_at, journey.watermark_at)::bigint as followed_seconds,
  reach.status,
  not reach.is_impossible and reach.is_observed and reach.elapsed_seconds is not null as is_counted,
  reach.is_dated,
  journey.is_dated as is_journey_dated,
  reach.reached_by = 'skip' as is_skipped,
  again.journey_id is not null as is_reworked
from
  core.fct_stage_reach as reach
  join core.fct_journey as journey on journey.journey_id = reach.journey_id
  left join (
    select distinct journey_id, stage from core.fct_stage_visit where is_reentry
  ) as again on again.journey_id = reach.journey_id
  and again.stage = reach.stage
