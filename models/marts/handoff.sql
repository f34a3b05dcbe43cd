-- One row per pipeline and segment value: what becomes of the leads that marketing hands to sales. The hand-off is from the last
-- marketing stage (MQL) to the first sales stage (SQL); a pipeline without both has no row. The unsegmented row (all, all) leaves
-- purchased lists out; (all, with_lists) has them.
--
-- grain: pipeline, segment, segment_value
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  as in marts.stage_conversion
-- column: segment_value  varchar  its value
-- column: marketing_stage  varchar  the last marketing stage
-- column: sales_stage  varchar  the first sales stage
-- column: handed_count  bigint  journeys that came to the last marketing stage or beyond
-- column: accepted_count  bigint  of them, came to sales
-- column: rejected_count  bigint  of them, lost from the last marketing stage
-- column: waiting_count  bigint  of them, neither yet
-- column: deleted_count  bigint  of them, deleted while they waited
-- column: returned_count  bigint  of the accepted, came back from a sales stage to a marketing stage
-- column: horizon_days  integer  of the last marketing stage, as in marts.stage_conversion
-- column: accepted_estimate  double  estimated share accepted within the horizon
-- column: accepted_low  double  95 % interval, log-log
-- column: accepted_high  double  95 % interval, log-log
-- column: rejected_estimate  double  estimated share rejected within the horizon
-- column: rejected_low  double  95 % interval, log-log
-- column: rejected_high  double  95 % interval, log-log
-- column: waiting_estimate  double  estimated share that still waits at the horizon
-- column: waiting_low  double  95 % interval, log-log
-- column: waiting_high  double  95 % interval, log-log
-- column: followed_count  bigint  journeys handed over at least the horizon before the watermark
-- column: estimate_status  varchar  why there are no estimates, as in marts.stage_conversion
-- column: accept_median_seconds  double  time by which half are accepted, the rejected and waiting ones counted for as long as they were not (Kaplan-Meier); null when that never happens
-- column: accept_p90_seconds  double  by which nine tenths are
-- column: accept_work_median_seconds  double  the same in working time
-- column: accept_work_p90_seconds  double  the same in working time
-- column: within_sla_count  bigint  accepted within accept_sla_work_hours
-- column: sla_judged_count  bigint  accepted, or rejected or waiting for longer than that; only where the times are known
-- column: within_sla_rate  double  within / judged; null over nothing, and where the estimate is untimed
-- column: within_sla_low  double  Wilson 95 % interval
-- column: within_sla_high  double  Wilson 95 % interval
-- assert: handed_count = accepted_count + rejected_count + waiting_count + deleted_count
-- assert: returned_count <= accepted_count
-- assert: within_sla_count <= sla_judged_count and sla_judged_count <= handed_count
-- assert: (estimate_status = 'ok') = (accepted_estimate is not null and rejected_estimate is not null and waiting_estimate is not null)
-- assert: abs(accepted_estimate + rejected_estimate + waiting_estimate - 1) < 1e-9 or accepted_estimate is null
-- answers: Does sales take what marketing hands over, how fast, and what comes back?
with
  counted as (
    select
      handed.pipeline, segment.value_number,
      count(*) as handed_count,
      count(case when handed.outcome = 'accepted' then 1 end) as accepted_count,
      count(case when handed.outcome = 'rejected' then 1 end) as rejected_count,
      count(case when handed.outcome = 'waiting' then 1 end) as waiting_count,
      count(case when handed.outcome = 'deleted' then 1 end) as deleted_count,
      count(case when handed.is_returned then 1 end) as returned_count,
      count(case when handed.accept_sla = 'within' then 1 end) as within_sla_count,
      count(handed.accept_sla) as sla_judged_count
    from
      marts._handed as handed
      join marts._journey_segment as segment on segment.journey_id = handed.journey_id
    group by handed.pipeline, segment.value_number
  ),
  quantile as (
    select
      clock.pipeline, quantile.value_number,
      min(
        case when clock.kind = 'accept' and quantile.share = 0.5 then quantile.seconds end
      ) as accept_median_seconds,
      min(
        case when clock.kind = 'accept' and quantile.share = 0.9 then quantile.seconds end
      ) as accept_p90_seconds,
      min(
        case when clock.kind = 'accept_work' and quantile.share = 0.5 then quantile.seconds end
      ) as accept_work_median_seconds,
      min(
        case when clock.kind = 'accept_work' and quantile.share = 0.9 then quantile.seconds end
      ) as accept_work_p90_seconds
    from
      marts._curve_quantile as quantile
      join marts._clock as clock on clock.clock_number = quantile.clock_number
    where quantile.population = 'followed' and clock.kind in ('accept', 'accept_work')
    group by clock.pipeline, quantile.value_number
  )
