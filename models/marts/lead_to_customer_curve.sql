-- One row per day after the start, for every segment value over all cohorts, and for every cohort month of the unsegmented row:
-- the share won by then (Aalen-Johansen, lost competing), lost by then, and still undecided (Kaplan-Meier), open journeys censored.
-- A curve of which too many events are untimed is left out. One ends at its horizon, the setting lead_to_customer_days, or where fewer than 10 journeys have been followed for so long.
--
-- grain: pipeline, segment, segment_value, cohort_month, day
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  as in marts.stage_conversion
-- column: segment_value  varchar  its value
-- column: cohort_month  date  local month of the start; null for all months together
-- column: day  integer  days since the start; what happened at exactly so many days is in
-- column: followed_count  bigint  journeys whose start is at least so many days before the watermark
-- column: at_risk_count  bigint  journeys under observation and undecided after that day
-- column: won_share  double  share won by then
-- column: won_low  double  95 % interval, log-log; null at 0 and 1
-- column: won_high  double  95 % interval, log-log
-- column: lost_share  double  share lost by then
-- column: open_share  double  share still undecided
-- column: open_low  double  95 % interval, Greenwood log-log; null at 0 and 1
-- column: open_high  double  95 % interval, Greenwood log-log
-- assert: followed_count >= 10
-- assert: won_share between 0 and 1.000000001
-- assert: won_low is null or (won_low <= won_share and won_share <= won_high)
-- answers: How does a cohort become customers with age? How much is still to come?
with
  drawn as (
    select curve.curve, min_by(curve.at_risk_count, curve.step) as first_count
    from
      marts._curve as curve
      join marts._value as value on value.value_number = curve_value(curve.curve)
    where
      curve_place(curve.curve) = customer_place()
      or (
        curve_place(curve.curve) > customer_place()
        and value.segment = 'all'
        and value.segment_value = 'all'
      )
    group by curve.curve
  ),
  ends as (
    select
      curve, day, remaining_count, survival, survival_error, incidence, incidence_error, is_emptied
    from marts._curve
    where curve_place(curve) >= customer_place()
    qualify row_number() over (partition by curve, day order by step desc) = 1
  ),
  dated as (
    select
      drawn.curve,
      days.whole_number::integer as day,
      sum_from(coalesce(follow.journey_count, 0), drawn.curve, days.whole_number)::bigint as followed_count,
      coalesce(last_known(ends.remaining_count, drawn.curve, days.whole_number), drawn.first_count) as remaining_count,
      last_known(ends.survival, drawn.curve, days.whole_number) as survival,
      last_known(ends.survival_error, drawn.curve, days.whole_number) as survival_error,
      last_known(ends.incidence, drawn.curve, days.whole_number) as incidence,
      last_known(ends.incidence_error, drawn.curve, days.whole_number) as incidence_error,
      last_known(ends.is_emptied, drawn.curve, days.whole_number) as is_emptied
    from
      drawn
      cross join core._setting as setting
      join whole_numbers(0, 3650) as days on days.whole_number <= setting.lead_to_customer_days
      left join marts._customer_follow as follow on follow.curve = drawn.curve
      and follow.followed_days = days.whole_number
      left join ends on ends.curve = drawn.curve
      and ends.day = days.whole_number
  )
select
  pipelines.pipeline, value.segment, value.segment_value,
  cohort_month_of(curve_place(dated.curve)) as cohort_month,
  dated.day, dated.followed_count,
  dated.remaining_count as at_risk_count,
  coalesce(dated.incidence, 0.0) as won_share,
  log_log_low(dated.incidence, dated.incidence_error) as won_low,
  log_log_high(dated.incidence, dated.incidence_error) as won_high,
  greatest(1 - coalesce(dated.incidence, 0.0) - coalesce(dated.survival, 1.0), 0.0) as lost_share,
  coalesce(dated.survival, 1.0) as open_share,
  log_log_low(dated.survival, dated.survival_error) as open_low,
  log_log_high(dated.survival, dated.survival_error) as open_high
from
  dated
  join marts._value as value on value.value_number = curve_value(dated.curve)
  join core._pipeline as pipelines on pipelines.pipeline_number = curve_pipeline(dated.curve)
  left join marts._untimed as untimed on untimed.curve = dated.curve
where untimed.curve is null and dated.followed_count >= 10 and not coalesce(dated.is_emptied, false)
