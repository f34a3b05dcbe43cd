-- What the leads of a pipeline can be narrowed to beside source and month.
-- values: dimension: campaign, owner, country, tier
select distinct pipeline, dimension
from (
  select pipeline, unnest(['campaign', 'owner', 'country', 'tier']) as dimension, unnest([campaign_id, owner_id, country, icp_tier]) as name
  from marts.deal
  where cohort_month is not null
)
where name is not null
order by pipeline, dimension
