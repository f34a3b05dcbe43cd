-- Every way a source names a change, numbered, so that events carry a number instead of texts. An absent name is empty.
-- A record's own stage, and the stage before its first change, are changes from nowhere.
--
-- grain: wording_number
with
  change as (
    select distinct
      source,
      coalesce(trim(pipeline), '') as source_pipeline,
      coalesce(trim(from_stage), '') as from_stage,
      coalesce(trim(to_stage), '') as to_stage
    from
      staging.stage_changes
  ),
  wording as (
    select
      source,
      source_pipeline,
      from_stage,
      to_stage
    from
      change
    union
    select
      source,
      source_pipeline,
      '',
      from_stage
    from
      change
    union
    select
      source,
      coalesce(trim(pipeline), ''),
      '',
      coalesce(trim(stage), '')
    from
      staging.opportunities
    union
    select
      source,
      coalesce(trim(pipeline), ''),
      '',
      trim(last_stage)
    from
      staging.opportunities
    where
      last_stage is not null
    union
    select
      source,
      coalesce(trim(pipeline), ''),
      '',
      coalesce(trim(stage), '')
    from
      staging.leads
    union
    select
      source,
      coalesce(trim(pipeline), ''),
      '',
      'delivered'
    from
      staging.list_members
  )
select
  row_number() over (
    order by
      to_stage,
      from_stage,
      source,
      source_pipeline
  )::integer as wording_number,
  source,
  source_pipeline,
  from_stage,
  to_stage
from
  wording
