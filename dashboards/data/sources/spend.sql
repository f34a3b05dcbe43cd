-- What each platform cost, and what of it leads to no journey; every campaign in it that nobody names costs in unattributed.
-- nullable: cost_base, unattributed_cost
select
  kind,
  platform,
  sum(cost_base) as cost_base,
  sum(cost_base) filter (where pipeline is null) as unattributed_cost,
  count(distinct coalesce(campaign_id, campaign)) filter (where pipeline is null) as unnamed_count,
  count(*) filter (where cost_base is null) as unpriced_count,
  strftime(min(month), '%Y-%m') as first_month,
  strftime(max(month), '%Y-%m') as last_month
from marts.spend
group by kind, platform
order by cost_base desc nulls last, kind, platform
