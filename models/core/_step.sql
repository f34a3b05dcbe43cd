-- The changes of each family that count: repeats of a stage are one, and a misclick (A → B → A, B shorter than the setting,
-- never an outcome) is left out together with the return. is_misclick rows stay for the count; everything else builds visits.
--
-- grain: position
with
  compared as (
    select
      *,
      lag (kind) over family as kind_before,
      lag (pipeline) over family as pipeline_before,
      lag (stage) over family as stage_before
    from
      core._ordered
    window
      family as (
        partition by
          family_number
        order by
          position
      )
  ),
  distinct_change as (
    select
      *
    from
      compared
    where
      kind is distinct from kind_before
      or pipeline is distinct from pipeline_before
      or stage is distinct from stage_before
  ),
  flagged as (
    select
      distinct_change.*,
      row_number() over family as change_number,
      lead (position) over family as next_position,
      coalesce(
        kind = 'stage'
        and kind_before = lead (kind) over family
        and pipeline_before = lead (pipeline) over family
        and stage_before is not distinct from lead (stage) over family
        and seconds_between (sorts_at, lead (sorts_at) over family) < setting.misclick_seconds,
        false
      ) as is_short_detour
    from
      distinct_change
      cross join core._setting as setting
    window
      family as (
        partition by
          family_number
        order by
          position
      )
  ),
  detour as (
    select
      family_number,
      position,
      next_position,
      change_number - row_number() over (
        partition by
          family_number
        order by
          position
      ) as island
    from
      flagged
    where
      is_short_detour
  ),
  -- in a run of detours every second one is the return to the stage before
  misclick as (
    select
      position,
      next_position
    from
      detour
    qualify
      row_number() over (
        partition by
          family_number,
          island
        order by
          position
      ) % 2 = 1
  )
select
  flagged.family_number,
  flagged.position,
  flagged.pipeline,
  flagged.kind,
  flagged.stage,
  flagged.stage_ordinal,
  flagged.happened_at,
  flagged.sorts_at,
  flagged.precision,
  flagged.owner_id,
  flagged.source,
  misclick.position is not null as is_misclick,
  return_step.next_position is not null as is_return
from
  flagged
  left join misclick on misclick.position = flagged.position
  left join misclick as return_step on return_step.next_position = flagged.position
