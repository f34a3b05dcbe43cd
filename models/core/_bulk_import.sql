-- The journeys that began when their source was filled rather than used: at an instant at which 100 or more were born beyond
-- the first stage. When they came to the stage they began at is not known.
--
-- grain: journey_id
with
  import as (
    select display.source, state.started_at
    from
      core._journey_state as state
      join core._display_record as display on display.identity_number = state.identity_number
    where state.birth_ordinal > 1 and state.precision <> 'day'
    group by display.source, state.started_at
    having count(*) >= 100
  )
select state.journey_id, state.started_at
from
  import
  join core._journey_state as state on state.started_at = import.started_at
  join core._display_record as display on display.identity_number = state.identity_number
where display.source = import.source and state.precision <> 'day'
