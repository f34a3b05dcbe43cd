-- The journeys by whose records a phone number or an e-mail address is known, told by the first journey of the records, and whether
-- somebody among them has an earlier journey of another record.
--
-- grain: first_journey_id
with
  -- the first record of each person
  person as (
    select
      key.person_key,
      min_by(key.family_number, journey.started_at) as family_number,
      count(*) as family_count
    from
      core._person_key as key
      join (
        select first_journey_id, min(started_at) as started_at
        from core.fct_journey
        group by first_journey_id
      ) as journey on journey.first_journey_id = key.family_number
    group by key.person_key
    having count(*) > 1
  ),
  repeated as (
    select distinct key.family_number
    from
      core._person_key as key
      join person on person.person_key = key.person_key
      and person.family_number <> key.family_number
  )
select keyed.family_number as first_journey_id, repeated.family_number is not null as is_repeated
from
  (select distinct family_number from core._person_key) as keyed
  left join repeated on repeated.family_number = keyed.family_number
