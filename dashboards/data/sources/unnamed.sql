-- The campaigns whose cost no journey can be charged with: the 50 dearest.
-- nullable: campaign, cost_base
with named as (
  select platform, coalesce(campaign, campaign_id) as campaign, sum(cost_base) as cost_base
  from marts.spend
  where pipeline is null
  group by platform, coalesce(campaign, campaign_id)
)
select platform, campaign, cost_base
from named
order by cost_base desc nulls last, platform, campaign
limit 50
