-- One row per pipeline, segment value and stage: how long completed visits took, as a CRM would show it.
-- Completed-only quantiles flatter slow stages: visits that are still open are counted beside them, not in them.
-- Day-precision sources are left out of nothing here but the sub-day reading of it; impossible times are left out.
--
-- grain: pipeline, segment, segment_value, stage
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  as in marts.stage_conversion
-- column: segment_value  varchar  its value
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: completed_count  bigint  visits that ended
-- column: open_count  bigint  visits that have not
-- column: completed_median_seconds  double  median dwell of completed visits
-- column: completed_p75_seconds  double  third quartile
-- column: completed_p90_seconds  double  ninth decile
-- answers: How long does each stage take?
select
  visit.pipeline,
  membership.segment,
  membership.segment_value,
  visit.stage,
  visit.stage_ordinal,
  count(*) filter(
    where
      visit.exit_kind <> 'open'
  ) as completed_count,
  count(*) filter(
    where
      visit.exit_kind = 'open'
  ) as open_count,
  quantile_of (visit.dwell_seconds, 0.5)::double as completed_median_seconds,
  quantile_of (visit.dwell_seconds, 0.75)::double as completed_p75_seconds,
  quantile_of (visit.dwell_seconds, 0.9)::double as completed_p90_seconds
from
  core.fct_stage_visit as visit
  join marts._membership as membership on membership.journey_id = visit.journey_id
where
  not visit.is_impossible
group by all
