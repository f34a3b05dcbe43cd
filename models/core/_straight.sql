-- The changes of each family in their order, repeats of a state left out, as they are when nothing needs care.
-- needs_care marks where something does: changes at one instant, a detour short enough for a misclick, a new journey,
-- an outcome that the source dates before its start, a creation after something else, an instant that is only bounded. All of such a family is told in core._recut instead.
--
-- grain: family_number, position
with
  -- one sort key: where two changes share an instant their order is open here, and their family is told elsewhere
  compared as (
    select
      family_number, state, sorts_at, precision_code, owner_number, wording_number,
      lag(state) over events as state_before,
      max(height_of(state)) over earlier as height_before,
      bit_or(stage_bits(state)) over earlier as bits_before,
      coalesce(sorts_at = lag(sorts_at) over events, false)
      or coalesce(sorts_at = lead(sorts_at) over events, false)
      or happened_at is distinct from sorts_at
      or not is_dated
      or (is_created(state) and lag(state) over events is not null) as is_unclear
    from core._event
    where state is not null and sorts_at is not null
    window
      events as (partition by family_number order by sorts_at),
      earlier as (
        partition by family_number
        order by sorts_at rows between unbounded preceding and 1 preceding
      )
  ),
  neighbours as (
    select
      family_number, state, sorts_at, precision_code, owner_number, wording_number, is_unclear,
      height_before, bits_before,
      row_number() over family as position,
      count(case when is_stage(state) then 1 end) over so_far as visit_number,
      lag(state) over family as previous_state,
      lag(sorts_at) over family as previous_at,
      lead(state) over family as next_state,
      lead(sorts_at) over family as next_at,
      first_value(
        case when height_of(state) > coalesce(height_before, 0) then sorts_at end ignore nulls
      ) over later as next_rise_at,
      first_value(sorts_at) over so_far as started_at,
      first_value(precision_code) over so_far as started_precision,
      first_value(case when is_known(state) then state end ignore nulls) over so_far as known_state
    from compared
    where is_unclear or state is distinct from state_before
    window
      family as (partition by family_number order by sorts_at),
      so_far as (
        partition by family_number
        order by sorts_at rows between unbounded preceding and current row
      ),
      later as (
        partition by family_number
        order by sorts_at rows between 1 following and unbounded following
      )
  )
select
  neighbours.family_number,
  neighbours.position::integer as position,
  neighbours.state, neighbours.sorts_at, neighbours.precision_code, neighbours.owner_number,
  neighbours.wording_number,
  neighbours.height_before::tinyint as height_before,
  neighbours.bits_before,
  neighbours.visit_number::integer as visit_number,
  neighbours.previous_state, neighbours.next_state, neighbours.next_at, neighbours.next_rise_at,
  neighbours.started_at, neighbours.started_precision, neighbours.known_state,
  neighbours.is_unclear
  or coalesce(
    is_misclick(
      neighbours.state, neighbours.previous_state, neighbours.next_state, neighbours.sorts_at,
      neighbours.next_at, setting.misclick_seconds
    ),
    false
  )
  or coalesce(
    is_new_journey(
      neighbours.state, neighbours.previous_state, neighbours.previous_at, neighbours.sorts_at,
      setting.reopen_seconds
    ),
    false
  ) as needs_care
from neighbours cross join core._setting as setting
