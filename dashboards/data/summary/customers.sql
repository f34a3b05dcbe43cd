-- nullable: stale_days, stale_count, estimate_if_stale_lost, horizon_days, estimate, estimate_low
-- nullable: estimate_high, at_risk_count
-- values: estimate_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
select
  customer.pipeline,
  case when customer.segment = 'all' then '' else customer.segment_value end as source,
  customer.started_count as reached_count,
  customer.won_count,
  customer.horizon_days,
  customer.estimate,
  customer.estimate_low,
  customer.estimate_high,
  customer.at_risk_count,
  customer.followed_count,
  customer.estimate_status,
  stale.stale_days,
  stale.stale_count,
  stale.estimate_if_stale_lost
from marts.lead_to_customer as customer
left join marts.stale_sensitivity as stale
  on stale.pipeline = customer.pipeline and stale.segment = customer.segment and stale.segment_value = customer.segment_value
where customer.cohort_month is null and ((customer.segment = 'all' and customer.segment_value = 'all') or customer.segment = 'lead_source')
order by customer.pipeline, source
