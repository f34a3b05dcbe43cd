-- Journeys counted by segment, cohort, progress and outcome.
--
-- grain: pipeline, segment, segment_value, cohort_month, furthest_ordinal, mature_ordinal, outcome
with
  counted as (
    select
      progress.pipeline,
      value_in(
        slot.slot_number, progress.pooled_number, progress.whole_number, progress.source_number,
        progress.campaign_number, progress.list_number, progress.owner_number, progress.tier_number,
        progress.country_number, progress.band_number, progress.quarter_number
      ) as value_number,
      progress.cohort_month, progress.furthest_ordinal, progress.mature_ordinal, progress.outcome,
      progress.mature_horizon_days,
      count(*) as journey_count
    from marts._progress as progress cross join marts._slot as slot
    group by all
  )
select
  counted.pipeline, value.segment, value.segment_value, counted.cohort_month,
  counted.furthest_ordinal, counted.mature_ordinal, counted.outcome, counted.mature_horizon_days,
  counted.journey_count
from counted join marts._value as value on value.value_number = counted.value_number
