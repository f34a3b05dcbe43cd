-- The counted changes of the families that need care, cut into journeys: a new journey begins in another pipeline, or when a
-- closed one is reopened later than the setting allows. Neighbours are those of the whole family; what was so before, of the journey.
--
-- grain: family_number, position
with
  kept as (
    select
      family_number, position, state, happened_at, sorts_at, precision_code, is_dated, owner_number,
      wording_number,
      lag(state) over family as previous_state,
      lag(sorts_at) over family as previous_at,
      lead(state) over family as next_state,
      lead(sorts_at) over family as next_at,
      lead(happened_at) over family as next_happened_at,
      lead(is_dated) over family as is_next_dated
    from core._step
    where not is_misclick and not is_return
    window family as (partition by family_number order by position)
  ),
  attempted as (
    select
      kept.*,
      count(
        case
          when is_new_journey(kept.state, kept.previous_state, kept.previous_at, kept.sorts_at, setting.reopen_seconds) then 1
        end
      ) over (
        partition by kept.family_number
        order by kept.position rows between unbounded preceding and current row
      ) as attempt
    from kept cross join core._setting as setting
  ),
  compared as (
    select
      *,
      max(height_of(state)) over earlier as height_before,
      bit_or(stage_bits(state)) over earlier as bits_before
    from attempted
    window
      earlier as (
        partition by family_number, attempt
        order by position rows between unbounded preceding and 1 preceding
      )
  )
select
  family_number, attempt, position, state, sorts_at, happened_at, precision_code, is_dated,
  owner_number, wording_number, height_before, bits_before,
  count(case when is_stage(state) then 1 end) over so_far as visit_number,
  previous_state, next_state, next_at,
  coalesce(next_happened_at <> next_at, false) as is_left_early,
  coalesce(is_next_dated, true) as is_next_dated,
  first_value(
    case when height_of(state) > coalesce(height_before, 0) then sorts_at end ignore nulls
  ) over later as next_rise_at,
  coalesce(
    first_value(
      case when height_of(state) > coalesce(height_before, 0) then is_dated end ignore nulls
    ) over later,
    true
  ) as is_next_rise_dated,
  first_value(sorts_at) over so_far as started_at,
  first_value(precision_code) over so_far as started_precision,
  first_value(is_dated) over so_far as is_start_dated,
  first_value(case when is_known(state) then state end ignore nulls) over so_far as known_state,
  first_value(
    case when is_known(state) then is_dated end ignore nulls
  ) over so_far as is_known_dated,
  max(case when happened_at <> sorts_at then 1 else 0 end) over so_far = 1 as has_contradiction,
  lead(position) over journey is null as is_last
from compared
window
  journey as (partition by family_number, attempt order by position),
  so_far as (
    partition by family_number, attempt
    order by position rows between unbounded preceding and current row
  ),
  later as (
    partition by family_number, attempt
    order by position rows between 1 following and unbounded following
  )
