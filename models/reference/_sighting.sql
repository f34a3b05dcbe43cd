-- Every stage that a record of an undecided pipeline is known to have been at: a change shows the stage it leaves before the one it
-- enters, a delivery the stage of its time. seen_at, step and sequence are its place in the order of what is known of the record.
-- A change is in the pipeline of its record, whatever it says itself (written_pipeline).
--
-- grain: none
with
  change as (
    select
      changes.source, changes.record_type, changes.record_id,
      case
        when changes.record_type = 'lead' then coalesce(record.source_pipeline, trim(changes.pipeline), '')
        else coalesce(nullif(trim(changes.pipeline), ''), record.source_pipeline, '')
      end as source_pipeline,
      trimmed(changes.pipeline) as written_pipeline,
      nullif(trim(changes.from_stage), '') as from_stage,
      trim(changes.to_stage) as to_stage,
      changes.changed_at,
      coalesce(changes.sequence, 0) as sequence,
      {'known_at': changes._known_at, 'file': file.delivery_order} as delivery
    from
      staging.stage_changes as changes
      left join reference._record as record on record.source = changes.source
      and record.record_type = changes.record_type
      and record.record_id = changes.record_id
      left join ops.file as file on file.file_id = changes._file_id
      and file.status = 'loaded'
    where trim(changes.from_stage) is distinct from trim(changes.to_stage)
  ),
  sighting as (
    select
      source, record_type, record_id, source_pipeline, written_pipeline,
      to_stage as stage,
      changed_at as seen_at,
      2 as step,
      sequence, delivery
    from change
    union all
    select
      source, record_type, record_id, source_pipeline, written_pipeline, from_stage, changed_at, 1,
      sequence, delivery
    from change
    where from_stage is not null
    union all
    select
      opportunities.source,
      'opportunity',
      opportunity_id,
      trimmed(pipeline),
      trimmed(pipeline),
      trimmed(stage),
      coalesce(stage_changed_at, _known_at),
      4, 0,
      {'known_at': _known_at, 'file': file.delivery_order}
    from
      staging.opportunities
      left join ops.file as file on file.file_id = opportunities._file_id
      and file.status = 'loaded'
    union all
    select
      opportunities.source,
      'opportunity',
      opportunity_id,
      trimmed(pipeline),
      trimmed(pipeline),
      trim(last_stage),
      coalesce(stage_changed_at, _known_at),
      3, 0,
      {'known_at': _known_at, 'file': file.delivery_order}
    from
      staging.opportunities
      left join ops.file as file on file.file_id = opportunities._file_id
      and file.status = 'loaded'
    where trim(last_stage) <> ''
    union all
    select
      leads.source,
      'lead',
      lead_id,
      trimmed(pipeline),
      trimmed(pipeline),
      trimmed(stage),
      coalesce(stage_changed_at, _known_at),
      4, 0,
      {'known_at': _known_at, 'file': file.delivery_order}
    from
      staging.leads
      left join ops.file as file on file.file_id = leads._file_id
      and file.status = 'loaded'
    union all
    select
      list_members.source,
      'list_member',
      member_id,
      trimmed(pipeline),
      trimmed(pipeline),
      'delivered',
      delivered_at, 4, 0,
      {'known_at': _known_at, 'file': file.delivery_order}
    from
      staging.list_members
      left join ops.file as file on file.file_id = list_members._file_id
      and file.status = 'loaded'
  )
select
  sighting.source, sighting.record_type, sighting.record_id, sighting.source_pipeline,
  sighting.written_pipeline, sighting.stage, sighting.seen_at, sighting.step, sighting.sequence,
  sighting.delivery
from
  sighting
  join reference._undecided as undecided on undecided.source = sighting.source
  and undecided.source_pipeline = sighting.source_pipeline
  and undecided.is_pipeline
