-- One row per day after the start, for every segment value over all cohorts, and for every cohort month of the unsegmented row:
-- the share won by then (Aalen-Johansen, lost competing), lost by then, and still undecided (Kaplan-Meier), open journeys censored.
-- A curve of which too many events are untimed is left out, and one of a pipeline in which nothing is known to mean won. One ends at its horizon, the setting lead_to_customer_days, or where fewer than 10 journeys have been followed for so long.
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
    select
      estimate.clock_number, estimate.value_number, estimate.pipeline, estimate.segment,
      estimate.segment_value, estimate.cohort_month,
      setting.lead_to_customer_days as horizon_days
    from marts._estimate as estimate cross join core._setting as setting
    where
      estimate.estimate_status not in ('untimed', 'no_won')
      and (
        estimate.kind = 'customer'
        or (
          estimate.kind = 'cohort' and estimate.segment = 'all' and estimate.segment_value = 'all'
        )
      )
  ),
  -- journeys by the whole days from their start to the watermark
  followed as (
    select
      spell.clock_number, journey.value_number,
      least(floor(in_days(spell.followed_seconds)), setting.lead_to_customer_days + 1) as day,
      count(*) as journey_count
    from
      marts._spell as spell
      cross join core._setting as setting
      join marts._journey_segment as journey on journey.journey_id = spell.journey_id
    where spell.kind in ('customer', 'cohort')
    group by all
  ),
  -- and by the day on which they end, less those that come under observation on it
  leaving as (
    select
      drawn.clock_number, drawn.value_number,
      ceil(in_days(count.seconds)) as day,
      sum(
        case when count.ended_how = 'entered' then - count.spell_count else count.spell_count end
      ) as journey_count
    from
      marts._spell_count as count
      join drawn on drawn.clock_number = count.clock_number
      and drawn.value_number = count.value_number
    group by all
  ),
  ending as (
    select
      clock_number, value_number, day, survival, survival_error, incidence, incidence_error,
      is_emptied
    from marts._curve
    where day is not null
    qualify
      row_number() over (
        partition by clock_number, value_number, day order by from_seconds desc
      ) = 1
  ),
  -- a day more than is shown: what goes beyond the horizon
  dated as (
    select
      drawn.pipeline, drawn.segment, drawn.segment_value, drawn.cohort_month, drawn.horizon_days,
      days.whole_number::integer as day,
      sum(followed.journey_count) over (
        curve rows between current row and unbounded following
      )::bigint as followed_count,
      sum(leaving.journey_count) over (
        curve rows between 1 following and unbounded following
      )::bigint as at_risk_count,
      last_value(ending.survival ignore nulls) over so_far as survival,
      last_value(ending.survival_error ignore nulls) over so_far as survival_error,
      last_value(ending.incidence ignore nulls) over so_far as incidence,
      last_value(ending.incidence_error ignore nulls) over so_far as incidence_error,
      last_value(ending.is_emptied ignore nulls) over so_far as is_emptied
    from
      drawn
      join whole_numbers(0, 3651) as days on days.whole_number <= drawn.horizon_days + 1
      left join followed on followed.clock_number = drawn.clock_number
      and followed.value_number = drawn.value_number
      and followed.day = days.whole_number
      left join leaving on leaving.clock_number = drawn.clock_number
      and leaving.value_number = drawn.value_number
      and leaving.day = days.whole_number
      left join ending on ending.clock_number = drawn.clock_number
      and ending.value_number = drawn.value_number
      and ending.day = days.whole_number
    window
      curve as (partition by drawn.clock_number, drawn.value_number order by days.whole_number),
      so_far as (
        partition by drawn.clock_number, drawn.value_number
        order by days.whole_number rows between unbounded preceding and current row
      )
  )
select
  pipeline, segment, segment_value, cohort_month, day, followed_count,
  coalesce(at_risk_count, 0) as at_risk_count,
  coalesce(incidence, 0.0) as won_share,
  log_log_low(incidence, incidence_error) as won_low,
  log_log_high(incidence, incidence_error) as won_high,
  greatest(1 - coalesce(incidence, 0.0) - coalesce(survival, 1.0), 0.0) as lost_share,
  coalesce(survival, 1.0) as open_share,
  log_log_low(survival, survival_error) as open_low,
  log_log_high(survival, survival_error) as open_high
from dated
where day <= horizon_days and followed_count >= 10 and not coalesce(is_emptied, false)
