-- The interval of the median length of a visit: the times at which the lower and the upper log-log band of the Kaplan-Meier curve come to
-- a half (Brookmeyer and Crowley 1982). An end that its band never comes to is null.
--
-- grain: clock_number, value_number
with
  visit as (
    select
      curve.clock_number, curve.value_number, curve.from_seconds, curve.at_risk_count,
      curve.survival_before, curve.survival, curve.survival_error,
      coalesce(lag(pow(curve.survival_error / nullif(curve.survival, 0), 2)) over stretch, 0.0) as greenwood_before,
      lead(curve.from_seconds) over stretch as until_seconds
    from marts._curve as curve join marts._clock as clock on clock.clock_number = curve.clock_number
    where clock.kind = 'visit'
    window
      stretch as (partition by curve.clock_number, curve.value_number order by curve.from_seconds)
  ),
  -- for each band the first stretch at whose end it has come to a half, and the one at whose end all have left, which has no band
  crossing as (
    select *
    from visit
    window curve as (partition by clock_number, value_number)
    qualify
      from_seconds = min(
        case when log_log_low(survival, survival_error) <= 0.5 then from_seconds end
      ) over curve
      or from_seconds = min(
        case when log_log_high(survival, survival_error) <= 0.5 then from_seconds end
      ) over curve
      or survival = 0
  ),
  step as (
    select
      crossing.clock_number, crossing.value_number, count.seconds, crossing.survival_before,
      crossing.greenwood_before,
      crossing.at_risk_count::double as at_risk_count,
      sum(count.spell_count::double) over (
        partition by crossing.clock_number, crossing.value_number, crossing.from_seconds
        order by count.seconds
      ) as ended_count
    from
      crossing
      join marts._spell_count as count on count.clock_number = crossing.clock_number
      and count.value_number = crossing.value_number
      and count.ended_how = 'happened'
      and count.seconds >= crossing.from_seconds
      and (crossing.until_seconds is null or count.seconds < crossing.until_seconds)
  ),
  survived as (
    select
      clock_number, value_number, seconds,
      survival_before * (1 - ended_count / at_risk_count) as survival,
      sqrt(greenwood_before + ended_count / nullif(at_risk_count * (at_risk_count - ended_count), 0)) as relative_error
    from step
  )
select
  clock_number, value_number,
  min(
    case when log_log_low(survival, survival * relative_error) <= 0.5 then seconds end
  )::double as low_seconds,
  min(
    case when log_log_high(survival, survival * relative_error) <= 0.5 then seconds end
  )::double as high_seconds
from survived
group by clock_number, value_number
