-- nullable: won_low, won_high
select
  curve.pipeline,
  strftime(curve.cohort_month, '%Y-%m') as month,
  curve.day,
  curve.followed_count,
  customer.started_count,
  curve.won_share,
  curve.won_low,
  curve.won_high
from marts.lead_to_customer_curve as curve
join marts.lead_to_customer as customer
  on customer.pipeline = curve.pipeline
  and customer.segment = curve.segment
  and customer.segment_value = curve.segment_value
  and customer.cohort_month = curve.cohort_month
where curve.segment = 'all' and curve.segment_value = 'all' and curve.day % 30 = 0 and curve.day > 0
order by curve.pipeline, curve.cohort_month, curve.day
