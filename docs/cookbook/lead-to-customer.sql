-- What share of leads become customers?
-- mind: the estimate is the share won within horizon_days; the count form also holds journeys that are too young to be won.
-- hu: A leadek mekkora hányadából lesz ügyfél?
-- hu mind: a becslés a horizon_days napon belül megnyert hányad; a darabszámokban a még túl fiatal ügyletek is benne vannak.
select
  pipeline, started_count, won_count, open_count,
  round(rate_so_far, 4) as rate_so_far,
  round(rate_low, 4) as rate_low,
  round(rate_high, 4) as rate_high,
  round(estimate, 4) as estimate,
  round(estimate_low, 4) as estimate_low,
  round(estimate_high, 4) as estimate_high,
  horizon_days, followed_count, estimate_status
from marts.lead_to_customer
where segment = 'all' and segment_value = 'all' and cohort_month is null
order by pipeline
