-- nullable: horizon_days, estimate, estimate_low, estimate_high, at_risk_count
-- values: estimate_status: ok, no_won, no_horizon, too_few_followed, observed_too_late, untimed
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  stage,
  reached_count,
  horizon_days,
  estimate,
  estimate_low,
  estimate_high,
  at_risk_count,
  followed_count,
  estimate_status
from marts.stage_conversion
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
order by pipeline, source, stage_ordinal
