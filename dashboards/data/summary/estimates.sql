select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  stage,
  reached_count as reached,
  horizon_days as horizon,
  estimate as rate,
  estimate_low as low,
  estimate_high as high,
  at_risk_count as "atRisk",
  followed_count as followed,
  estimate_status as status
from marts.stage_conversion
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
order by pipeline, source, stage_ordinal
