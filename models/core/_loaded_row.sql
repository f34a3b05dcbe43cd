-- The rows of every delivered file and stream. unchanged_count: history rows that change no stage.
--
-- grain: file_id, stream
select _file_id as file_id, 'leads' as stream, count(*) as row_count, 0::bigint as unchanged_count
from staging.leads
group by _file_id
union all
select
  _file_id as file_id,
  'opportunities' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.opportunities
group by _file_id
union all
select
  _file_id as file_id,
  'activities' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.activities
group by _file_id
union all
select
  _file_id as file_id,
  'proposals' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.proposals
group by _file_id
union all
select
  _file_id as file_id,
  'contacts' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.contacts
group by _file_id
union all
select _file_id as file_id, 'merges' as stream, count(*) as row_count, 0::bigint as unchanged_count
from staging.merges
group by _file_id
union all
select
  _file_id as file_id,
  'contact_roles' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.contact_roles
group by _file_id
union all
select _file_id as file_id, 'touches' as stream, count(*) as row_count, 0::bigint as unchanged_count
from staging.touches
group by _file_id
union all
select
  _file_id as file_id,
  'competitor_customers' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.competitor_customers
group by _file_id
union all
select
  _file_id as file_id,
  'accounts' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.accounts
group by _file_id
union all
select
  _file_id as file_id,
  'products' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.products
group by _file_id
union all
select _file_id as file_id, 'owners' as stream, count(*) as row_count, 0::bigint as unchanged_count
from staging.owners
group by _file_id
union all
select
  _file_id as file_id,
  'stage_definitions' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.stage_definitions
group by _file_id
union all
select
  _file_id as file_id,
  'ad_spend' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.ad_spend
group by _file_id
union all
select
  _file_id as file_id,
  'campaigns' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.campaigns
group by _file_id
union all
select
  _file_id as file_id,
  'web_analytics' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.web_analytics
group by _file_id
union all
select
  _file_id as file_id,
  'list_members' as stream,
  count(*) as row_count,
  0::bigint as unchanged_count
from staging.list_members
group by _file_id
union all
select
  file_id,
  'stage_changes' as stream,
  sum(row_count)::bigint as row_count,
  coalesce(sum(case when from_stage = to_stage then row_count end), 0)::bigint as unchanged_count
from core._history_move
group by file_id
