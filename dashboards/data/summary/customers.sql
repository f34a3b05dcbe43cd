select
  customer.pipeline,
  case when customer.segment = 'all' then '' else customer.segment_value end as source,
  customer.started_count as reached,
  customer.won_count as won,
  customer.horizon_days as horizon,
  customer.estimate as rate,
  customer.estimate_low as low,
  customer.estimate_high as high,
  customer.at_risk_count as "atRisk",
  customer.followed_count as followed,
  customer.estimate_status as status,
  stale.stale_days as "staleDays",
  stale.stale_count as stale,
  stale.estimate_if_stale_lost as "ifStaleLost"
from marts.lead_to_customer as customer
left join marts.stale_sensitivity as stale
  on stale.pipeline = customer.pipeline and stale.segment = customer.segment and stale.segment_value = customer.segment_value
where customer.cohort_month is null and ((customer.segment = 'all' and customer.segment_value = 'all') or customer.segment = 'lead_source')
order by customer.pipeline, source
