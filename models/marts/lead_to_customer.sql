-- One row per pipeline, segment value and cohort month (null: all months): how many journeys started and how many were won so far and, by estimate, will be.
-- The estimate is the Aalen-Johansen share won within horizon_days of the start, lost competing and open journeys censored where
-- they are last known; it is left out, with the reason, when fewer than 10 journeys were followed for the horizon, or more than a tenth of its events are untimed.
--
-- grain: pipeline, segment, segment_value, cohort_month
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  as in marts.stage_conversion
-- column: segment_value  varchar  its value
-- column: cohort_month  date  local month of the start; null for all months together
-- column: started_count  bigint  journeys
-- column: won_count  bigint  of them, won
-- column: lost_count  bigint  of them, lost
-- column: open_count  bigint  of them, still open
-- column: deleted_count  bigint  of them, deleted while open
-- column: rate_so_far  double  won / started
-- column: rate_low  double  Wilson 95 % interval
-- column: rate_high  double  Wilson 95 % interval
-- column: horizon_days  bigint  the setting lead_to_customer_days
-- column: estimate  double  estimated share won within the horizon
-- column: estimate_low  double  95 % interval, log-log; null when the estimate is 0 or 1
-- column: estimate_high  double  95 % interval, log-log
-- column: at_risk_count  bigint  journeys undecided at the horizon
-- column: followed_count  bigint  journeys whose start is at least the horizon before the watermark
-- column: estimate_status  varchar  ok, no_won (nothing is known to mean won), too_few_followed, observed_too_late (all at risk were gone before others came under observation), or untimed (of more than a tenth of its events it is not known when they happened)
-- assert: (estimate_status = 'ok') = (estimate is not null)
-- assert: rate_so_far is null or (rate_low <= rate_so_far and rate_so_far <= rate_high)
-- assert: estimate_low is null or (estimate_low <= estimate and estimate <= estimate_high)
-- assert: started_count = won_count + lost_count + open_count + deleted_count
-- answers: How many leads become customers? Which months are too young to judge?
with
  counted as (
    select
      pipeline, segment, segment_value, cohort_month,
      sum(journey_count)::bigint as started_count,
      coalesce(sum(journey_count) filter (where outcome = 'won'), 0)::bigint as won_count,
      coalesce(sum(journey_count) filter (where outcome = 'lost'), 0)::bigint as lost_count,
      coalesce(sum(journey_count) filter (where outcome = 'open'), 0)::bigint as open_count,
      coalesce(sum(journey_count) filter (where outcome = 'deleted'), 0)::bigint as deleted_count
    from marts._segment
    group by
      grouping sets((pipeline, segment, segment_value, cohort_month), (pipeline, segment, segment_value))
  )
select
  counted.pipeline, counted.segment, counted.segment_value, counted.cohort_month,
  counted.started_count, counted.won_count, counted.lost_count, counted.open_count,
  counted.deleted_count,
  rate(counted.won_count, counted.started_count) as rate_so_far,
  wilson_low(counted.won_count, counted.started_count) as rate_low,
  wilson_high(counted.won_count, counted.started_count) as rate_high,
  setting.lead_to_customer_days as horizon_days,
  estimated.estimate, estimated.estimate_low, estimated.estimate_high,
  coalesce(estimated.at_risk_count, 0) as at_risk_count,
  coalesce(estimated.followed_count, 0) as followed_count,
  coalesce(estimated.estimate_status, 'too_few_followed') as estimate_status
from
  counted
  cross join core._setting as setting
  left join marts._estimate as estimated on estimated.kind in ('customer', 'cohort')
  and estimated.pipeline = counted.pipeline
  and estimated.segment = counted.segment
  and estimated.segment_value = counted.segment_value
  and estimated.cohort_month is not distinct from counted.cohort_month
