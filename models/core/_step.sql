-- The changes that count in the families that need care: a creation says nothing once a stage is known, repeats of a state are one, and a misclick (A → B → A, B shorter than
-- the setting, never an outcome) is left out together with the return. is_misclick rows stay for the count; everything else builds visits.
--
-- grain: family_number, position
with
  told as (
    select
      *,
      last_value(
        case when not is_created(state) then state end ignore nulls
      ) over earlier as known_state
    from core._ordered
    window
      earlier as (
        partition by family_number
        order by position rows between unbounded preceding and 1 preceding
      )
  ),
  compared as (
    select *, lag(state) over family as previous_state
    from told
    where
      not is_created(state)
      or known_state is null
      or is_outcome(known_state)
      or pipeline_of(known_state) is distinct from pipeline_of(state)
    window family as (partition by family_number order by position)
  ),
  flagged as (
    select
      compared.*,
      row_number() over family as change_number,
      lead(position) over family as next_position,
      coalesce(
        is_misclick(
          state, previous_state,
          lead(state) over family,
          sorts_at,
          lead(sorts_at) over family,
          setting.misclick_seconds
        ),
        false
      ) as is_short_detour
    from compared cross join core._setting as setting
    where compared.state is distinct from compared.previous_state
    window family as (partition by family_number order by position)
  ),
  detour as (
    select
      family_number, position, next_position,
      change_number - row_number() over (partition by family_number order by position) as island
    from flagged
    where is_short_detour
  ),
  -- in a run of detours every second one is the return to the stage before
  misclick as (
    select family_number, position, next_position
    from detour
    qualify row_number() over (partition by family_number, island order by position) % 2 = 1
  )
select
  flagged.family_number, flagged.position, flagged.state, flagged.happened_at, flagged.sorts_at,
  flagged.precision_code, flagged.is_dated, flagged.owner_number, flagged.wording_number,
  misclick.position is not null as is_misclick,
  return_step.next_position is not null as is_return
from
  flagged
  left join misclick on misclick.family_number = flagged.family_number
  and misclick.position = flagged.position
  left join misclick as return_step on return_step.family_number = flagged.family_number
  and return_step.next_position = flagged.position
