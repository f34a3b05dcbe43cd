-- Every name of a stage that a source writes. is_at: some record is or was there by it; the other names only stand before a change, beside a
-- closed deal or in the list of stages of the CRM. An absent name is empty.
--
-- grain: source, source_pipeline, stage
with
  change as (select distinct source, pipeline, from_stage, to_stage from staging.stage_changes),
  written as (
    select source, pipeline, stage, true as is_at
    from staging.opportunities
    union
    select source, pipeline, stage, true
    from staging.leads
    union
    select source, pipeline, 'delivered', true
    from staging.list_members
    union
    select source, pipeline, to_stage, true
    from change
    union
    select source, pipeline, from_stage, false
    from change
    union
    select source, pipeline, last_stage, false
    from staging.opportunities
    union
    select source, pipeline, stage, false
    from staging.stage_definitions
  )
select
  source,
  trimmed(pipeline) as source_pipeline,
  trimmed(stage) as stage,
  bool_or(is_at) as is_at
from written
group by all
