-- nullable: rate, rate_low, rate_high, reason
-- values: reason: untimed, nothing_mature, too_few
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  trial_count,
  success_count,
  rate,
  rate_low,
  rate_high,
  horizon_days,
  reason
from marts.lead_plan
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
order by pipeline, source
