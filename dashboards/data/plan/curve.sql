select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  day,
  round(won_share, 5) as won_share,
  round(mean_share, 5) as mean_share
from marts.lead_plan_curve
where (segment = 'all' and segment_value = 'all') or segment = 'lead_source'
order by pipeline, source, day
