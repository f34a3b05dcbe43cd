-- Every way a source names a change, numbered, so that events carry a number instead of texts. An absent name is empty.
-- A record's own stage, and the stage before its first change, are changes from nowhere.
--
-- grain: move_number
with
  named as (
    select source, source_pipeline, from_stage, to_stage
    from core._history_move
    union
    select source, source_pipeline, '', from_stage
    from core._history_move
    union
    select source, trimmed(pipeline), '', trimmed(stage)
    from staging.opportunities
    union
    select source, trimmed(pipeline), '', trim(last_stage)
    from staging.opportunities
    where last_stage is not null
    union
    select source, trimmed(pipeline), '', trimmed(stage)
    from staging.leads
    union
    select source, trimmed(pipeline), '', 'delivered'
    from staging.list_members
  )
select
  row_number() over (
    order by to_stage, from_stage, source, source_pipeline
  )::integer as move_number,
  source, source_pipeline, from_stage, to_stage
from named
