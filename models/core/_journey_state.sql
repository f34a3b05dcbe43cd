-- Each journey's beginning and last state, with its public id.
--
-- grain: journey_number
with
  finished as (
    select
      path.journey_number, path.family_number, path.attempt, path.state, path.previous_state,
      path.next_state, path.next_at, path.happened_at, path.sorts_at, path.started_at,
      path.started_precision, path.is_dated, path.is_start_dated, path.is_known_dated,
      path.has_contradiction,
      observation.watermark_at as source_watermark_at,
      known_to(observation.watermark_at, gone.known_until, coalesce(path.next_at, path.sorts_at)) as watermark_at,
      gone.family_number is not null as is_gone,
      observation.observed_from,
      coalesce(path.bits_before, 0) | stage_bits(path.state) as visited_bits,
      greatest(coalesce(path.height_before, 1), height_of(path.state)) as highest_ordinal,
      path.known_state,
      coalesce(pipeline_of(path.next_state) <> pipeline_of(path.state), false)
      and not is_outcome(path.state) as is_handed_off
    from
      core._path as path
      left join core._wording as wording on wording.wording_number = path.wording_number
      left join core._observation as observation on observation.source = wording.source
      left join core._gone as gone on gone.family_number = path.family_number
    where path.is_last
  ),
  -- where those stood last that were lost right after something that is no stage, as a win that was withdrawn
  stood as (
    select finished.journey_number, max_by(path.state, path.position) as state
    from finished join core._path as path on path.journey_number = finished.journey_number
    where
      finished.state % 100 = 98 and not is_stage(finished.previous_state) and is_stage(path.state)
    group by finished.journey_number
  )
select
  finished.journey_number,
  journey_key(shown.first_journey_id, finished.attempt) as journey_id,
  finished.family_number, finished.attempt, state.pipeline, finished.started_at,
  precision_name(finished.started_precision) as precision,
  finished.visited_bits, finished.highest_ordinal,
  -- a journey first known when won was born beyond every stage, one first known when lost, or nowhere, beyond the first;
  -- what is known after the creation without an instant of its own is no birth
  case
    when finished.known_state is null
    and finished.state % 100 = 99
    and finished.is_dated then 1000
    when is_stage(finished.known_state)
    and (finished.is_known_dated or not finished.is_start_dated) then finished.known_state % 100
    else 2
  end as born_ordinal,
  case when is_outcome(finished.state) then state.kind else 'open' end as outcome,
  case when is_outcome(finished.state) then finished.happened_at end as outcome_at,
  case when is_outcome(finished.state) then finished.sorts_at end as outcome_sorts_at,
  finished.is_dated, finished.is_start_dated,
  case when finished.state % 100 <> 0 then state.name end as current_stage,
  case
    when finished.state % 100 = 98
    and is_stage(finished.previous_state)
    and pipeline_of(finished.previous_state) = pipeline_of(finished.state) then previous.stage
    else stood_at.stage
  end as lost_from_stage,
  case when finished.is_handed_off then next_place.pipeline end as handed_off_to,
  case
    when finished.is_handed_off then finished.next_at else finished.watermark_at
  end as censored_at,
  finished.watermark_at, finished.source_watermark_at, finished.is_gone, finished.observed_from,
  finished.next_state is null and not is_outcome(finished.state) as is_current,
  finished.has_contradiction
  or coalesce(finished.sorts_at > plus_seconds(finished.source_watermark_at, 86400), false) as is_impossible
from
  finished
  left join core._shown as shown on shown.family_number = finished.family_number
  left join core._state as state on state.state = finished.state
  left join core._state as previous on previous.state = finished.previous_state
  left join stood on stood.journey_number = finished.journey_number
  left join core._state as stood_at on stood_at.state = stood.state
  left join core._state as next_place on next_place.state = finished.next_state
