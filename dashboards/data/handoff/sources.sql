-- nullable: horizon_days, accepted_estimate, accepted_low, accepted_high, rejected_estimate, rejected_low, rejected_high
-- nullable: waiting_estimate, waiting_low, waiting_high, accept_median_seconds, accept_p90_seconds
-- nullable: accept_work_median_seconds, accept_work_p90_seconds, within_sla_rate
-- values: estimate_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  marketing_stage,
  sales_stage,
  handed_count,
  accepted_count,
  rejected_count,
  waiting_count,
  deleted_count,
  returned_count,
  horizon_days,
  accepted_estimate,
  accepted_low,
  accepted_high,
  rejected_estimate,
  rejected_low,
  rejected_high,
  waiting_estimate,
  waiting_low,
  waiting_high,
  followed_count,
  estimate_status,
  accept_median_seconds,
  accept_p90_seconds,
  accept_work_median_seconds,
  accept_work_p90_seconds,
  within_sla_count,
  sla_judged_count,
  within_sla_rate
from marts.handoff
where (segment = 'all' and segment_value = 'all')
  or segment = 'lead_source'
order by pipeline, source
