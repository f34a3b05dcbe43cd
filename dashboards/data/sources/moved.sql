-- How much the cost of days that were over still moved: what the first report after each day said and what the newest one says.
select
  platform,
  currency,
  count(*) as day_count,
  coalesce(sum(first_cost), 0) as first_cost,
  coalesce(sum(cost), 0) as cost,
  coalesce(sum(cost_change), 0) as cost_change,
  count(*) filter (where cost = 0) as fallen_count
from marts.spend_change
where cost_change <> 0
group by platform, currency
order by day_count desc, platform, currency
