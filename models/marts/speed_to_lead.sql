-- One row per pipeline and segment value: how soon somebody calls or writes to a new lead. A touch is an outbound call, e-mail or meeting by a
-- person: what the rules of activity_rules mark as automatic is none, and what happened before the start. The times of leads and touches
-- that are known to the day only, and of bulk imports, are left out. The unsegmented row (all, all) leaves purchased lists out.
--
-- grain: pipeline, segment, segment_value
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  as in marts.stage_conversion
-- column: segment_value  varchar  its value
-- column: started_count  bigint  journeys
-- column: touched_count  bigint  of them, touched so far
-- column: never_touched_count  bigint  of them, not touched so far
-- column: closed_untouched_count  bigint  of those, won or lost
-- column: timed_count  bigint  journeys whose times count below
-- column: first_touch_median_seconds  double  time by which half are touched, those not touched counted until they were closed or the data ends (Kaplan-Meier); null when that never happens
-- column: first_touch_p90_seconds  double  by which nine tenths are
-- column: touched_within_5m_count  bigint  touched within five minutes
-- column: judged_5m_count  bigint  touched within them, or followed for longer
-- column: touched_within_5m_rate  double  touched / judged; null over nothing
-- column: touched_within_1h_count  bigint  touched within an hour
-- column: judged_1h_count  bigint  touched within it, or followed for longer
-- column: touched_within_1h_rate  double  touched / judged
-- column: touched_within_24h_count  bigint  touched within 24 hours
-- column: judged_24h_count  bigint  touched within them, or followed for longer
-- column: touched_within_24h_rate  double  touched / judged
-- column: touch_status  varchar  ok, or not_recorded: no journey of the pipeline has an outbound touch
-- assert: started_count = touched_count + never_touched_count
-- assert: closed_untouched_count <= never_touched_count
-- assert: touched_within_5m_count <= judged_5m_count and touched_within_1h_count <= judged_1h_count
-- assert: touched_within_24h_count <= judged_24h_count
-- assert: touched_within_5m_count <= touched_within_1h_count and touched_within_1h_count <= touched_within_24h_count
-- answers: How soon is a new lead called or written to, and who never is?
with
  counted as (
    select
      touch.pipeline, segment.value_number,
      count(*) as started_count,
      count(case when touch.is_touched then 1 end) as touched_count,
      count(
        case when not touch.is_touched and touch.outcome in ('won', 'lost') then 1 end
      ) as closed_untouched_count,
      count(case when touch.is_timed then 1 end) as timed_count,
      count(
        case when touch.is_timed and touch.is_touched and touch.elapsed_seconds <= 300 then 1 end
      ) as touched_within_5m_count,
      count(
        case when touch.is_timed and (touch.elapsed_seconds > 300 or touch.is_touched) then 1 end
      ) as judged_5m_count,
      count(
        case when touch.is_timed and touch.is_touched and touch.elapsed_seconds <= 3600 then 1 end
      ) as touched_within_1h_count,
      count(
        case when touch.is_timed and (touch.elapsed_seconds > 3600 or touch.is_touched) then 1 end
      ) as judged_1h_count,
      count(
        case
          when touch.is_timed and touch.is_touched and touch.elapsed_seconds <= day_seconds() then 1
        end
      ) as touched_within_24h_count,
      count(
        case
          when touch.is_timed and (touch.elapsed_seconds > day_seconds() or touch.is_touched) then 1
        end
      ) as judged_24h_count
    from
      marts._first_touch as touch
      join marts._journey_segment as segment on segment.journey_id = touch.journey_id
    group by touch.pipeline, segment.value_number
  ),
  recorded as (select distinct pipeline from marts._first_touch where is_touched),
  quantile as (
    select
      clock.pipeline, quantile.value_number,
      min(case when quantile.share = 0.5 then quantile.seconds end) as median_seconds,
      min(case when quantile.share = 0.9 then quantile.seconds end) as p90_seconds
    from
      marts._curve_quantile as quantile
      join marts._clock as clock on clock.clock_number = quantile.clock_number
    where quantile.population = 'followed' and clock.kind = 'first_touch'
    group by clock.pipeline, quantile.value_number
  )
select
  counted.pipeline, value.segment, value.segment_value, counted.started_count,
  counted.touched_count,
  counted.started_count - counted.touched_count as never_touched_count,
  counted.closed_untouched_count, counted.timed_count,
  quantile.median_seconds as first_touch_median_seconds,
  quantile.p90_seconds as first_touch_p90_seconds,
  counted.touched_within_5m_count, counted.judged_5m_count,
  rate(counted.touched_within_5m_count, counted.judged_5m_count) as touched_within_5m_rate,
  counted.touched_within_1h_count, counted.judged_1h_count,
  rate(counted.touched_within_1h_count, counted.judged_1h_count) as touched_within_1h_rate,
  counted.touched_within_24h_count, counted.judged_24h_count,
  rate(counted.touched_within_24h_count, counted.judged_24h_count) as touched_within_24h_rate,
  case when recorded.pipeline is null then 'not_recorded' else 'ok' end as touch_status
from
  counted
  join marts._segment_value as value on value.value_number = counted.value_number
  left join recorded on recorded.pipeline = counted.pipeline
  left join quantile on quantile.pipeline = counted.pipeline
  and quantile.value_number = counted.value_number
