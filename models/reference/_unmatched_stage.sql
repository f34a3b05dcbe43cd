-- The rows of the stage map that hold for no stage that a source names, where the source names one that no row is about: most likely a
-- slip of the pen, with the name that is nearest to it.
--
-- grain: source, pipeline, source_stage
with
  named as (
    select source, coalesce(trim(pipeline), '') as pipeline, trim(stage) as stage
    from staging.opportunities
    union
    select source, coalesce(trim(pipeline), ''), trim(last_stage)
    from staging.opportunities
    union
    select source, coalesce(trim(pipeline), ''), trim(stage)
    from staging.leads
    union
    select source, source_pipeline, to_stage
    from reference._history_name
    union
    select source, source_pipeline, from_stage
    from reference._history_name
    union
    select source, coalesce(trim(pipeline), ''), trim(stage)
    from staging.stage_definitions
    union
    select source, coalesce(trim(pipeline), ''), 'delivered'
    from staging.list_members
  ),
  matched as (
    select distinct
      stage_map.source,
      stage_map.pipeline as map_pipeline,
      stage_map.source_stage as map_stage,
      named.pipeline, named.stage
    from
      decided.stage_map
      join named on named.source = stage_map.source
      and (trim(stage_map.pipeline) = '*' or trim(stage_map.pipeline) = named.pipeline)
      and fold_case(trim(stage_map.source_stage)) = fold_case(named.stage)
  ),
  unmapped as (
    select named.source, named.pipeline, named.stage
    from
      named
      left join matched on matched.source = named.source
      and matched.pipeline = named.pipeline
      and matched.stage = named.stage
    where named.stage <> '' and matched.source is null
  )
select
  stage_map.source, stage_map.pipeline, stage_map.source_stage,
  max_by(
    unmapped.stage || case
      when trim(stage_map.pipeline) in ('*', unmapped.pipeline) then ''
      else ' in pipeline ' || unmapped.pipeline
    end,
    {
      'likeness': jaro_winkler_similarity(fold_case(stage_map.source_stage), fold_case(unmapped.stage)) + case
        when trim(stage_map.pipeline) in ('*', unmapped.pipeline) then 1 else 0
      end,
      'stage': unmapped.stage
    }
  ) as nearest
from
  decided.stage_map
  left join matched on matched.source = stage_map.source
  and matched.map_pipeline = stage_map.pipeline
  and matched.map_stage = stage_map.source_stage
  join unmapped on unmapped.source = stage_map.source
where matched.source is null and stage_map.valid_to is null
group by stage_map.source, stage_map.pipeline, stage_map.source_stage
