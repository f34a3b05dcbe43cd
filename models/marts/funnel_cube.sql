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
-- column: skipped_count  bigint  of them, passed without a visit
-- column: mature_reached_count  bigint  of those old enough for the mature horizon, at this stage or beyond within it
-- column: mature_advanced_count  bigint  of the mature, at a later stage or won within the horizon
-- assert: mature_advanced_count <= mature_reached_count
-- assert: mature_reached_count <= reached_count
-- assert: reached_count = advanced_count + lost_count + open_count
-- answers: What does the funnel of these months and sources look like?
select
  reach.pipeline,
  progress.cohort_month,
  progress.lead_source,
  reach.stage,
  reach.stage_ordinal,
  count(*) as reached_count,
  count(*) filter(
    where
      reach.status = 'advanced'
  ) as advanced_count,
  count(*) filter(
    where
      reach.status = 'lost'
  ) as lost_count,
  count(*) filter(
    where
      reach.status = 'open'
  ) as open_count,
  count(*) filter(
    where
      reach.reached_by = 'skip'
  ) as skipped_count,
  count(*) filter(
    where
      progress.mature_ordinal >= reach.stage_ordinal
  ) as mature_reached_count,
  count(*) filter(
    where
      progress.mature_ordinal > reach.stage_ordinal
  ) as mature_advanced_count
from
  core.fct_stage_reach as reach
  join marts._progress as progress on progress.journey_id = reach.journey_id
group by all
