select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  days_ago as ago,
  horizon_days as horizon,
  open_count as open,
  unknown_count as unknown,
  expected_count as expected,
  expected_low as low,
  expected_high as high,
  won_count as won,
  is_covered as covered
from marts.expected_wins
order by pipeline, source, ago, horizon
