-- The newest delivered version of each opportunity and lead: the stage it is at and its dates.
--
-- grain: record_number
with
  delivered as (
    select
      'opportunity' as record_type,
      version_of (_file.file_number, opportunities._row) as version,
      opportunities.source,
      coalesce(trim(opportunities.pipeline), '') as source_pipeline,
      coalesce(trim(opportunities.stage), '') as stage,
      opportunities.created_at,
      opportunities.created_at_precision,
      opportunities.stage_changed_at,
      opportunities.stage_changed_at_precision,
      opportunities.closed_at,
      opportunities.closed_at_precision,
      opportunities.owner_id
    from
      staging.opportunities
      join core._file on _file.file_id = opportunities._file_id
    union all
    select
      'lead',
      version_of (_file.file_number, leads._row),
      leads.source,
      coalesce(trim(leads.pipeline), ''),
      coalesce(trim(leads.stage), ''),
      leads.created_at,
      leads.created_at_precision,
      leads.stage_changed_at,
      leads.stage_changed_at_precision,
      null,
      null,
      leads.owner_id
    from
      staging.leads
      join core._file on _file.file_id = leads._file_id
  )
select
  record.record_number,
  wording.wording_number,
  delivered.stage <> '' as has_stage,
  delivered.created_at,
  precision_code (delivered.created_at_precision) as created_precision,
  delivered.stage_changed_at,
  precision_code (delivered.stage_changed_at_precision) as stage_changed_precision,
  delivered.closed_at,
  precision_code (delivered.closed_at_precision) as closed_precision,
  owner.owner_number
from
  delivered
  join core._record as record on record.record_type = delivered.record_type
  and record.version = delivered.version
  join core._wording as wording on wording.source = delivered.source
  and wording.source_pipeline = delivered.source_pipeline
  and wording.from_stage = ''
  and wording.to_stage = delivered.stage
  left join core._owner as owner on owner.owner_id = delivered.owner_id
