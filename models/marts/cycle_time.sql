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
-- column: open_count  bigint  visits that have not
-- column: timed_count  bigint  of both, those whose length is known well enough to count in the times
-- column: completed_median_seconds  double  median dwell of completed visits
-- column: completed_p75_seconds  double  third quartile
-- column: completed_p90_seconds  double  ninth decile
-- column: dwell_median_seconds  double  time by which half of all visits have ended; null when that never happens
-- column: dwell_p75_seconds  double  by which three quarters have
-- column: dwell_p90_seconds  double  by which nine tenths have
-- column: dwell_status  varchar  ok, nobody_visited, no_times (no visit with a known length), day_precision (only days are known of visits shorter than a day), observed_too_late, or half_still_there (the median is not reached)
-- column: horizon_days  integer  as in marts.stage_conversion
-- column: advance_median_seconds  double  time by which half of those who go on within the horizon have
-- column: advance_p90_seconds  double  by which nine tenths have
-- column: advance_status  varchar  ok, nobody_visited, no_horizon, nobody_advanced, too_young (nobody followed for the horizon), day_precision, or observed_too_late
-- column: open_median_seconds  double  median age of the visits that have not ended
-- column: open_p90_seconds  double  ninth decile
-- assert: completed_count + open_count >= timed_count
-- assert: (dwell_status = 'nobody_visited') = (completed_count + open_count = 0)
-- assert: (dwell_status = 'ok') = (dwell_median_seconds is not null)
-- assert: (advance_status = 'ok') = (advance_median_seconds is not null)
-- answers: How long does each stage take? How long does it take to go on? How old is what is still there?
with
  counted as (
    select
      curve,
      coalesce(sum(visit_count) filter (where fate = 0), 0)::bigint as completed_count,
      coalesce(sum(visit_count) filter (where fate = 1), 0)::bigint as waiting_count,
      coalesce(sum(visit_count) filter (where fate = 4), 0)::bigint as untimed_completed_count,
      coalesce(sum(visit_count) filter (where fate = 5), 0)::bigint as untimed_open_count
    from marts._visit_cell
    group by curve
  ),
  -- the day of each rank that a quantile lies between, then the second in it
  daily as (
    select
      curve, fate,
      at_seconds - at_seconds % 86400 as day_seconds,
      sum(visit_count) as visit_count
    from marts._visit_cell
    where fate < 2
    group by all
  ),
  running as (
    select
      daily.*,
      sum(visit_count) over (
        partition by curve, fate
        order by day_seconds rows between unbounded preceding and current row
      ) as visits_so_far
    from daily
  ),
  goal as (
    select
      running.curve, running.fate, running.day_seconds,
      running.visits_so_far - running.visit_count as visits_before,
      ranks.share, ranks.side, ranks.visit_rank
    from
      (
        select
          curve, fate, shares.share, sides.side,
          case
            when sides.side = 'low' then rank_low(sum(visit_count), shares.share)
            else rank_high(sum(visit_count), shares.share)
          end as visit_rank
        from
          daily
          cross join (values (0.5), (0.75), (0.9)) as shares(share)
          cross join (values ('low'), ('high')) as sides(side)
        group by curve, fate, shares.share, sides.side
      ) as ranks
      join running on running.curve = ranks.curve
      and running.fate = ranks.fate
      and running.visits_so_far > ranks.visit_rank
      and running.visits_so_far - running.visit_count <= ranks.visit_rank
  ),
  second as (
    select
      goal.*,
      cell.at_seconds,
      goal.visits_before + sum(cell.visit_count) over (
        partition by goal.curve, goal.fate, goal.share, goal.side order by cell.at_seconds
      ) as visits_so_far
    from
      goal
      join marts._visit_cell as cell on cell.curve = goal.curve
      and cell.fate = goal.fate
      and cell.at_seconds - cell.at_seconds % 86400 = goal.day_seconds
  ),
  ranked as (
    select
      curve,
      min(
        case when fate = 0 and share = 0.5 and side = 'low' then at_seconds end
      ) as completed_median_low,
      min(
        case when fate = 0 and share = 0.5 and side = 'high' then at_seconds end
      ) as completed_median_high,
      min(
        case when fate = 0 and share = 0.75 and side = 'low' then at_seconds end
      ) as completed_p75_low,
      min(
        case when fate = 0 and share = 0.75 and side = 'high' then at_seconds end
      ) as completed_p75_high,
      min(
        case when fate = 0 and share = 0.9 and side = 'low' then at_seconds end
      ) as completed_p90_low,
      min(
        case when fate = 0 and share = 0.9 and side = 'high' then at_seconds end
      ) as completed_p90_high,
      min(
        case when fate = 1 and share = 0.5 and side = 'low' then at_seconds end
      ) as open_median_low,
      min(
        case when fate = 1 and share = 0.5 and side = 'high' then at_seconds end
      ) as open_median_high,
      min(case when fate = 1 and share = 0.9 and side = 'low' then at_seconds end) as open_p90_low,
      min(case when fate = 1 and share = 0.9 and side = 'high' then at_seconds end) as open_p90_high
    from second
    where visits_so_far > visit_rank
    group by curve
  ),
  quantile as (
    select
      curve,
      min(case when share = 0.5 then at_seconds end)::double as median_seconds,
      min(case when share = 0.75 then at_seconds end)::double as p75_seconds,
      min(case when share = 0.9 then at_seconds end)::double as p90_seconds
    from marts._quantile
    group by curve
  ),
  ends as (select curve, last_incidence, is_emptied from marts._curve where is_last),
  followed as (
    select curve + timed_place(0) as curve, sum(journey_count) as followed_count
    from marts._stage_cell
    where fate < 12 and fate % 2 = 1
    group by curve
  ),
  placed as (
    select
      counted.*,
      counted.completed_count + counted.waiting_count as timed_count,
      counted.curve - visit_place(0) + timed_place(0) as advance_curve
    from counted
  )
