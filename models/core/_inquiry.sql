-- The records of each new inquiry of someone whose deal had been closed, and the family of that deal; is_whole: all that the record
-- tells belongs to the inquiry; is_apart: the deal was not closed, and is another way of the person.
--
-- grain: family_number, record_number
with
  member as (
    select distinct event.family_number, event.record_number, event.is_apart
    from
      core._event as event join core._family as family on family.record_number = event.record_number
  )
select
  member.family_number, member.record_number,
  family.family_number as deal_number,
  before.record_number is null as is_whole,
  member.is_apart
from
  member
  join core._family as family on family.record_number = member.family_number
  left join member as before on before.record_number = member.record_number
  and before.family_number = family.family_number
