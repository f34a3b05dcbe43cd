-- The pipelines of sources that no row of the stage map leads to a pipeline of the reference data. A row without a target says what one
-- name means, and no more.
--
-- grain: source, source_pipeline
with
  written as (
    select
      source,
      coalesce(trim(pipeline), '') as source_pipeline
    from
      staging.opportunities
    union
    select
      source,
      coalesce(trim(pipeline), '')
    from
      staging.leads
    union
    select
      source,
      coalesce(trim(pipeline), '')
    from
      staging.stage_changes
    union
    select
      source,
      coalesce(trim(pipeline), '')
    from
      staging.list_members
  )
select distinct
  written.source,
  written.source_pipeline
from
  written
  left join decided.stage_map on stage_map.source = written.source
  and stage_map.target_pipeline is not null
  and trim(stage_map.pipeline) in ('*', written.source_pipeline)
where
  stage_map.source is null
