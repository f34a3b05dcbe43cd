-- The events of each family in their order, without those that change nothing: repeats of a state, and a creation once a stage is known.
-- position grows within a family.
--
-- grain: family_number, position
with
  placed as (
    select
      event.family_number,
      0 as place,
      event.state, event.happened_at, event.sorts_at, event.precision_code, event.is_dated,
      event.owner_number, event.move_number
    from
      core._event as event
      left join (
        select distinct family_number from core._tied_event
      ) as tied on tied.family_number = event.family_number
    where tied.family_number is null and event.state is not null and event.sorts_at is not null
    union all
    select
      family_number, place, state, happened_at, sorts_at, precision_code, is_dated, owner_number,
      move_number
    from core._tied_event
  ),
  known as (
    select
      *,
      last_value(
        case when not is_created(state) then state end ignore nulls
      ) over earlier as known_state
    from placed
    window
      earlier as (
        partition by family_number
        order by sorts_at, place rows between unbounded preceding and 1 preceding
      )
  ),
  telling as (
    select *, row_number() over family as position, lag(state) over family as previous_state
    from known
    where
      not is_created(state)
      or known_state is null
      or is_outcome(known_state)
      or pipeline_of(known_state) <> pipeline_of(state)
    window family as (partition by family_number order by sorts_at, place)
  )
select
  family_number,
  position::integer as position,
  state, happened_at, sorts_at, precision_code, is_dated, owner_number, move_number
from telling
where state is distinct from previous_state