select
  conversion.pipeline, conversion.segment, conversion.segment_value, conversion.stage,
  conversion.stage_ordinal,
  coalesce(placed.completed_count + placed.untimed_completed_count, 0) as completed_count,
  coalesce(placed.waiting_count + placed.untimed_open_count, 0) as open_count,
  coalesce(placed.timed_count, 0) as timed_count,
  between_ranks(ranked.completed_median_low, ranked.completed_median_high, placed.completed_count, 0.5) as completed_median_seconds,
  between_ranks(ranked.completed_p75_low, ranked.completed_p75_high, placed.completed_count, 0.75) as completed_p75_seconds,
  between_ranks(ranked.completed_p90_low, ranked.completed_p90_high, placed.completed_count, 0.9) as completed_p90_seconds,
  dwell.median_seconds as dwell_median_seconds,
  dwell.p75_seconds as dwell_p75_seconds,
  dwell.p90_seconds as dwell_p90_seconds,
  case
    when placed.curve is null then 'nobody_visited'
    when dwell.median_seconds is not null then 'ok'
    when placed.timed_count > 0
    and dwell_end.is_emptied then 'observed_too_late'
    when placed.timed_count > 0 then 'half_still_there'
    when clock.is_sub_day then 'day_precision'
    else 'no_times'
  end as dwell_status,
  conversion.horizon_days,
  case when followed.followed_count > 0 then advance.median_seconds end as advance_median_seconds,
  case when followed.followed_count > 0 then advance.p90_seconds end as advance_p90_seconds,
  case
    when placed.curve is null then 'nobody_visited'
    when conversion.horizon_days is null then 'no_horizon'
    when coalesce(followed.followed_count, 0) = 0 then 'too_young'
    when advance.median_seconds is not null then 'ok'
    when advance_end.is_emptied then 'observed_too_late'
    when placed.timed_count = 0
    and clock.is_sub_day then 'day_precision'
    else 'nobody_advanced'
  end as advance_status,
  between_ranks(ranked.open_median_low, ranked.open_median_high, placed.waiting_count, 0.5) as open_median_seconds,
  between_ranks(ranked.open_p90_low, ranked.open_p90_high, placed.waiting_count, 0.9) as open_p90_seconds
from
  -- every value and stage, those that nobody visited too
  marts.stage_conversion as conversion
  join core._pipeline as pipelines on pipelines.pipeline = conversion.pipeline
  left join marts._value as value on value.segment = conversion.segment
  and value.segment_value = conversion.segment_value
  left join placed on placed.curve = curve_of(value.value_number, pipelines.pipeline_number, visit_place(conversion.stage_ordinal))
  left join ranked on ranked.curve = placed.curve
  left join marts._stage_clock as clock on clock.pipeline = conversion.pipeline
  and clock.stage_ordinal = conversion.stage_ordinal
  left join quantile as dwell on dwell.curve = placed.curve
  left join quantile as advance on advance.curve = placed.advance_curve
  left join ends as dwell_end on dwell_end.curve = placed.curve
  left join ends as advance_end on advance_end.curve = placed.advance_curve
  left join followed on followed.curve = placed.advance_curve
