-- The journey that each touch precedes: of those of its person the one that had not ended then and began first. The person is told by the
-- record, by the part of the contact, or by an e-mail address or phone number that at most five records share.
--
-- grain: touch_number
with
  keyed as (
    select record_number, email_key as person_key
    from core._record_version
    where email_key is not null
    union
    select record_number, phone_key
    from core._record_version
    where phone_key is not null
  ),
  telling as (
    select record_number, person_key from keyed qualify count(*) over (partition by person_key) <= 5
  ),
  person as (
    select touch.touch_number, touch.occurred_at, touch.record_number
    from core._touch as touch
    where touch.record_number is not null
    union all
    select touch.touch_number, touch.occurred_at, contact.record_number
    from
      core._touch as touch
      join core._contact_record as contact on contact.contact_number = touch.record_number
    union all
    select touch.touch_number, touch.occurred_at, telling.record_number
    from core._touch as touch join telling on telling.person_key = touch.email_key
    union all
    select touch.touch_number, touch.occurred_at, telling.record_number
    from core._touch as touch join telling on telling.person_key = touch.phone_key
  )
select person.touch_number, journey.journey_id
from person join core._record_journey as journey on journey.record_number = person.record_number
where coalesce(journey.ended_at > person.occurred_at, true)
qualify
  row_number() over (
    partition by person.touch_number order by journey.started_at nulls last, journey.journey_id
  ) = 1
