-- The records that belong to another record's identity, one person's way through the funnel: by what their source says, and across sources
-- by the same phone or e-mail at about the same time. All others are their own identity.
-- What a lead tells long after may be a new inquiry of someone whose deal was closed: it belongs to that identity, and to the one it has
-- near it if the deal turns out to be open.
--
-- grain: record_number
with recursive
  same as (select linked_number, other_number from core._person_match where verdict = 'same'),
  -- a match may itself be matched: from those who are matched with nobody back to all that lead to them
  joined as (
    select same.linked_number, same.other_number as near_number
    from same left join same as further on further.linked_number = same.other_number
    where further.linked_number is null
    union all
    select same.linked_number, joined.near_number
    from joined join same on same.other_number = joined.linked_number
  ),
  deal as (
    select distinct joined.near_number
    from joined join core._record as record on record.record_number = joined.linked_number
    where record.record_type = 'opportunity'
  ),
  long_after as (
    select
      apart.linked_number as near_number,
      coalesce(joined.near_number, apart.other_number) as identity_number
    from
      core._person_match as apart
      join core._record as record on record.record_number = apart.linked_number
      left join joined on joined.linked_number = apart.other_number
      left join deal on deal.near_number = apart.linked_number
    where
      apart.verdict = 'apart'
      and apart.is_after
      and record.record_type = 'lead'
      and deal.near_number is null
  ),
  placed as (
    select
      record.record_number,
      coalesce(joined.near_number, linked.linked_number, record.record_number) as near_number,
      joined.linked_number is not null as is_joined,
      coalesce(
        joined.linked_number is not null and matched.is_form and record.record_type = 'lead',
        false
      ) as is_form
    from
      core._record as record
      left join core._linked_record as linked on linked.record_number = record.record_number
      left join joined on joined.linked_number = coalesce(linked.linked_number, record.record_number)
      left join core._person_match as matched on matched.linked_number = joined.linked_number
  )
select
  placed.record_number,
  coalesce(long_after.identity_number, placed.near_number) as identity_number,
  placed.near_number, placed.is_joined, placed.is_form
from placed left join long_after on long_after.near_number = placed.near_number
where placed.record_number <> coalesce(long_after.identity_number, placed.near_number)
