-- Each journey's beginning and last state, from its changes: what the facts say of it whole. birth_ordinal: the stages below it were passed
-- when it was first known, all of them (beyond_stages) of one first known when won.
--
-- grain: journey_id
with
  summed as (
    select
      journey_id,
      min(sorts_at) as started_at,
      min_by(coalesce(precision_code, 0), position) as started_precision,
      min_by(is_dated, position) as is_start_dated,
      min_by(state, position) filter (where is_known(state)) as known_state,
      min_by(is_dated, position) filter (where is_known(state)) as is_known_dated,
      bit_or(stage_bits(state)) as visited_bits,
      max(height_of(state)) as highest_ordinal,
      max(case when happened_at <> sorts_at then 1 else 0 end) = 1 as has_contradiction
    from core._change
    group by journey_id
  ),
  last_change as (
    select
      summed.*,
      change.identity_number, change.attempt, change.state, change.previous_state,
      change.next_state, change.next_at, change.happened_at, change.sorts_at, change.is_dated,
      observation.watermark_at as source_watermark_at,
      known_to(observation.followed_to, display.known_until, coalesce(change.next_at, change.sorts_at)) as watermark_at,
      display.is_deleted as is_gone,
      display.known_until, observation.observed_from,
      coalesce(pipeline_of(change.next_state) <> pipeline_of(change.state), false)
      and not is_outcome(change.state) as is_handed_off
    from
      core._change as change
      join summed on summed.journey_id = change.journey_id
      left join core._source_move as move on move.move_number = change.move_number
      left join core._observation as observation on observation.source = move.source
      left join core._display_record as display on display.identity_number = change.identity_number
    where change.is_last
  ),
  -- where those stood last that were lost right after something that is no stage, as a win that was withdrawn
  stage_before_loss as (
    select last_change.journey_id, max_by(change.state, change.position) as state
    from last_change join core._change as change on change.journey_id = last_change.journey_id
    where
      is_lost(last_change.state)
      and not is_stage(last_change.previous_state)
      and is_stage(change.state)
    group by last_change.journey_id
  )
select
  last_change.journey_id, last_change.identity_number, last_change.attempt, state.pipeline,
  last_change.started_at,
  precision_name(last_change.started_precision) as precision,
  last_change.visited_bits, last_change.highest_ordinal,
  -- a journey first known when won was born beyond every stage, one first known when lost, or nowhere, beyond the first;
  -- what is known after the creation without an instant of its own is no birth
  case
    when last_change.known_state is null
    and is_won(last_change.state)
    and last_change.is_dated then beyond_stages()
    when is_stage(last_change.known_state)
    and (
      last_change.is_known_dated or not last_change.is_start_dated
    ) then place_in_pipeline(last_change.known_state)
    else 2
  end as birth_ordinal,
  case when is_outcome(last_change.state) then state.kind else 'open' end as outcome,
  case when is_outcome(last_change.state) then last_change.happened_at end as outcome_at,
  case when is_outcome(last_change.state) then last_change.sorts_at end as outcome_sorts_at,
  last_change.is_dated, last_change.is_start_dated,
  case when not is_created(last_change.state) then state.name end as current_stage,
  case
    when is_lost(last_change.state)
    and is_stage(last_change.previous_state)
    and pipeline_of(last_change.previous_state) = pipeline_of(last_change.state) then previous.stage
    else lost_at.stage
  end as lost_from_stage,
  case when last_change.is_handed_off then next_place.pipeline end as handed_off_to,
  case
    when last_change.is_handed_off then last_change.next_at else last_change.watermark_at
  end as censored_at,
  last_change.watermark_at, last_change.source_watermark_at, last_change.is_gone,
  last_change.known_until, last_change.observed_from,
  last_change.next_state is null and not is_outcome(last_change.state) as is_current,
  last_change.has_contradiction
  or coalesce(last_change.sorts_at > plus_seconds(last_change.source_watermark_at, day_seconds()), false) as is_impossible
from
  last_change
  left join core._state as state on state.state = last_change.state
  left join core._state as previous on previous.state = last_change.previous_state
  left join stage_before_loss on stage_before_loss.journey_id = last_change.journey_id
  left join core._state as lost_at on lost_at.state = stage_before_loss.state
  left join core._state as next_place on next_place.state = last_change.next_state
