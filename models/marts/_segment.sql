-- Journeys counted by segment, cohort, progress and outcome.
--
-- grain: pipeline, segment, segment_value, cohort_month, furthest_ordinal, mature_ordinal, outcome
select
  progress.pipeline,
  membership.segment,
  membership.segment_value,
  progress.cohort_month,
  progress.furthest_ordinal,
  progress.mature_ordinal,
  progress.outcome,
  progress.mature_horizon_days,
  count(*) as journey_count
from
  marts._membership as membership
  join marts._progress as progress on progress.journey_id = membership.journey_id
group by all
