select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  trial_count as trials,
  success_count as successes,
  rate,
  rate_low as low,
  rate_high as high,
  horizon_days as horizon,
  reason
from marts.lead_plan
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
order by pipeline, source
