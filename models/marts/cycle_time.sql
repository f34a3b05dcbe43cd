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
with
  valued as (
    select
      visit.pipeline,
      visit.stage_ordinal,
      visit.exit_kind,
      visit.dwell_seconds,
      value_in (
        slot.slot_number,
        progress.pooled_number,
        progress.whole_number,
        progress.source_number,
        progress.campaign_number,
        progress.list_number,
        progress.owner_number,
        progress.tier_number,
        progress.country_number,
        progress.band_number,
        progress.quarter_number
      ) as value_number
    from
      core.fct_stage_visit as visit
      -- a left join stays where it is: each journey is found once, before its row becomes one per segment
      left join marts._progress as progress on progress.journey_id = visit.journey_id
      cross join marts._slot as slot
    where
      visit.is_timed
  ),
  counted as (
    select
      pipeline,
      stage_ordinal,
      value_number,
      count(*) filter(
        where
          exit_kind <> 'open'
      ) as completed_count,
      count(*) filter(
        where
          exit_kind = 'open'
      ) as open_count,
      quartiles_of (dwell_seconds) as quartiles
    from
      valued
    where
      value_number is not null
    group by all
  )
select
  counted.pipeline,
  value.segment,
  value.segment_value,
  stages.stage,
  counted.stage_ordinal,
  counted.completed_count,
  counted.open_count,
  median_in (counted.quartiles) as completed_median_seconds,
  p75_in (counted.quartiles) as completed_p75_seconds,
  p90_in (counted.quartiles) as completed_p90_seconds
from
  counted
  join marts._value as value on value.value_number = counted.value_number
  join reference.stages on stages.pipeline = counted.pipeline
  and stages.ordinal = counted.stage_ordinal
