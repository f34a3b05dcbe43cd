-- The journey of each activity: the one of its record that was running when it happened (for what is only planned, when it was entered),
-- after a close the one that was closed; before the record's first, the first. An activity of a contact, one that names only the number
-- called, or an id without saying whose, belongs to the journey of these that was open then, else that began last before it, else that
-- began first.
--
-- grain: activity_number
with
  placed as (
    select
      activity_number, source, record_number, untyped_id, phone_key,
      coalesce(
        last_of(occurred_at, precision_name(precision_code)),
        logged_at, due_at,
        timestamp '0001-01-01 00:00:00'
      ) as placed_at
    from core._activity
    where not is_deleted
  ),
  own as (
    select placed.activity_number, journey.journey_id
    from
      placed
      join core._record_journey as journey on journey.record_number = placed.record_number
      and placed.placed_at >= journey.holds_from
      and placed.placed_at < journey.holds_to
  ),
  phone as (
    select record_number, phone_key
    from core._record_version
    where phone_key is not null
    union
    select record.record_number, list_phone.phone_key
    from
      core._list_phone as list_phone
      join core._record as record on record.source = list_phone.source
      and record.record_type = 'list_member'
      and record.record_id = list_phone.member_record_id
  ),
  -- a number of more than five records tells nothing
  called as (
    select record_number, phone_key from phone qualify count(*) over (partition by phone_key) <= 5
  ),
  person as (
    select placed.activity_number, placed.placed_at, contact.record_number
    from
      placed join core._contact_record as contact on contact.contact_number = placed.record_number
    union all
    select placed.activity_number, placed.placed_at, called.record_number
    from placed join called on called.phone_key = placed.phone_key
    where placed.record_number is null and placed.untyped_id is null
    union all
    select placed.activity_number, placed.placed_at, record.record_number
    from
      placed
      join core._record as record on record.record_number = record_key(placed.source, 'opportunity', placed.untyped_id)
    union all
    select placed.activity_number, placed.placed_at, record.record_number
    from
      placed
      join core._record as record on record.record_number = record_key(placed.source, 'lead', placed.untyped_id)
    union all
    select placed.activity_number, placed.placed_at, contact.record_number
    from
      placed
      join core._contact_record as contact on contact.contact_number = record_key(placed.source, 'contact', placed.untyped_id)
  ),
  met as (
    select person.activity_number, journey.journey_id
    from person join core._record_journey as journey on journey.record_number = person.record_number
    qualify
      row_number() over (
        partition by person.activity_number
        order by
          case
            when journey.started_at <= person.placed_at
            and coalesce(journey.ended_at > person.placed_at, true) then 0
            when journey.started_at <= person.placed_at then 1
            else 2
          end,
          case
            when journey.started_at <= person.placed_at then seconds_between(journey.started_at, person.placed_at)
            else seconds_between(person.placed_at, journey.started_at)
          end,
          journey.journey_id
      ) = 1
  )
select activity_number, journey_id
from own
union all
select met.activity_number, met.journey_id
from met left join own on own.activity_number = met.activity_number
where own.activity_number is null
