-- Where histories and times say less than they seem to, or contradict each other: what was then used, corrected, withdrawn or left out.
--
-- grain: none
-- stored: no
with
  newest as (
    select record_number, max(sorts_at) as sorts_at
    from core._event
    where not is_created(state)
    group by record_number
  ),
  -- each deal's newest change, beside what its record says; of several at one instant the last in their order
  last_change as (
    select
      event.record_number, event.move_number, event.state,
      current_record.move_number as current_move_number,
      meaning.state as stated_state
    from
      core._event as event
      join newest on newest.record_number = event.record_number
      and newest.sorts_at = event.sorts_at
      join core._record_version as current_record on current_record.record_number = event.record_number
      left join core._tied_event as tied on tied.identity_number = event.identity_number
      and tied.record_number = event.record_number
      and tied.sorts_at = event.sorts_at
      and tied.move_number = event.move_number
      left join core._stage_meaning as meaning on meaning.move_number = current_record.move_number
      and holds_at(event.sorts_at, meaning.valid_from, meaning.valid_to)
    where not is_created(event.state) and current_record.record_type = 'opportunity'
    qualify
      row_number() over (
        partition by event.record_number
        order by
          tied.place desc nulls last,
          case when is_outcome(event.state) then 0 else 1 end,
          height_of(event.state) desc,
          event.move_number
      ) = 1
  ),
  differing as (
    select record_number, move_number, current_move_number
    from last_change
    where stated_state <> state
  )
select
  'reconciliation' as kind,
  'opportunity' as entity,
  record.record_id as id,
  'the newest stage in the history is ' || last_move.to_stage || ', the record says ' || current_move.to_stage || '; the history is used' as detail,
  record.source
from
  differing
  join core._record as record on record.record_number = differing.record_number
  join core._source_move as last_move on last_move.move_number = differing.move_number
  join core._source_move as current_move on current_move.move_number = differing.current_move_number
union all
select
  'reconciliation',
  record.record_type, record.record_id,
  'the history has no column for ' || move.to_stage || ', the record says it; the record is used',
  record.source
from
  core._closing_of_record as untold
  join core._record as record on record.record_number = untold.record_number
  join core._source_move as move on move.move_number = untold.move_number
union all
select
  'impossible_value',
  'journey',
  coalesce(opportunity_id, lead_id),
  'its times contradict each other (closed before it began, or later than the data is known); left out of durations',
  source_system
from core.fct_journey
where is_impossible
union all
select
  'expected_close',
  'source',
  record.source,
  'closed deals with a close date beyond the last change of their record, else beyond what is known, were only expected to close then and were closed before, at an unknown time; export the stage history, or the date on which a deal was won or lost; of a list with a mapping.json set as_of to the day of the export (' || count(*)::varchar || ' records)',
  record.source
from
  core._record_version as current_record
  join core._record as record on record.record_number = current_record.record_number
  join core._stage_meaning as meaning on meaning.move_number = current_record.move_number
where
  current_record.is_close_expected
  and record.first_changed_at is null
  and current_record.stage_changed_at is null
  and is_outcome(meaning.state)
  and holds_at(current_record.worded_at, meaning.valid_from, meaning.valid_to)
group by record.source
union all
select
  'untimed',
  'source',
  untimed.source,
  'records only state where they stand or how they ended, not since when: dated by their last change, else by the end of what is known, and left out of durations; export the stage history, the date of the last stage change, or the dates on which deals were won and lost (' || count(*)::varchar || ' records)',
  untimed.source
from
  (
    select distinct record.source, record.record_number
    from
      core._event as event join core._record as record on record.record_number = event.record_number
    where
      event.state is not null
      and (not event.is_dated or (event.sorts_at is null and is_outcome(event.state)))
  ) as untimed
group by untimed.source
union all
select
  'undated',
  'journey',
  coalesce(opportunity_id, lead_id),
  case
    when pipeline = 'unmapped' then 'neither a stage nor a date is known; it is in no pipeline'
    else 'no date is known; it is counted here and in no cohort'
  end,
  source_system
from core.fct_journey
where started_at is null and coalesce(current_stage, '') <> 'unmapped'
union all
select
  'misclick',
  'journey',
  coalesce(record.record_id, ''),
  'back within the misclick limit after ' || state.stage || '; no visit',
  move.source
from
  core._misclick as misclick
  join core._state as state on state.state = misclick.state
  join core._source_move as move on move.move_number = misclick.move_number
  left join core._record as record on record.record_number = misclick.identity_number
union all
select
  'restatement',
  'journey',
  coalesce(record.record_id, ''),
  'won, then reopened within the limit; the win is withdrawn',
  move.source
from
  core._change as change
  join core._source_move as move on move.move_number = change.move_number
  left join core._record as record on record.record_number = change.identity_number
  join core._journey_state as state on state.journey_id = change.journey_id
where
  is_won(change.state)
  and change.next_state is not null
  and pipeline_of(change.next_state) = pipeline_of(change.state)
  and state.outcome_sorts_at is distinct from change.sorts_at
union all
select
  'bulk_import',
  'source',
  source_system || ' ' || started_at::varchar,
  count(*)::varchar || ' journeys start at this instant',
  source_system
from core.fct_journey
where is_bulk_import
group by source_system, started_at
