-- The counted changes of each identity, cut into journeys: a new one begins in another pipeline, or when a closed one is reopened later
-- than the setting allows. Neighbours are those of the whole identity; what was so before, of the journey.
--
-- grain: journey_id, position
with
  corrected as (
    select identity_number, position
    from core._misclick
    union all
    select identity_number, return_position
    from core._misclick
  ),
  counted as (
    select
      change_order.*,
      lag(change_order.state) over identity as previous_state,
      lag(change_order.sorts_at) over identity as previous_at,
      lead(change_order.state) over identity as next_state,
      lead(change_order.sorts_at) over identity as next_at,
      lead(change_order.happened_at) over identity as next_happened_at,
      lead(change_order.is_dated) over identity as is_next_dated
    from
      core._change_order as change_order
      left join corrected on corrected.identity_number = change_order.identity_number
      and corrected.position = change_order.position
    where corrected.position is null
    window identity as (partition by change_order.identity_number order by change_order.position)
  ),
  attempted as (
    select
      counted.*,
      setting.reopen_seconds,
      count(
        case
          when is_new_journey(
            counted.state, counted.previous_state, counted.previous_at, counted.sorts_at,
            setting.reopen_seconds
          ) then 1
        end
      ) over (
        partition by counted.identity_number
        order by counted.position rows between unbounded preceding and current row
      ) as attempt
    from counted cross join core._setting as setting
  )
select
  journey_key(identity_number, attempt) as journey_id,
  attempt, identity_number, position, state, sorts_at, happened_at, precision_code, is_dated,
  owner_number, move_number, previous_state, next_state, next_at,
  coalesce(next_happened_at <> next_at, false) as is_left_early,
  coalesce(is_next_dated, true) as is_next_dated,
  max(height_of(state)) over earlier as height_before,
  bit_or(stage_bits(state)) over earlier as bits_before,
  count(case when is_stage(state) then 1 end) over so_far as visit_number,
  next_state is null
  or is_new_journey(next_state, state, sorts_at, next_at, reopen_seconds) as is_last
from attempted
window
  so_far as (
    partition by identity_number, attempt
    order by position rows between unbounded preceding and current row
  ),
  earlier as (
    partition by identity_number, attempt
    order by position rows between unbounded preceding and 1 preceding
  )
