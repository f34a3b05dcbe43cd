-- Each stage that a delivery saw a record at, for records without a stage history that deliveries saw at more than one: what stands in for
-- their history. part: the stage before a closing (1) comes before its outcome (2).
--
-- grain: record_number, version, part
with
  repeated as (
    select record_type, source
    from
      (
        select 'opportunity' as record_type, source, _file_id, count(last_stage) as closed_in_count
        from staging.opportunities
        group by source, _file_id
        union all
        select 'lead', source, _file_id, 0
        from staging.leads
        group by source, _file_id
      ) as file
    group by record_type, source
    having count(*) > 1 or sum(closed_in_count) > 0
  ),
  without_history as (
    select record_number, source, record_type, record_id
    from core._record
    where first_changed_at is null and version is not null
  ),
  delivered as (
    select
      record.record_number, record.source,
      version_of(_file.file_number, opportunities._row) as version,
      opportunities._known_at as known_at,
      trimmed(opportunities.pipeline) as source_pipeline,
      trimmed(opportunities.stage) as stage,
      trimmed(opportunities.last_stage) as last_stage,
      opportunities.created_at, opportunities.created_at_precision, opportunities.stage_changed_at,
      opportunities.stage_changed_at_precision,
      held_close(
        opportunities.closed_at, opportunities.updated_at, opportunities.updated_at_precision,
        observation.watermark_at
      ) as closed_at,
      opportunities.closed_at_precision, opportunities.updated_at, opportunities.owner_id
    from
      staging.opportunities
      join without_history as record on record.source = opportunities.source
      and record.record_type = 'opportunity'
      and record.record_id = opportunities.opportunity_id
      join repeated on repeated.source = opportunities.source
      and repeated.record_type = 'opportunity'
      left join core._observation as observation on observation.source = opportunities.source
      join core._file on _file.file_id = opportunities._file_id
    union all
    select
      record.record_number, record.source,
      version_of(_file.file_number, leads._row),
      leads._known_at,
      trimmed(leads.pipeline),
      trimmed(leads.stage),
      '',
      leads.created_at, leads.created_at_precision, leads.stage_changed_at,
      leads.stage_changed_at_precision, null, null, leads.updated_at, leads.owner_id
    from
      staging.leads
      join without_history as record on record.source = leads.source
      and record.record_type = 'lead'
      and record.record_id = leads.lead_id
      join repeated on repeated.source = leads.source
      and repeated.record_type = 'lead'
      join core._file on _file.file_id = leads._file_id
  ),
  moved as (
    select record_number
    from delivered
    group by record_number
    having
      min(stage) <> max(stage)
      or min(source_pipeline) <> max(source_pipeline)
      or max(case when last_stage not in ('', stage) then 1 else 0 end) = 1
  ),
  -- of several rows that were known at one time the last one holds
  version as (
    select delivered.*
    from delivered join moved on moved.record_number = delivered.record_number
    qualify
      row_number() over (
        partition by delivered.record_number, delivered.known_at order by delivered.version desc
      ) = 1
  ),
  -- each closing once, when it was first delivered, with the stage before it from the first delivery that names one
  closing as (
    select
      *,
      row_number() over (closed order by last_stage in ('', stage), version) as naming_rank,
      min(version) over closed as first_version,
      min(known_at) over closed as first_known_at
    from version
    window
      closed as (partition by record_number, source_pipeline, stage, coalesce(closed_at, known_at))
  )
select
  version.record_number, version.version,
  2 as part,
  version.known_at, version.source, version.source_pipeline, version.stage, version.created_at,
  version.created_at_precision, version.stage_changed_at, version.stage_changed_at_precision,
  version.closed_at, version.closed_at_precision,
  version.updated_at as bound_at,
  version.last_stage <> '' as has_stage_before,
  version.owner_id
from version
where version.stage <> ''
union all
select
  closing.record_number, closing.first_version, 1, closing.first_known_at, closing.source,
  closing.source_pipeline, closing.last_stage, closing.created_at, closing.created_at_precision,
  closing.stage_changed_at, closing.stage_changed_at_precision, null, null,
  coalesce(closing.closed_at, closing.updated_at),
  false, closing.owner_id
from closing
where closing.naming_rank = 1 and closing.last_stage not in ('', closing.stage)
