-- The records that are closed by their own words while their history cannot say so: it has a column for each stage it tells, and none for
-- that closing. The close was when the record says, else when it was last changed, at the latest; it comes after the history.
--
-- grain: record_number
with
  columned as (
    select source, record_type, record_id, last_known_at as last_changed_at
    from core._history_record
    where is_column
  ),
  told as (
    select distinct move.source, meaning.state
    from
      core._history_move as history
      join core._source_move as move on move.source = history.source
      and move.source_pipeline = history.source_pipeline
      and move.from_stage = history.from_stage
      and move.to_stage = history.to_stage
      join core._stage_meaning as meaning on meaning.move_number = move.move_number
    where history.is_column and is_outcome(meaning.state)
  ),
  closed as (
    select
      record.record_number, current_record.move_number, meaning.state, columned.last_changed_at,
      current_record.stated_at, current_record.stated_precision, current_record.owner_number,
      coalesce(current_record.closed_at, current_record.stage_changed_at) as said_at,
      case
        when current_record.closed_at is not null then current_record.closed_precision
        else current_record.stage_changed_precision
      end as said_precision
    from
      columned
      join core._record as record on record.source = columned.source
      and record.record_type = columned.record_type
      and record.record_id = columned.record_id
      join core._record_version as current_record on current_record.record_number = record.record_number
      join core._stage_meaning as meaning on meaning.move_number = current_record.move_number
      and holds_at(
        coalesce(current_record.closed_at, current_record.stage_changed_at, current_record.worded_at),
        meaning.valid_from, meaning.valid_to
      )
      left join told on told.source = columned.source
      and told.state = meaning.state
      left join core._identity as identity on identity.record_number = record.record_number
    where
      record.first_changed_at is not null
      and is_outcome(meaning.state)
      and told.state is null
      and (
        identity.record_number is null
        or coalesce(current_record.closed_at, current_record.stage_changed_at) is not null
      )
  )
select
  record_number, move_number, state,
  case
    when said_at is null
    or last_changed_at between said_at and last_of(said_at, precision_name(said_precision)) then greatest(coalesce(said_at, stated_at), last_changed_at)
    else said_at
  end as happened_at,
  greatest(coalesce(said_at, stated_at), last_changed_at) as sorts_at,
  case when said_at is not null then said_precision else stated_precision end as precision_code,
  said_at is not null as is_dated,
  owner_number
from closed
