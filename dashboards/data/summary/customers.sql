select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  started_count as reached,
  won_count as won,
  horizon_days as horizon,
  estimate as rate,
  estimate_low as low,
  estimate_high as high,
  at_risk_count as "atRisk",
  followed_count as followed,
  estimate_status as status
from marts.lead_to_customer
where cohort_month is null and ((segment = 'all' and segment_value = 'all') or segment = 'lead_source')
order by pipeline, source
