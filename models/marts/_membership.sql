-- The segments each journey belongs to, for what is counted by visit rather than by progress.
--
-- grain: journey_id, segment, segment_value
select
  journey_id,
  pipeline,
  'all' as segment,
  'all' as segment_value
from
  marts._progress
where
  lead_source <> 'purchased_list'
union all
select
  journey_id,
  pipeline,
  'all',
  'with_lists'
from
  marts._progress
union all
select
  journey_id,
  pipeline,
  'lead_source',
  lead_source
from
  marts._progress
union all
select
  journey_id,
  pipeline,
  'list',
  list_id
from
  marts._progress
where
  list_id is not null
union all
select
  journey_id,
  pipeline,
  'campaign',
  campaign_id
from
  marts._progress
where
  campaign_id is not null
  and lead_source <> 'purchased_list'
union all
select
  journey_id,
  pipeline,
  'owner',
  owner_id
from
  marts._progress
where
  owner_id is not null
  and lead_source <> 'purchased_list'
union all
select
  journey_id,
  pipeline,
  'icp_tier',
  icp_tier
from
  marts._progress
where
  icp_tier is not null
  and lead_source <> 'purchased_list'
union all
select
  journey_id,
  pipeline,
  'country',
  country
from
  marts._progress
where
  country is not null
  and lead_source <> 'purchased_list'
union all
select
  journey_id,
  pipeline,
  'amount_band',
  amount_band
from
  marts._progress
where
  amount_band is not null
  and lead_source <> 'purchased_list'
union all
select
  journey_id,
  pipeline,
  'cohort_quarter',
  cohort_quarter
from
  marts._progress
where
  cohort_quarter is not null
  and lead_source <> 'purchased_list'
