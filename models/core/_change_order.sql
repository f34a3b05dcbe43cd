-- The events of each identity in their order, without those that change nothing: repeats of a state, and a creation once a stage is known.
-- position grows within an identity.
--
-- grain: identity_number, position
with
  placed as (
    select
      event.identity_number,
      0 as place,
      event.state, event.happened_at, event.sorts_at, event.precision_code, event.is_dated,
      event.owner_number, event.move_number
    from
      core._event as event
      left join (
        select distinct identity_number from core._tied_event
      ) as tied on tied.identity_number = event.identity_number
    where tied.identity_number is null and event.state is not null and event.sorts_at is not null
    union all
    select
      identity_number, place, state, happened_at, sorts_at, precision_code, is_dated, owner_number,
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
        partition by identity_number
        order by sorts_at, place rows between unbounded preceding and 1 preceding
      )
  ),
  telling as (
    select *, row_number() over identity as position, lag(state) over identity as previous_state
    from known
    where
      not is_created(state)
      or known_state is null
      or is_outcome(known_state)
      or pipeline_of(known_state) <> pipeline_of(state)
    window identity as (partition by identity_number order by sorts_at, place)
  )
select
  identity_number,
  position::integer as position,
  state, happened_at, sorts_at, precision_code, is_dated, owner_number, move_number
from telling
where state is distinct from previous_state
