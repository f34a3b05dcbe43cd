-- A curve as its steps: the days on which it rises, and the last.
-- nullable: won_low, won_high
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  day,
  followed_count,
  at_risk_count,
  round(won_share, 5) as won_share,
  round(won_low, 5) as won_low,
  round(won_high, 5) as won_high
from marts.lead_to_customer_curve
where cohort_month is null and ((segment = 'all' and segment_value = 'all') or segment = 'lead_source')
qualify
  won_share is distinct from lag(won_share) over (partition by pipeline, segment, segment_value order by day)
  or day = max(day) over (partition by pipeline, segment, segment_value)
order by pipeline, source, day
