-- The journeys by whose records a phone number or an e-mail address is known, told by the first journey of the records, and whether
-- somebody among them has an earlier journey of another record.
--
-- grain: first_journey_id
with
  member as (
    select display.identity_number, record.source, record.record_id as member_record_id
    from
      core._display_record as display
      join core._record as record on record.record_number = display.member_number
  ),
  -- the records that each journey is shown by
  shown as (
    select identity_number, lead_number as record_number
    from core._display_record
    where lead_number is not null
    union all
    select identity_number, opportunity_number
    from core._display_record
    where opportunity_number is not null
  ),
  known as (
    select shown.identity_number, 'phone ' || version.phone_key as person_key
    from shown join core._record_version as version on version.record_number = shown.record_number
    where version.phone_key is not null
    union
    select shown.identity_number, 'email ' || version.email_key
    from shown join core._record_version as version on version.record_number = shown.record_number
    where version.email_key is not null
    union
    select member.identity_number, 'phone ' || phone.phone_key
    from
      member
      join core._list_phone as phone on phone.source = member.source
      and phone.member_record_id = member.member_record_id
    union
    select member.identity_number, 'email ' || members.email_key
    from
      member
      join staging.list_members as members on members.source = member.source
      and members.list_id || '/' || members.member_id = member.member_record_id
    where members.email_key is not null
  ),
  -- the first record of each person
  person as (
    select person_key, min(identity_number) as identity_number
    from
      (
        select
          known.person_key, known.identity_number, journey.started_at,
          min(journey.started_at) over (partition by known.person_key) as first_at,
          count(*) over (partition by known.person_key) as record_count
        from
          known
          join (
            select first_journey_id, min(started_at) as started_at
            from core.fct_journey
            group by first_journey_id
          ) as journey on journey.first_journey_id = known.identity_number
      ) as record
    where started_at = first_at and record_count > 1
    group by person_key
  )
select
  known.identity_number as first_journey_id,
  max(
    case when person.identity_number <> known.identity_number then 1 else 0 end
  ) = 1 as is_repeated
from known left join person on person.person_key = known.person_key
group by known.identity_number
