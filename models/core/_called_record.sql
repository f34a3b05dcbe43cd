-- The records that can be told by the phone number called: leads, opportunities and members of lists. A number of more than five records
-- tells nothing.
--
-- grain: record_number, phone_key
with
  keyed as (
    select record_number, phone_key
    from core._record_version
    where phone_key is not null
    union
    select record.record_number, phone.phone_key
    from
      core._list_phone as phone
      join core._record as record on record.source = phone.source
      and record.record_type = 'list_member'
      and record.record_id = phone.member_record_id
  )
select record_number, phone_key
from keyed
qualify count(*) over (partition by phone_key) <= 5
