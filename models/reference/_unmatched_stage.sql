-- The rows of the stage map that hold for no stage that a source names, where the source names one that no row is about: most likely a
-- slip of the pen, with the name that is nearest to it.
--
-- grain: source, pipeline, source_stage
with
  matched as (
    select distinct
      stage_map.source,
      stage_map.pipeline as map_pipeline,
      stage_map.source_stage as map_stage,
      written.source_pipeline, written.stage
    from
      decided.stage_map
      join reference._written_stage as written on written.source = stage_map.source
      and trim(stage_map.pipeline) in ('*', written.source_pipeline)
      and fold_case(trim(stage_map.source_stage)) = fold_case(written.stage)
  ),
  unmapped as (
    select written.source, written.source_pipeline, written.stage
    from
      reference._written_stage as written
      left join matched on matched.source = written.source
      and matched.source_pipeline = written.source_pipeline
      and matched.stage = written.stage
    where written.stage <> '' and matched.source is null
  )
select
  stage_map.source, stage_map.pipeline, stage_map.source_stage,
  max_by(
    unmapped.stage || case
      when trim(stage_map.pipeline) in ('*', unmapped.source_pipeline) then ''
      else ' in pipeline ' || unmapped.source_pipeline
    end,
    {
      'likeness': jaro_winkler_similarity(fold_case(stage_map.source_stage), fold_case(unmapped.stage)) + case
        when trim(stage_map.pipeline) in ('*', unmapped.source_pipeline) then 1 else 0
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
