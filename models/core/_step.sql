-- The changes of each family that count: repeats of a stage are one, and a misclick (A → B → A, B shorter than the setting,
-- never an outcome) is left out together with the return. is_misclick rows stay for the count; everything else builds visits.
--
-- grain: family_number, position
with
  distinct_change as (
    select
      *
    from
      core._ordered
    window
      family as (
        partition by
          family_number
        order by
          position
      )
    qualify
      position = 1
      or kind is distinct from lag (kind) over family
      or pipeline is distinct from lag (pipeline) over family
      or stage is distinct from lag (stage) over family
  ),
  flagged as (
    select
      distinct_change.*,
      row_number() over family as change_number,
      coalesce(
        kind = 'stage'
        and lag (kind) over family = lead (kind) over family
        and lag (pipeline) over family = lead (pipeline) over family
        and lag (stage) over family is not distinct from lead (stage) over family
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
  runs as (
    -- in a run of detours every second one is the return to the stage before
    select
      family_number,
      position,
      row_number() over (
        partition by
          family_number,
          island
        order by
          position
      ) % 2 = 1 as is_misclick
    from
      (
        select
          family_number,
          position,
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
      ) as detours
  ),
  marked as (
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
      coalesce(runs.is_misclick, false) as is_misclick
    from
      flagged
      left join runs on runs.family_number = flagged.family_number
      and runs.position = flagged.position
  )
select
  *,
  coalesce(
    lag (is_misclick) over (
      partition by
        family_number
      order by
        position
    ),
    false
  ) as is_return
from
  marked
