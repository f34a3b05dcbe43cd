-- Journeys counted by segment, cohort, progress and outcome.
--
-- grain: pipeline, segment, segment_value, cohort_month, furthest_ordinal, mature_ordinal, outcome
with
  counted as (
    select
      progress.pipeline, journey.value_number, progress.cohort_month, progress.furthest_ordinal,
      progress.mature_ordinal, progress.outcome, progress.mature_horizon_days,
      count(*) as journey_count
    from
      marts._progress as progress
      join marts._journey_segment as journey on journey.journey_id = progress.journey_id
    group by all
  )
select
  counted.pipeline, value.segment, value.segment_value, counted.cohort_month,
  counted.furthest_ordinal, counted.mature_ordinal, counted.outcome, counted.mature_horizon_days,
  counted.journey_count
from counted join marts._segment_value as value on value.value_number = counted.value_number
