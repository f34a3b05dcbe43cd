-- The pipelines of sources that no row of the stage map leads to a pipeline of the reference data, with how many names of stages they have.
-- A row without a target says what one name means, and no more. What has more than 60 names is no pipeline: nothing is presumed of it.
--
-- grain: source, source_pipeline
with
  written as (
    select
      source,
      coalesce(trim(pipeline), '') as source_pipeline,
      coalesce(trim(stage), '') as stage
    from staging.opportunities
    union
    select source, coalesce(trim(pipeline), ''), coalesce(trim(stage), '')
    from staging.leads
    union
    select source, source_pipeline, to_stage
    from reference._history_name
    union
    select source, coalesce(trim(pipeline), ''), 'delivered'
    from staging.list_members
  ),
  named as (
    select source, source_pipeline, count(*) as name_count
    from written
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
