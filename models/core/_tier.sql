-- The scores of each tier of the fit with the ideal customer, up to the next better one; below the least tier there is none.
--
-- grain: score_from
select
  1 as one,
  tier,
  min_score as score_from,
  lead(min_score, 1, 1000000000) over (order by min_score, tier) as score_to
from reference.icp_tiers
union all
select 1, 'none', -1000000000, coalesce(min(min_score), 1000000000)
from reference.icp_tiers
