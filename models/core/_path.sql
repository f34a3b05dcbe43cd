-- The counted changes of every journey in their order, with what was so before and what comes next.
-- journey_number numbers the journeys, in the order of their records; neighbours are those of the whole family.
--
-- grain: journey_number, position
-- stored: no
select
  straight.family_number * 10000 as journey_number,
  0 as attempt,
  straight.family_number, straight.position, straight.state, straight.sorts_at,
  straight.sorts_at as happened_at,
  straight.precision_code,
  true as is_dated,
  straight.owner_number, straight.wording_number, straight.height_before, straight.bits_before,
  straight.visit_number, straight.previous_state, straight.next_state, straight.next_at,
  false as is_left_early,
  true as is_next_dated,
  straight.next_rise_at,
  true as is_next_rise_dated,
  straight.started_at, straight.started_precision,
  true as is_start_dated,
  straight.known_state,
  true as is_known_dated,
  false as has_contradiction,
  straight.next_state is null as is_last
from
  core._straight as straight
  left join core._careful as careful on careful.family_number = straight.family_number
where careful.family_number is null
union all
select
  family_number * 10000 + attempt,
  attempt, family_number, position, state, sorts_at, happened_at, precision_code, is_dated,
  owner_number, wording_number, height_before, bits_before, visit_number, previous_state,
  next_state, next_at, is_left_early, is_next_dated, next_rise_at, is_next_rise_dated, started_at,
  started_precision, is_start_dated, known_state, is_known_dated, has_contradiction, is_last
from core._recut
