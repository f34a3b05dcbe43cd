-- One row per pipeline and segment value: the trials and successes from which the minimum number of leads is planned.
-- Trials are mature journeys, successes those of them won within the mature horizon. marts.lead_plan_target holds the plan
-- for usual targets, marts.lead_plan_curve how soon customers come. Where it is not known when leads were won or lost, nothing is planned.
--
-- grain: pipeline, segment, segment_value
-- column: pipeline  varchar  target pipeline
-- column: segment  varchar  as in marts.stage_conversion
-- column: segment_value  varchar  its value
-- column: trial_count  bigint  mature journeys
-- column: success_count  bigint  of them, won within the horizon
-- column: rate  double  successes / trials; null over nothing
-- column: rate_low  double  Wilson 95 % interval
-- column: rate_high  double  Wilson 95 % interval
-- column: horizon_days  integer  days every trial has been followed
-- column: reason  varchar  why nothing can be planned: untimed (as marts.lead_to_customer), nothing_mature or too_few (fewer than 10 trials)
-- assert: success_count <= trial_count
-- assert: rate is null or (rate_low <= rate and rate <= rate_high)
-- answers: How many leads do we need at least? From which experience is it planned?
with
  ends as (select pipeline, max(ordinal) as last_ordinal from reference.stages group by pipeline),
  counted as (
    select
      conversion.pipeline, conversion.segment, conversion.segment_value,
      min(conversion.mature_horizon_days) as horizon_days,
      coalesce(
        sum(conversion.mature_reached_count) filter (where conversion.stage_ordinal = 1),
        0
      )::bigint as trial_count,
      coalesce(
        sum(conversion.mature_advanced_count) filter (
          where conversion.stage_ordinal = ends.last_ordinal
        ),
        0
      )::bigint as success_count
    from marts.stage_conversion as conversion join ends on ends.pipeline = conversion.pipeline
    group by conversion.pipeline, conversion.segment, conversion.segment_value
  )
select
  counted.pipeline, counted.segment, counted.segment_value, counted.trial_count,
  counted.success_count,
  rate(counted.success_count, counted.trial_count) as rate,
  wilson_low(counted.success_count, counted.trial_count) as rate_low,
  wilson_high(counted.success_count, counted.trial_count) as rate_high,
  counted.horizon_days,
  case
    when customer.estimate_status = 'untimed' then 'untimed'
    when counted.trial_count = 0 then 'nothing_mature'
    when counted.trial_count < 10 then 'too_few'
  end as reason
from
  counted
  left join marts.lead_to_customer as customer on customer.pipeline = counted.pipeline
  and customer.segment = counted.segment
  and customer.segment_value = counted.segment_value
  and customer.cohort_month is null
