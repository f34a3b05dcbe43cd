-- The changes that were corrected at once and do not count (A → B → A, B shorter than the setting, never an outcome), each with the
-- return that does not count either. Nobody corrects a stage within the instant of setting it: what a source dates to one second,
-- in an order of its own, it moved by itself, and both moves count.
--
-- grain: family_number, position
with
  flagged as (
    select
      family_number, position, state, move_number,
      row_number() over family as change_number,
      lead(position) over family as next_position,
      is_misclick(
        state,
        lag(state) over family,
        lead(state) over family,
        sorts_at,
        lead(sorts_at) over family,
        setting.misclick_seconds
      )
      and not (
        sorts_at = lead(sorts_at) over family
        and precision_code = precision_code('second')
        and lead(precision_code) over family = precision_code('second')
      ) as is_short_detour
    from core._change_order cross join core._setting as setting
    window family as (partition by family_number order by position)
  ),
  detour as (
    select
      family_number, position, next_position, state, move_number,
      change_number - row_number() over (partition by family_number order by position) as island
    from flagged
    where is_short_detour
  )
select family_number, position, next_position as return_position, state, move_number
from
  detour
  -- in a run of detours every second one is the return to the stage before
qualify row_number() over (partition by family_number, island order by position) % 2 = 1
