-- The records of each new inquiry of someone whose deal had been closed, and the identity of that deal; is_whole: all that the record
-- tells belongs to the inquiry; is_apart: the deal was not closed, and is another way of the person.
--
-- grain: identity_number, record_number
with
  member as (
    select distinct event.identity_number, event.record_number, event.is_apart
    from
      core._event as event
      join core._identity as identity on identity.record_number = event.record_number
  )
select
  member.identity_number, member.record_number,
  identity.identity_number as deal_number,
  before.record_number is null as is_whole,
  member.is_apart
from
  member
  join core._identity as identity on identity.record_number = member.identity_number
  left join member as before on before.record_number = member.record_number
  and before.identity_number = identity.identity_number
