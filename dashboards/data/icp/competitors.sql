-- The industries with most customers of competitors.
-- nullable: industry, competitor_share, sql_share, won_share
with ranked as (
  select
    *,
    row_number() over (order by competitor_customer_count desc, sql_count desc, industry nulls last) as place
  from marts.icp_competitor
)
select
  industry,
  competitor_count,
  competitor_customer_count,
  competitor_share,
  sql_count,
  sql_share,
  won_count,
  won_share
from ranked
where place <= 20
order by place
