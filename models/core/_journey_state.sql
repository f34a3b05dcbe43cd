-- Each journey's beginning and last state, with its public id.
--
-- grain: journey_id
with
  whole as (
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
  finished as (
    select
      whole.*,
      change.family_number, change.attempt, change.state, change.previous_state, change.next_state,
      change.next_at, change.happened_at, change.sorts_at, change.is_dated,
      observation.watermark_at as source_watermark_at,
      known_to(observation.followed_to, display.known_until, coalesce(change.next_at, change.sorts_at)) as watermark_at,
      display.is_deleted as is_gone,
      display.known_until, observation.observed_from,
      coalesce(pipeline_of(change.next_state) <> pipeline_of(change.state), false)
      and not is_outcome(change.state) as is_handed_off
    from
      core._change as change
      join whole on whole.journey_id = change.journey_id
      left join core._source_move as move on move.move_number = change.move_number
      left join core._observation as observation on observation.source = move.source
      left join core._display_record as display on display.family_number = change.family_number
    where change.is_last
  ),
  -- where those stood last that were lost right after something that is no stage, as a win that was withdrawn
  stood as (
    select finished.journey_id, max_by(change.state, change.position) as state
    from finished join core._change as change on change.journey_id = finished.journey_id
    where
      is_lost(finished.state) and not is_stage(finished.previous_state) and is_stage(change.state)
    group by finished.journey_id
  )
select
  finished.journey_id, finished.family_number, finished.attempt, state.pipeline,
  finished.started_at,
  precision_name(finished.started_precision) as precision,
  finished.visited_bits, finished.highest_ordinal,
  -- a journey first known when won was born beyond every stage, one first known when lost, or nowhere, beyond the first;
  -- what is known after the creation without an instant of its own is no birth
  case
    when finished.known_state is null
    and is_won(finished.state)
    and finished.is_dated then 1000
    when is_stage(finished.known_state)
    and (
      finished.is_known_dated or not finished.is_start_dated
    ) then place_in_pipeline(finished.known_state)
    else 2
  end as born_ordinal,
  case when is_outcome(finished.state) then state.kind else 'open' end as outcome,
  case when is_outcome(finished.state) then finished.happened_at end as outcome_at,
  case when is_outcome(finished.state) then finished.sorts_at end as outcome_sorts_at,
  finished.is_dated, finished.is_start_dated,
  case when not is_created(finished.state) then state.name end as current_stage,
  case
    when is_lost(finished.state)
    and is_stage(finished.previous_state)
    and pipeline_of(finished.previous_state) = pipeline_of(finished.state) then previous.stage
    else stood_at.stage
  end as lost_from_stage,
  case when finished.is_handed_off then next_place.pipeline end as handed_off_to,
  case
    when finished.is_handed_off then finished.next_at else finished.watermark_at
  end as censored_at,
  finished.watermark_at, finished.source_watermark_at, finished.is_gone, finished.known_until,
  finished.observed_from,
  finished.next_state is null and not is_outcome(finished.state) as is_current,
  finished.has_contradiction
  or coalesce(finished.sorts_at > plus_seconds(finished.source_watermark_at, day_seconds()), false) as is_impossible
from
  finished
  left join core._state as state on state.state = finished.state
  left join core._state as previous on previous.state = finished.previous_state
  left join stood on stood.journey_id = finished.journey_id
  left join core._state as stood_at on stood_at.state = stood.state
  left join core._state as next_place on next_place.state = finished.next_state