select
  counted.pipeline, value.segment, value.segment_value, hand_off.marketing_stage,
  hand_off.sales_stage, counted.handed_count, counted.accepted_count, counted.rejected_count,
  counted.waiting_count, counted.deleted_count, counted.returned_count, clock.horizon_days,
  accepted.estimate as accepted_estimate,
  accepted.estimate_low as accepted_low,
  accepted.estimate_high as accepted_high,
  case
    when accepted.estimate_status = 'ok' then greatest(1 - coalesce(curve.survival, 1.0) - accepted.estimate, 0.0)
  end as rejected_estimate,
  case
    when accepted.estimate_status = 'ok' then log_log_low(1 - curve.survival - accepted.estimate, curve.rest_error)
  end as rejected_low,
  case
    when accepted.estimate_status = 'ok' then log_log_high(1 - curve.survival - accepted.estimate, curve.rest_error)
  end as rejected_high,
  case
    when accepted.estimate_status = 'ok' then coalesce(curve.survival, 1.0)
  end as waiting_estimate,
  case
    when accepted.estimate_status = 'ok' then log_log_low(curve.survival, curve.survival_error)
  end as waiting_low,
  case
    when accepted.estimate_status = 'ok' then log_log_high(curve.survival, curve.survival_error)
  end as waiting_high,
  coalesce(accepted.followed_count, 0) as followed_count,
  coalesce(clock.reason, accepted.estimate_status, 'too_few_followed') as estimate_status,
  quantile.accept_median_seconds, quantile.accept_p90_seconds, quantile.accept_work_median_seconds,
  quantile.accept_work_p90_seconds, counted.within_sla_count, counted.sla_judged_count,
  -- where it is not known when most were accepted, only those who still wait could be judged
  case
    when coalesce(clock.reason, accepted.estimate_status, '') <> 'untimed' then rate(counted.within_sla_count, counted.sla_judged_count)
  end as within_sla_rate,
  case
    when coalesce(clock.reason, accepted.estimate_status, '') <> 'untimed' then wilson_low(counted.within_sla_count, counted.sla_judged_count)
  end as within_sla_low,
  case
    when coalesce(clock.reason, accepted.estimate_status, '') <> 'untimed' then wilson_high(counted.within_sla_count, counted.sla_judged_count)
  end as within_sla_high
from
  counted
  join marts._segment_value as value on value.value_number = counted.value_number
  join marts._hand_off as hand_off on hand_off.pipeline = counted.pipeline
  join marts._clock as clock on clock.kind = 'advance'
  and clock.pipeline = counted.pipeline
  and clock.stage_ordinal = hand_off.marketing_ordinal
  left join marts._estimate as accepted on accepted.clock_number = clock.clock_number
  and accepted.value_number = counted.value_number
  left join marts._curve as curve on curve.clock_number = clock.clock_number
  and curve.value_number = counted.value_number
  and curve.is_last
  left join quantile on quantile.pipeline = counted.pipeline
  and quantile.value_number = counted.value_number
