-- One row per pipeline, segment value and stage: how long its visits last and how long it takes to go on.
-- completed_*: visits that ended, as a CRM would show it; slow stages look fast, for the visits still open are not in it.
-- dwell_*: all visits until they end in any way, open ones counted for as long as they have lasted (Kaplan-Meier): the first time at
-- which no more than the rest is still there. advance_*: of those that go on within the horizon of the stage, the time by which they have.
-- A stage that nobody of the value visited has counts of 0 and no times.
-- Bulk imports and impossible times are left out, and stages never seen, or first passed and seen only later, of advance_*;
-- where the median visit is shorter than a day, sources that know only the day are left out too.
--
-- grain: pipeline, segment, segment_value, stage
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  as in marts.stage_conversion
-- column: segment_value  varchar  its value
-- column: stage  varchar  canonical stage
-- column: stage_ordinal  integer  its place in the pipeline
-- column: completed_count  bigint  visits that ended
-- column: open_count  bigint  visits that have not, of deals that are still there
-- column: deleted_count  bigint  visits that had not ended when their deal was last held
-- column: timed_count  bigint  of both, those whose length is known well enough to count in the times
-- column: completed_p25_seconds  double  first quartile of completed visits
-- column: completed_median_seconds  double  median dwell of completed visits
-- column: completed_p75_seconds  double  third quartile
-- column: completed_p90_seconds  double  ninth decile
-- column: dwell_median_seconds  double  time by which half of all visits have ended; null when that never happens
-- column: dwell_median_low_seconds  double  95 % interval of the median; null when its lower band never comes to a half
-- column: dwell_median_high_seconds  double  95 % interval; null when too many are still there to bound it
-- column: dwell_p75_seconds  double  by which three quarters have
-- column: dwell_p90_seconds  double  by which nine tenths have
-- column: dwell_status  varchar  ok, nobody_visited, no_times (no visit with a known length), day_precision (only days are known of visits shorter than a day), observed_too_late, or half_still_there (the median is not reached)
-- column: horizon_days  integer  as in marts.stage_conversion
-- column: advance_median_seconds  double  time by which half of those who go on within the horizon have
-- column: advance_p90_seconds  double  by which nine tenths have
-- column: advance_status  varchar  ok, nobody_visited, untimed (it is not known when they went on), no_horizon, nobody_advanced, too_young (nobody followed for the horizon), day_precision, or observed_too_late
-- column: open_p25_seconds  double  first quartile of the ages of the visits that have not ended
-- column: open_median_seconds  double  median of these ages
-- column: open_p75_seconds  double  third quartile
-- column: open_p90_seconds  double  ninth decile
-- assert: completed_count + open_count + deleted_count >= timed_count
-- assert: (dwell_status = 'nobody_visited') = (completed_count + open_count + deleted_count = 0)
-- assert: (dwell_status = 'ok') = (dwell_median_seconds is not null)
-- assert: dwell_median_low_seconds is null or dwell_median_seconds is null or dwell_median_low_seconds <= dwell_median_seconds
-- assert: dwell_median_high_seconds is null or dwell_median_seconds <= dwell_median_high_seconds
-- assert: (advance_status = 'ok') = (advance_median_seconds is not null)
-- answers: How long does each stage take? How long does it take to go on? How old is what is still there?
with
  counted as (
    select
      clock_number, value_number,
      sum(case when ended_how = 'happened' then spell_count else 0 end)::bigint as completed_count,
      sum(
        case when ended_how = 'censored' then spell_count - vanished_count else 0 end
      )::bigint as open_count,
      sum(vanished_count)::bigint as deleted_count,
      sum(followed_count)::bigint as followed_count
    from marts._spell_count
    group by clock_number, value_number
  ),
  quantile as (
    select
      clock_number, value_number,
      min(case when population = 'followed' and share = 0.5 then seconds end) as median_seconds,
      min(case when population = 'followed' and share = 0.75 then seconds end) as p75_seconds,
      min(case when population = 'followed' and share = 0.9 then seconds end) as p90_seconds,
      min(
        case when population = 'completed' and share = 0.25 then seconds end
      ) as completed_p25_seconds,
      min(
        case when population = 'completed' and share = 0.5 then seconds end
      ) as completed_median_seconds,
      min(
        case when population = 'completed' and share = 0.75 then seconds end
      ) as completed_p75_seconds,
      min(
        case when population = 'completed' and share = 0.9 then seconds end
      ) as completed_p90_seconds,
      min(case when population = 'open' and share = 0.25 then seconds end) as open_p25_seconds,
      min(case when population = 'open' and share = 0.5 then seconds end) as open_median_seconds,
      min(case when population = 'open' and share = 0.75 then seconds end) as open_p75_seconds,
      min(case when population = 'open' and share = 0.9 then seconds end) as open_p90_seconds
    from marts._curve_quantile
    group by clock_number, value_number
  ),
  -- all there is of a curve; null where it has none of it
  summed as (
    select
      clock.kind, clock.pipeline, clock.stage_ordinal, value.segment, value.segment_value,
      counted.completed_count, counted.open_count, counted.deleted_count, counted.followed_count,
      quantile.completed_p25_seconds, quantile.completed_median_seconds,
      quantile.completed_p75_seconds, quantile.completed_p90_seconds, quantile.open_p25_seconds,
      quantile.open_median_seconds, quantile.open_p75_seconds, quantile.open_p90_seconds,
      quantile.median_seconds, quantile.p75_seconds, quantile.p90_seconds, ending.is_emptied,
      bounds.low_seconds, bounds.high_seconds
    from
      counted
      join marts._clock as clock on clock.clock_number = counted.clock_number
      join marts._segment_value as value on value.value_number = counted.value_number
      left join quantile on quantile.clock_number = counted.clock_number
      and quantile.value_number = counted.value_number
      left join marts._median_interval as bounds on bounds.clock_number = counted.clock_number
      and bounds.value_number = counted.value_number
      left join marts._curve as ending on ending.clock_number = counted.clock_number
      and ending.value_number = counted.value_number
      and ending.is_last
  ),
  -- every value and stage, those that nobody visited too
  joined as (
    select
      conversion.pipeline, conversion.segment, conversion.segment_value, conversion.stage,
      conversion.stage_ordinal, conversion.horizon_days, clock.is_sub_day,
      visit.median_seconds as dwell_median_seconds,
      visit.low_seconds as dwell_median_low_seconds,
      visit.high_seconds as dwell_median_high_seconds,
      visit.p75_seconds as dwell_p75_seconds,
      visit.p90_seconds as dwell_p90_seconds,
      visit.is_emptied as is_dwell_emptied,
      visit.completed_p25_seconds, visit.completed_median_seconds, visit.completed_p75_seconds,
      visit.completed_p90_seconds, visit.open_p25_seconds, visit.open_median_seconds,
      visit.open_p75_seconds, visit.open_p90_seconds,
      coalesce(visit.completed_count, 0) + coalesce(untimed.completed_count, 0) as completed_count,
      coalesce(visit.open_count, 0) + coalesce(untimed.open_count, 0) as open_count,
      coalesce(visit.deleted_count, 0) + coalesce(untimed.deleted_count, 0) as deleted_count,
      coalesce(visit.completed_count + visit.open_count + visit.deleted_count, 0) as timed_count,
      coalesce(advance.followed_count, 0) as followed_count,
      advance.median_seconds as advance_median_seconds,
      advance.p90_seconds as advance_p90_seconds,
      advance.is_emptied as is_advance_emptied,
      conversion.estimate_status = 'untimed' as is_advance_undated
    from
      marts.stage_conversion as conversion
      join marts._clock as clock on clock.kind = 'visit'
      and clock.pipeline = conversion.pipeline
      and clock.stage_ordinal = conversion.stage_ordinal
      left join summed as visit on visit.kind = 'visit'
      and visit.pipeline = conversion.pipeline
      and visit.stage_ordinal = conversion.stage_ordinal
      and visit.segment = conversion.segment
      and visit.segment_value = conversion.segment_value
      left join summed as untimed on untimed.kind = 'untimed_visit'
      and untimed.pipeline = conversion.pipeline
      and untimed.stage_ordinal = conversion.stage_ordinal
      and untimed.segment = conversion.segment
      and untimed.segment_value = conversion.segment_value
      left join summed as advance on advance.kind = 'advance_time'
      and advance.pipeline = conversion.pipeline
      and advance.stage_ordinal = conversion.stage_ordinal
      and advance.segment = conversion.segment
      and advance.segment_value = conversion.segment_value
  )
