-- What lists say of a name of a stage, whatever its records did: a decision that holds for names alone, the CRM's own list of stages (of
-- leads only the order, and only of a list of their own), the names that its vendor gives, and the words in it.
--
-- grain: source, record_type, source_pipeline, stage
with
  name as (
    select
      written.source, types.record_type, written.source_pipeline, written.stage,
      fold_name(written.stage) as folded
    from
      reference._written_stage as written
      join reference._undecided as undecided on undecided.source = written.source
      and undecided.source_pipeline = written.source_pipeline
      and undecided.is_pipeline
      cross join (values ('opportunity'), ('lead'), ('list_member')) as types(record_type)
  ),
  decision as (
    select
      name.source, name.record_type, name.source_pipeline, name.stage,
      min(stage_map.kind) as kind
    from
      name
      join decided.stage_map on stage_map.source = name.source
      and stage_map.target_pipeline is null
      and trim(stage_map.pipeline) in ('*', name.source_pipeline)
      and fold_name(stage_map.source_stage) = name.folded
    group by all
  ),
  -- as it was defined last
  defined as (
    select
      source,
      trimmed(pipeline) as pipeline,
      fold_name(stage) as folded,
      max_by(
        {'is_won': is_won, 'is_closed': is_closed, 'ordinal': ordinal, 'probability': probability},
        {'at': coalesce(valid_from, _known_at), 'file': _file_id, 'row': _row}
      ) as newest
    from staging.stage_definitions
    group by all
  ),
  definition as (
    select
      name.source, name.record_type, name.source_pipeline, name.stage,
      bool_or(defined.newest.is_won) filter (where name.record_type = 'opportunity') as is_won,
      bool_or(defined.newest.is_closed) filter (
        where name.record_type = 'opportunity'
      ) as is_closed,
      min(defined.newest.ordinal) as ordinal,
      max(defined.newest.probability)::double as probability
    from name join defined on defined.source = name.source and defined.folded = name.folded
    where
      (name.record_type = 'opportunity' and defined.pipeline in ('', name.source_pipeline))
      or (
        name.record_type = 'lead'
        and defined.pipeline <> ''
        and defined.pipeline = name.source_pipeline
      )
    group by all
  ),
  vendor as (
    select
      name.source, name.record_type, name.source_pipeline, name.stage,
      min(vendor_stages.kind) as kind,
      min(vendor_stages.ordinal) as ordinal
    from
      name
      join reference.vendor_stages on is_of_vendor(name.source, vendor_stages.vendor)
      and vendor_stages.record_type = name.record_type
      -- Bitrix24 writes the pipeline before the stage of any but the first one: C4:WON
      and fold_name(vendor_stages.value) = fold_name(regexp_replace(name.stage, '^C\d+:', ''))
    group by all
    having min(vendor_stages.kind) = max(vendor_stages.kind)
  )
select
  name.source, name.record_type, name.source_pipeline, name.stage,
  decision.kind as decided_kind,
  definition.is_won as is_defined_won,
  definition.is_closed as is_defined_closed,
  definition.ordinal as own_ordinal,
  definition.probability,
  vendor.kind as vendor_kind,
  vendor.ordinal as vendor_ordinal,
  name_meaning.outcome as word_kind,
  name_meaning.role,
  coalesce(name_meaning.is_unclear, false) as is_unclear
from
  name
  left join decision using (source, record_type, source_pipeline, stage)
  left join definition using (source, record_type, source_pipeline, stage)
  left join vendor using (source, record_type, source_pipeline, stage)
  left join reference._name_meaning as name_meaning on name_meaning.folded = name.folded
