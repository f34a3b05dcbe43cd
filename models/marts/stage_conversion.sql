-- One row per pipeline, segment value and stage: how many journeys reached the stage and how many went on.
-- The unsegmented row (all, all) leaves purchased lists out; (all, with_lists) has them.
-- A stage that nobody of the value reached has counts of 0 and no rate.
-- rate_so_far counts open journeys as not advanced yet; mature_rate counts only journeys old enough, within the mature horizon.
-- The estimate is the Aalen-Johansen share that goes on within horizon_days of reaching the stage, lost competing and open journeys
-- censored where they are last known; it is left out, with the reason, when fewer than 10 journeys were followed for the horizon, or more than a tenth of its events are untimed.
--
-- grain: pipeline, segment, segment_value, stage
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  all, lead_source, campaign, list, owner, icp_tier, country, amount_band or cohort_quarter
-- column: segment_value  varchar  its value
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: reached_count  bigint  journeys at this stage or beyond at some time
-- column: advanced_count  bigint  of them, at a later stage or won
-- column: lost_count  bigint  of them, lost with this as their furthest stage
-- column: open_count  bigint  of them, still open with this as their furthest stage
-- column: deleted_count  bigint  of them, deleted while open with this as their furthest stage
-- column: skipped_count  bigint  of them, passed the stage without a visit (births are no skips)
-- column: reworked_count  bigint  of them, left the stage and came back to it
-- column: rework_rate  double  reworked / reached; null over nothing
-- column: rate_so_far  double  advanced / reached; null over nothing
-- column: rate_low  double  Wilson 95 % interval
-- column: rate_high  double  Wilson 95 % interval
-- column: horizon_days  integer  the reference's, else the P99 of the time to advance of the unsegmented stage in days, rounded up, 7 to 365 and no longer than ten journeys were followed; the same for all segments
-- column: estimate  double  estimated share that goes on within the horizon
-- column: estimate_low  double  95 % interval, log-log; null when the estimate is 0 or 1
-- column: estimate_high  double  95 % interval, log-log
-- column: at_risk_count  bigint  journeys still at the stage at the horizon
-- column: followed_count  bigint  journeys that reached the stage at least the horizon before the watermark
-- column: estimate_status  varchar  ok, no_won (of the last stage: nothing is known to mean won), no_horizon (nobody went on yet), too_few_followed, observed_too_late (all at risk were gone before others came under observation), or untimed (of more than a tenth of its events, or of whoever went on, it is not known when)
-- column: mature_horizon_days  integer  days every mature journey has been followed
-- column: mature_reached_count  bigint  mature journeys at this stage within the horizon
-- column: mature_advanced_count  bigint  of the mature journeys, at the next stage within the horizon
-- column: mature_rate  double  mature advanced / mature reached
-- assert: reached_count = advanced_count + lost_count + open_count + deleted_count
-- assert: skipped_count + reworked_count <= reached_count
-- assert: mature_advanced_count <= mature_reached_count
-- assert: reached_count > 0 or (rate_so_far is null and estimate is null and mature_rate is null)
-- assert: (estimate_status = 'ok') = (estimate is not null)
-- assert: rate_so_far is null or (rate_low <= rate_so_far and rate_so_far <= rate_high)
-- assert: estimate_low is null or (estimate_low <= estimate and estimate <= estimate_high)
-- answers: What share goes on from each stage? Which stages are skipped, which are come back to?
with
  -- every value with a journey, and the unsegmented row of a pipeline whose journeys all came from lists
  listed as (
    select pipeline, segment, segment_value, mature_horizon_days
    from marts._segment
    union
    select pipeline, 'all', 'all', mature_horizon_days
    from marts._segment
  ),
  -- a stage that nobody reached is a row over nothing
  counted as (
    select
      listed.pipeline, listed.segment, listed.segment_value, stages.stage,
      stages.ordinal as stage_ordinal,
      coalesce(sum(segment.journey_count), 0)::bigint as reached_count,
      coalesce(
        sum(segment.journey_count) filter (where segment.furthest_ordinal > stages.ordinal),
        0
      )::bigint as advanced_count,
      coalesce(
        sum(segment.journey_count) filter (
          where segment.furthest_ordinal = stages.ordinal and segment.outcome = 'lost'
        ),
        0
      )::bigint as lost_count,
      coalesce(
        sum(segment.journey_count) filter (
          where segment.furthest_ordinal = stages.ordinal and segment.outcome = 'open'
        ),
        0
      )::bigint as open_count,
      coalesce(
        sum(segment.journey_count) filter (
          where segment.furthest_ordinal = stages.ordinal and segment.outcome = 'deleted'
        ),
        0
      )::bigint as deleted_count,
      listed.mature_horizon_days,
      coalesce(
        sum(segment.journey_count) filter (where segment.mature_ordinal >= stages.ordinal),
        0
      )::bigint as mature_reached_count,
      coalesce(
        sum(segment.journey_count) filter (where segment.mature_ordinal > stages.ordinal),
        0
      )::bigint as mature_advanced_count
    from
      listed
      join reference.stages on stages.pipeline = listed.pipeline
      left join marts._segment as segment on segment.pipeline = listed.pipeline
      and segment.segment = listed.segment
      and segment.segment_value = listed.segment_value
      and segment.furthest_ordinal >= stages.ordinal
    group by all
  ),
  odd_count as (
    select
      odd.pipeline, odd.stage, journey.value_number,
      count(*) filter (where odd.is_skip) as skipped_count,
      count(*) filter (where not odd.is_skip) as reworked_count
    from
      marts._odd_pass as odd
      join marts._journey_segment as journey on journey.journey_id = odd.journey_id
    group by all
  ),
  valued as (
    select
      odd_count.pipeline, odd_count.stage, value.segment, value.segment_value,
      odd_count.skipped_count, odd_count.reworked_count
    from odd_count join marts._segment_value as value on value.value_number = odd_count.value_number
  )