select
  pipeline, segment, segment_value, stage, stage_ordinal, completed_count, open_count,
  deleted_count, timed_count, completed_p25_seconds, completed_median_seconds,
  completed_p75_seconds, completed_p90_seconds, dwell_median_seconds, dwell_median_low_seconds,
  dwell_median_high_seconds, dwell_p75_seconds, dwell_p90_seconds,
  case
    when completed_count + open_count + deleted_count = 0 then 'nobody_visited'
    when dwell_median_seconds is not null then 'ok'
    when timed_count > 0
    and is_dwell_emptied then 'observed_too_late'
    when timed_count > 0 then 'half_still_there'
    when is_sub_day then 'day_precision'
    else 'no_times'
  end as dwell_status,
  horizon_days,
  case when followed_count > 0 then advance_median_seconds end as advance_median_seconds,
  case when followed_count > 0 then advance_p90_seconds end as advance_p90_seconds,
  case
    when completed_count + open_count + deleted_count = 0 then 'nobody_visited'
    when is_advance_undated
    and advance_median_seconds is null then 'untimed'
    when horizon_days is null then 'no_horizon'
    when followed_count = 0 then 'too_young'
    when advance_median_seconds is not null then 'ok'
    when is_advance_emptied then 'observed_too_late'
    when timed_count = 0
    and is_sub_day then 'day_precision'
    else 'nobody_advanced'
  end as advance_status,
  open_p25_seconds, open_median_seconds, open_p75_seconds, open_p90_seconds
from joined
