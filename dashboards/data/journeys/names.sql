-- The campaigns, owners, countries and tiers that a selection can be narrowed to, and how many journeys each has.
-- values: dimension: campaign, owner, country, tier
select pipeline, dimension, name, count(*) as journey_count
from (
  select pipeline, unnest(['campaign', 'owner', 'country', 'tier']) as dimension, unnest([campaign_id, owner_key(owner_id), country, icp_tier]) as name
  from marts.deal
  where cohort_month is not null
)
where name is not null
group by all
order by pipeline, dimension, name