select
  counted.pipeline, counted.segment, counted.segment_value, counted.stage, counted.stage_ordinal,
  counted.reached_count, counted.advanced_count, counted.lost_count, counted.open_count,
  counted.deleted_count,
  coalesce(valued.skipped_count, 0) as skipped_count,
  coalesce(valued.reworked_count, 0) as reworked_count,
  rate(coalesce(valued.reworked_count, 0), counted.reached_count) as rework_rate,
  rate(counted.advanced_count, counted.reached_count) as rate_so_far,
  wilson_low(counted.advanced_count, counted.reached_count) as rate_low,
  wilson_high(counted.advanced_count, counted.reached_count) as rate_high,
  clock.horizon_days, estimated.estimate, estimated.estimate_low, estimated.estimate_high,
  coalesce(estimated.at_risk_count, 0) as at_risk_count,
  coalesce(estimated.followed_count, 0) as followed_count,
  coalesce(clock.reason, estimated.estimate_status, 'too_few_followed') as estimate_status,
  counted.mature_horizon_days, counted.mature_reached_count, counted.mature_advanced_count,
  rate(counted.mature_advanced_count, counted.mature_reached_count) as mature_rate
from
  counted
  left join valued on valued.pipeline = counted.pipeline
  and valued.segment = counted.segment
  and valued.segment_value = counted.segment_value
  and valued.stage = counted.stage
  left join marts._clock as clock on clock.kind = 'advance'
  and clock.pipeline = counted.pipeline
  and clock.stage_ordinal = counted.stage_ordinal
  left join marts._estimate as estimated on estimated.kind = 'advance'
  and estimated.pipeline = counted.pipeline
  and estimated.segment = counted.segment
  and estimated.segment_value = counted.segment_value
  and estimated.stage_ordinal = counted.stage_ordinal
