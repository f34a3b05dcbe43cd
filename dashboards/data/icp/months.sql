-- month: empty for all months together.
-- nullable: match_share, match_low, match_high, unknown_share, unknown_low, unknown_high
-- nullable: before_sql_count, before_match_count, match_difference, difference_low, difference_high
select
  pipeline,
  coalesce(strftime(month, '%Y-%m'), '') as month,
  sql_count,
  match_count,
  mismatch_count,
  unknown_count,
  match_share,
  match_low,
  match_high,
  unknown_share,
  unknown_low,
  unknown_high,
  unknown_account_count,
  unknown_country_count,
  unknown_industry_count,
  unknown_employee_count,
  unknown_lead_source_count,
  unknown_product_count,
  before_sql_count,
  before_match_count,
  match_difference,
  difference_low,
  difference_high
from marts.icp_alignment
order by pipeline, month
