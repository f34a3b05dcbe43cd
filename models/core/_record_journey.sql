-- The journeys that a record may stand in, one after the other: those of its identity, and those of the inquiry it made after a close.
-- Each holds from its start until the next one starts; the first from ever.
--
-- grain: record_number, journey_id
with
  member as (
    select
      record.record_number,
      coalesce(identity.identity_number, record.record_number) as identity_number
    from
      core._record as record
      left join core._identity as identity on identity.record_number = record.record_number
      left join (
        select distinct record_number from core._inquiry where is_whole
      ) as inquired on inquired.record_number = record.record_number
    where inquired.record_number is null
    union
    select record_number, identity_number
    from core._inquiry
  ),
  stood as (
    select
      member.record_number,
      coalesce(state.journey_id, display.identity_number) as journey_id,
      state.started_at, state.attempt,
      case
        when state.handed_off_to is not null then state.censored_at else state.outcome_sorts_at
      end as ended_at
    from
      member
      join core._display_record as display on display.identity_number = member.identity_number
      left join core._journey_state as state on state.identity_number = display.identity_number
  )
select
  record_number, journey_id, started_at, ended_at,
  case
    when row_number() over journeys = 1 then timestamp '0001-01-01 00:00:00' else started_at
  end as holds_from,
  lead(started_at, 1, timestamp '9999-12-31 00:00:00') over journeys as holds_to
from stood
window journeys as (partition by record_number order by started_at nulls first, attempt, journey_id)
