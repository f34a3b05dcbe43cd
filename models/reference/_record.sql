-- The newest delivered version of each lead, opportunity and list member whose pipeline no row of the stage map names.
--
-- grain: source, record_type, record_id
with
  delivered as (
    select
      source,
      'opportunity' as record_type,
      opportunity_id as record_id,
      trimmed(pipeline) as source_pipeline,
      trimmed(stage) as stage,
      created_at, stage_changed_at, closed_at, is_closed, is_won, probability, lost_reason,
      lead_id as linked_id,
      {'known_at': _known_at, 'file_id': _file_id, 'row': _row} as version
    from staging.opportunities
    union all
    select
      source,
      'lead',
      lead_id,
      trimmed(pipeline),
      trimmed(stage),
      created_at, stage_changed_at, null, null, null, null, lost_reason, converted_opportunity_id,
      {'known_at': _known_at, 'file_id': _file_id, 'row': _row}
    from staging.leads
    union all
    select
      source,
      'list_member',
      member_id,
      trimmed(pipeline),
      'delivered',
      delivered_at, null, null, null, null, null, null, null,
      {'known_at': _known_at, 'file_id': _file_id, 'row': _row}
    from staging.list_members
  ),
  newest as (
    select delivered.*
    from
      delivered
      join reference._undecided as undecided on undecided.source = delivered.source
      and undecided.source_pipeline = delivered.source_pipeline
      and undecided.is_pipeline
    qualify
      row_number() over (
        partition by delivered.source, delivered.record_type, delivered.record_id
        order by version desc nulls last
      ) = 1
  )
select
  source, record_type, record_id, source_pipeline, stage, created_at, stage_changed_at, closed_at,
  is_closed, is_won, probability, lost_reason, linked_id
from newest
