-- nullable: expected_count, expected_low, expected_high, won_count, is_covered
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  days_ago,
  horizon_days,
  open_count,
  unknown_count,
  expected_count,
  expected_low,
  expected_high,
  won_count,
  is_covered
from marts.expected_wins
order by pipeline, source, days_ago, horizon_days
