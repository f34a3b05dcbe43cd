-- The records that are deleted in their source: the newest row of one says so, or a newer full export lacks it; each is known until the
-- last delivery that still held it. What was merged away is not deleted. What a job fetched as one kind says nothing of what it fetched as another.
-- An export that is only presumed full may be a filtered view: it deletes what it lacks of an older one when that is at most a fifth of
-- the older one's records, or a half of less than 20; of more it is unclear.
--
-- grain: record_number
with
  marked as (
    select source, 'opportunity' as record_type, opportunity_id as record_id
    from staging.opportunities
    where is_deleted
    union
    select source, 'lead', lead_id
    from staging.leads
    where is_deleted
  ),
  version as (
    select
      marked.source, marked.record_type, marked.record_id, _file.file_number, _file.known_at,
      opportunities._row, opportunities.updated_at, opportunities.is_deleted
    from
      staging.opportunities
      join marked on marked.source = opportunities.source
      and marked.record_type = 'opportunity'
      and marked.record_id = opportunities.opportunity_id
      join core._file on _file.file_id = opportunities._file_id
    union all
    select
      marked.source, marked.record_type, marked.record_id, _file.file_number, _file.known_at,
      leads._row, leads.updated_at, leads.is_deleted
    from
      staging.leads
      join marked on marked.source = leads.source
      and marked.record_type = 'lead'
      and marked.record_id = leads.lead_id
      join core._file on _file.file_id = leads._file_id
  ),
  delivery as (
    select
      file.source, file.record_type, _file.delivery_number, _file.delivery, _file.fetched_stream,
      file.row_count
    from core._record_file as file join core._file on _file.file_id = file.file_id
  ),
  merged as (
    select record.record_number
    from
      core.bridge_merge
      join core._record as record on record.source = bridge_merge.source
      and record.record_type = bridge_merge.record_type
      and record.record_id = bridge_merge.merged_id
    where bridge_merge.surviving_id is not null
  ),
  said as (
    select
      record.record_number,
      coalesce(flagged.held_at, flagged.updated_at, flagged.known_at) as known_until
    from
      (
        select
          source, record_type, record_id,
          max(case when is_deleted then version_of(file_number, _row) end) as version,
          max(case when not coalesce(is_deleted, false) then known_at end) as held_at,
          max(updated_at) as updated_at,
          min(known_at) as known_at
        from version
        group by source, record_type, record_id
      ) as flagged
      join core._record as record on record.source = flagged.source
      and record.record_type = flagged.record_type
      and record.record_id = flagged.record_id
      left join merged on merged.record_number = record.record_number
    where flagged.version >= coalesce(record.version, 0) and merged.record_number is null
  ),
  newest_full as (
    select
      source, record_type, fetched_stream,
      max(delivery_number) as delivery_number,
      max(case when delivery = 'full' then delivery_number else 0 end) as declared_number
    from delivery
    where delivery <> 'delta'
    group by source, record_type, fetched_stream
  ),
  -- the records that no export since knows, with how many of their file they are
  left_behind as (
    select
      record.record_number, record.record_type, held.delivery_number, held.known_at,
      max(newest_full.declared_number) as declared_number,
      count(*) over (partition by record.record_type, held.delivery_number) as left_behind_count
    from
      core._record as record
      join core._file as held on held.file_number = file_of(record.version)
      join newest_full on newest_full.source = record.source
      and newest_full.record_type = record.record_type
      and (
        newest_full.fetched_stream = held.fetched_stream
        or newest_full.fetched_stream = ''
        or held.fetched_stream = ''
      )
      left join said on said.record_number = record.record_number
      left join merged on merged.record_number = record.record_number
    where
      held.delivery_number < newest_full.delivery_number
      and said.record_number is null
      and merged.record_number is null
    group by record.record_number, record.record_type, held.delivery_number, held.known_at
  ),
  file_size as (
    select record_type, delivery_number, sum(row_count) as row_count
    from delivery
    group by record_type, delivery_number
  )
select record_number, 'said' as reason, known_until
from said
union all
select
  left_behind.record_number,
  case
    when left_behind.delivery_number < left_behind.declared_number
    or left_behind.left_behind_count * 5 <= file_size.row_count
    or (
      file_size.row_count < 20 and left_behind.left_behind_count * 2 <= file_size.row_count
    ) then 'missing'
    else 'unclear'
  end,
  left_behind.known_at
from
  left_behind
  join file_size on file_size.record_type = left_behind.record_type
  and file_size.delivery_number = left_behind.delivery_number
