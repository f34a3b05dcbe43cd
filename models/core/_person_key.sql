-- The phone and e-mail keys by which a person's journeys can be told, of the records that each journey is known by.
--
-- grain: none
select display.family_number, 'phone ' || version.phone_key as person_key
from
  core._display_record as display
  join core._record_version as version on version.record_number in (display.lead_number, display.opportunity_number)
where version.phone_key is not null
union
select display.family_number, 'email ' || version.email_key
from
  core._display_record as display
  join core._record_version as version on version.record_number in (display.lead_number, display.opportunity_number)
where version.email_key is not null
union
select display.family_number, 'phone ' || phone.phone_key
from
  core._display_record as display
  join core._record as record on record.record_number = display.member_number
  join core._list_phone as phone on phone.source = record.source
  and phone.member_record_id = record.record_id
where phone.phone_key is not null
union
select display.family_number, 'email ' || members.email_key
from
  core._display_record as display
  join core._record as record on record.record_number = display.member_number
  join staging.list_members as members on members.source = record.source
  and members.list_id || '/' || members.member_id = record.record_id
where members.email_key is not null
