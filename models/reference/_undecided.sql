-- The pipelines of sources that no row of the stage map leads to a pipeline of the reference data, with how many names of stages they have.
-- A row without a target says what one name means, and no more. What has more than 60 names is no pipeline: nothing is presumed of it.
--
-- grain: source, source_pipeline
with
  named as (
    select source, source_pipeline, count(*) as name_count
    from reference._written_stage
    where is_at
    group by source, source_pipeline
  )
select distinct
  named.source, named.source_pipeline, named.name_count,
  named.name_count <= 60 as is_pipeline
from
  named
  left join decided.stage_map on stage_map.source = named.source
  and stage_map.target_pipeline is not null
  and trim(stage_map.pipeline) in ('*', named.source_pipeline)
where stage_map.source is null
