-- One row per pipeline, segment value and cohort month (null: all months): how many journeys started and how many were won so far.
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
-- column: rate_so_far  double  won / started
-- column: rate_low  double  Wilson 95 % interval
-- column: rate_high  double  Wilson 95 % interval
-- column: horizon_days  bigint  the setting lead_to_customer_days
-- assert: started_count = won_count + lost_count + open_count
-- answers: How many leads become customers? Which months are too young to judge?
with
  counted as (
    select
      pipeline,
      segment,
      segment_value,
      cohort_month,
      sum(journey_count)::bigint as started_count,
      coalesce(
        sum(journey_count) filter(
          where
            outcome = 'won'
        ),
        0
      )::bigint as won_count,
      coalesce(
        sum(journey_count) filter(
          where
            outcome = 'lost'
        ),
        0
      )::bigint as lost_count,
      coalesce(
        sum(journey_count) filter(
          where
            outcome = 'open'
        ),
        0
      )::bigint as open_count
    from
      marts._segment
    group by
      grouping sets ((pipeline, segment, segment_value, cohort_month), (pipeline, segment, segment_value))
  )
select
  counted.pipeline,
  counted.segment,
  counted.segment_value,
  counted.cohort_month,
  counted.started_count,
  counted.won_count,
  counted.lost_count,
  counted.open_count,
  rate (counted.won_count, counted.started_count) as rate_so_far,
  wilson_low (counted.won_count, counted.started_count) as rate_low,
  wilson_high (counted.won_count, counted.started_count) as rate_high,
  setting.lead_to_customer_days as horizon_days
from
  counted
  cross join core._setting as setting
