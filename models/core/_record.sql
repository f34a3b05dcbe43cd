-- Every record of every source with its lasting number, which nothing else that is delivered changes, its rank among all of them, its newest delivered version and when its stage history begins.
-- A record may be known only by its history, or only by a merge, as the one that went or the one that stayed. A tombstone, which says that
-- a record is deleted and neither its stage nor when it was created, is its version only where there is no other.
--
-- grain: record_number
with
  mention as (
    select
      opportunities.source,
      'opportunity' as record_type,
      opportunities.opportunity_id as record_id,
      version_of(_file.file_number, opportunities._row) as version,
      is_tombstone(opportunities.is_deleted, opportunities.stage, opportunities.created_at) as is_tombstone,
      null::timestamp as first_changed_at,
      null::timestamp as first_known_at
    from staging.opportunities join core._file on _file.file_id = opportunities._file_id
    union all
    select
      leads.source,
      'lead',
      leads.lead_id,
      version_of(_file.file_number, leads._row),
      is_tombstone(leads.is_deleted, leads.stage, leads.created_at),
      null, null
    from staging.leads join core._file on _file.file_id = leads._file_id
    union all
    select source, 'list_member', member_record_id, null, null, null, null
    from core._list_member
    union all
    select
      history.source, history.record_type, history.record_id, null, null, history.first_changed_at,
      history.first_known_at
    from
      core._history_record as history
      left join core._orphan as orphan on orphan.source = history.source
      and orphan.record_type = history.record_type
      and orphan.record_id = history.record_id
      and not orphan.is_unclear
    where orphan.record_id is null
    union all
    select source, record_type, merged_id, null, null, null, null
    from core.bridge_merge
    union all
    select source, record_type, surviving_id, null, null, null, null
    from core.bridge_merge
    where surviving_id is not null
  ),
  known as (
    select
      source, record_type, record_id,
      coalesce(max(case when not is_tombstone then version end), max(version)) as version,
      min(first_changed_at) as first_changed_at,
      min(first_known_at) as first_known_at
    from mention
    group by source, record_type, record_id
  )
select
  record_key(source, record_type, record_id) as record_number,
  row_number() over (order by source, record_type, record_id) as record_rank,
  source, record_type, record_id, version,
  -- when its stage history begins, and when the history, edits that change no stage included, first knows of it
  first_changed_at,
  first_known_at
from known
