-- The changes that were corrected at once and do not count (A → B → A, B shorter than the setting, never an outcome), each with the
-- return that does not count either. Nobody corrects a stage within the instant of setting it: what a source dates to one second,
-- in an order of its own, it moved by itself, and both moves count.
--
-- grain: identity_number, position
with
  flagged as (
    select
      identity_number, position, state, move_number,
      row_number() over identity as change_number,
      lead(position) over identity as next_position,
      is_misclick(
        state,
        lag(state) over identity,
        lead(state) over identity,
        sorts_at,
        lead(sorts_at) over identity,
        setting.misclick_seconds
      )
      and not (
        sorts_at = lead(sorts_at) over identity
        and precision_code = precision_code('second')
        and lead(precision_code) over identity = precision_code('second')
      ) as is_short_detour
    from core._change_order cross join core._setting as setting
    window identity as (partition by identity_number order by position)
  ),
  detour as (
    select
      identity_number, position, next_position, state, move_number,
      change_number - row_number() over (partition by identity_number order by position) as island
    from flagged
    where is_short_detour
  )
select identity_number, position, next_position as return_position, state, move_number
from
  detour
  -- in a run of detours every second one is the return to the stage before
qualify row_number() over (partition by identity_number, island order by position) % 2 = 1
