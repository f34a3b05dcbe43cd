-- One row per pipeline, cohort month, lead source and stage; counts add up over any of them.
--
-- grain: pipeline, cohort_month, lead_source, stage
-- column: pipeline  varchar  target pipeline
-- column: cohort_month  date  local month of the start
-- column: lead_source  varchar  canonical lead source
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: reached_count  bigint  journeys at this stage or beyond at some time
-- column: advanced_count  bigint  of them, at a later stage or won
-- column: lost_count  bigint  of them, lost with this as their furthest stage
-- column: open_count  bigint  of them, still open with this as their furthest stage
-- column: deleted_count  bigint  of them, deleted while open with this as their furthest stage
-- column: skipped_count  bigint  of them, passed without a visit
-- column: reworked_count  bigint  of them, left the stage and came back to it
-- column: mature_reached_count  bigint  of those old enough for the mature horizon, at this stage or beyond within it
-- column: mature_advanced_count  bigint  of the mature, at a later stage or won within the horizon
-- assert: mature_advanced_count <= mature_reached_count
-- assert: mature_reached_count <= reached_count
-- assert: reached_count = advanced_count + lost_count + open_count + deleted_count
-- answers: What does the funnel of these months and sources look like?
with
  journeys as (
    select
      pipeline, cohort_month, lead_source, furthest_ordinal, mature_ordinal, outcome,
      count(*) as journey_count
    from marts._progress
    group by all
  ),
  odd_count as (
    select
      odd.pipeline, progress.cohort_month, progress.lead_source, odd.stage,
      count(*) filter (where odd.is_skip) as skipped_count,
      count(*) filter (where not odd.is_skip) as reworked_count
    from
      marts._odd_pass as odd
      join marts._progress as progress on progress.journey_id = odd.journey_id
    group by all
  ),
  counted as (
    select
      journeys.pipeline, journeys.cohort_month, journeys.lead_source, stages.stage,
      stages.ordinal as stage_ordinal,
      sum(journeys.journey_count)::bigint as reached_count,
      coalesce(
        sum(journeys.journey_count) filter (where journeys.furthest_ordinal > stages.ordinal),
        0
      )::bigint as advanced_count,
      coalesce(
        sum(journeys.journey_count) filter (
          where journeys.furthest_ordinal = stages.ordinal and journeys.outcome = 'lost'
        ),
        0
      )::bigint as lost_count,
      coalesce(
        sum(journeys.journey_count) filter (
          where journeys.furthest_ordinal = stages.ordinal and journeys.outcome = 'open'
        ),
        0
      )::bigint as open_count,
      coalesce(
        sum(journeys.journey_count) filter (
          where journeys.furthest_ordinal = stages.ordinal and journeys.outcome = 'deleted'
        ),
        0
      )::bigint as deleted_count,
      coalesce(
        sum(journeys.journey_count) filter (where journeys.mature_ordinal >= stages.ordinal),
        0
      )::bigint as mature_reached_count,
      coalesce(
        sum(journeys.journey_count) filter (where journeys.mature_ordinal > stages.ordinal),
        0
      )::bigint as mature_advanced_count
    from journeys join reference.stages on stages.pipeline = journeys.pipeline
    where journeys.furthest_ordinal >= stages.ordinal
    group by all
  )
select
  counted.pipeline, counted.cohort_month, counted.lead_source, counted.stage, counted.stage_ordinal,
  counted.reached_count, counted.advanced_count, counted.lost_count, counted.open_count,
  counted.deleted_count,
  coalesce(odd_count.skipped_count, 0) as skipped_count,
  coalesce(odd_count.reworked_count, 0) as reworked_count,
  counted.mature_reached_count, counted.mature_advanced_count
from
  counted
  left join odd_count on odd_count.pipeline = counted.pipeline
  and odd_count.cohort_month is not distinct from counted.cohort_month
  and odd_count.lead_source = counted.lead_source
  and odd_count.stage = counted.stage
