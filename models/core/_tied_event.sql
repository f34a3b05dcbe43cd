-- The events of the identities that have two at one instant, in their order: there an instant does not tell it. Events at one instant are
-- put in the order of their chain From → To, then the source's sequence, then ascending ordinals (descending when all lie below the
-- stage before), an outcome last.
--
-- grain: identity_number, place
with
  event as (select * from core._event where state is not null and sorts_at is not null),
  -- the identities of which an instant alone does not tell the order
  tied_identity as (
    select distinct identity_number
    from
      (
        select identity_number, sorts_at
        from event
        group by identity_number, sorts_at
        having count(*) > 1
      ) as instant
  ),
  named as (
    select
      event.*,
      record.record_rank, state.kind,
      case when is_outcome(event.state) then null else height_of(event.state) end as stage_ordinal,
      nullif(move.from_stage, '') as from_stage,
      case when state.kind <> 'created' then move.to_stage end as to_stage
    from
      event
      join tied_identity on tied_identity.identity_number = event.identity_number
      join core._record as record on record.record_number = event.record_number
      join core._source_move as move on move.move_number = event.move_number
      left join core._state as state on state.state = event.state
  ),
  numbered as (
    select
      *,
      row_number() over events as event_number,
      lag(to_stage) over events as stage_before,
      lag(stage_ordinal) over events as ordinal_before,
      coalesce(sorts_at = lag(sorts_at) over events, false) as ties_before,
      coalesce(sorts_at = lead(sorts_at) over events, false) as ties_after
    from named
    window
      events as (
        partition by identity_number
        order by
          sorts_at,
          sequence nulls last,
          stage_ordinal nulls last,
          kind, to_stage, from_stage, move_number, record_rank, happened_at, is_dated, owner_number
      )
  ),
  tied as (
    select
      identity_number, sorts_at, event_number,
      event_number - row_number() over (partition by identity_number order by event_number) as run,
      case when not ties_before then stage_before end as stage_before,
      case when not ties_before then ordinal_before end as ordinal_before,
      from_stage, to_stage, stage_ordinal,
      row_number() over (
        partition by identity_number, sorts_at
        order by sequence nulls last, is_outcome(state), stage_ordinal nulls last, event_number
      ) as rising_number,
      row_number() over (
        partition by identity_number, sorts_at
        order by sequence nulls last, is_outcome(state), - stage_ordinal nulls last, event_number
      ) as falling_number
    from numbered
    where ties_before or ties_after
  ),
  instant as (
    select
      identity_number, run,
      min(event_number) as first_number,
      instant_of(
        max(stage_before),
        max(ordinal_before),
        max(stage_ordinal),
        changes_of(event_number, from_stage, to_stage, stage_ordinal, rising_number),
        changes_of(event_number, from_stage, to_stage, stage_ordinal, falling_number)
      ) as instant
    from tied
    group by identity_number, run, sorts_at
  ),
  -- instants that follow each other without a change between them are walked as one: where one ends, the next goes on
  walked as (
    select
      identity_number, run,
      min(first_number) as first_number,
      walk_of(instant, first_number) as walk
    from instant
    group by identity_number, run
  ),
  place as (
    select
      tied.identity_number, tied.event_number,
      walked.first_number - 1 + place_in(walked.walk, tied.event_number) as place
    from tied join walked on walked.identity_number = tied.identity_number and walked.run = tied.run
  )
select
  numbered.identity_number, numbered.record_number,
  coalesce(place.place, numbered.event_number) as place,
  numbered.state, numbered.happened_at, numbered.sorts_at, numbered.precision_code,
  numbered.is_dated, numbered.owner_number, numbered.move_number
from
  numbered
  left join place on place.identity_number = numbered.identity_number
  and place.event_number = numbered.event_number
