-- The estimate of every curve that has a horizon: the share that goes on, or is won, within it, with its interval and the counts it
-- rests on. estimate_status says why there is none. untimed: of more than a tenth of the events only a bound of their time is known;
-- no_won: nothing is known to mean won. effective_count: the independent trials that would have the same variance; of an estimate of 0
-- or 1, whose variance is 0, those who were followed.
--
-- grain: kind, pipeline, stage_ordinal, cohort_month, segment, segment_value
with
  value as (
    select value_number, segment, segment_value
    from marts._segment_value
    union
    select value_number, segment, segment_value
    from marts._followed_up
  ),
  counted as (
    select
      count.clock_number, count.value_number,
      sum(
        case when count.seconds >= clock.horizon_seconds then count.spell_count else 0 end
      )::bigint as at_risk_count,
      sum(count.followed_count)::bigint as followed_count,
      -- what ended after the horizon at the latest, and nobody knows when, may have ended before it
      sum(
        case when count.ended_how <> 'censored' then count.spell_count else count.undated_count end
      ) as event_count,
      sum(count.undated_count) as undated_count
    from
      marts._spell_count as count
      join marts._clock as clock on clock.clock_number = count.clock_number
    where
      clock.horizon_days is not null
      and clock.kind not in ('advance_time', 'visit', 'untimed_visit')
      and count.ended_how <> 'entered'
    group by count.clock_number, count.value_number
  ),
  judged as (
    select
      counted.*,
      clock.kind, clock.pipeline, clock.stage_ordinal, clock.cohort_month,
      coalesce(curve.incidence, 0.0) as incidence,
      coalesce(curve.incidence_error, 0.0) as incidence_error,
      case
        when clock.reason is not null then clock.reason
        when counted.undated_count * 10 > counted.event_count then 'untimed'
        else estimate_status(counted.followed_count, curve.is_emptied)
      end as estimate_status
    from
      counted
      join marts._clock as clock on clock.clock_number = counted.clock_number
      left join marts._curve as curve on curve.clock_number = counted.clock_number
      and curve.value_number = counted.value_number
      and curve.is_last
  )
select
  judged.clock_number, judged.value_number, judged.kind, judged.pipeline, judged.stage_ordinal,
  judged.cohort_month, value.segment, value.segment_value, judged.at_risk_count,
  judged.followed_count, judged.estimate_status,
  case when judged.estimate_status = 'ok' then judged.incidence end as estimate,
  case
    when judged.estimate_status = 'ok' then log_log_low(judged.incidence, judged.incidence_error)
  end as estimate_low,
  case
    when judged.estimate_status = 'ok' then log_log_high(judged.incidence, judged.incidence_error)
  end as estimate_high,
  case
    when judged.estimate_status <> 'ok' then null
    when judged.incidence_error > 0 then judged.incidence * (1 - judged.incidence) / (judged.incidence_error * judged.incidence_error)
    else judged.followed_count
  end as effective_count
from judged join value on value.value_number = judged.value_number
