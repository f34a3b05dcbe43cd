-- The records that a person stands for: the opportunities in whose decision a contact has a part, and the leads and opportunities that
-- share a contact's phone or e-mail. A key of more than five records tells nothing.
--
-- grain: contact_number, record_number
with
  keyed as (
    select record_number, 'phone' as kind, phone_key as person_key
    from core._record_version
    where phone_key is not null
    union
    select record_number, 'email', email_key
    from core._record_version
    where email_key is not null
  ),
  telling as (select kind, person_key from keyed group by kind, person_key having count(*) <= 5),
  person as (
    select
      record_key(source, 'contact', contact_id) as contact_number,
      'phone' as kind,
      phone_key as person_key
    from staging.contacts
    where phone_key is not null
    union
    select record_key(source, 'contact', contact_id), 'email', email_key
    from staging.contacts
    where email_key is not null
  )
select record_key(roles.source, 'contact', roles.contact_id) as contact_number, roles.record_number
from
  core._contact_role as roles
  join core._record as record on record.record_number = roles.record_number
union
select person.contact_number, keyed.record_number
from
  person
  join telling on telling.kind = person.kind
  and telling.person_key = person.person_key
  join keyed on keyed.kind = person.kind
  and keyed.person_key = person.person_key
