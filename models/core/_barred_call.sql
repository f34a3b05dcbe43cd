-- Calls to someone marked do not call before: a member of a purchased list by any of its numbers, a lead by its number or its record.
--
-- grain: entity, source, record_id, called_at
with
  called as (
    select record_number, phone_key, occurred_at
    from core._activity
    where kind = 'call' and not is_deleted
  ),
  member as (
    select
      source,
      list_id || '/' || member_id as record_id,
      min(coalesce(delivered_at, _known_at)) as barred_at
    from staging.list_members
    where is_do_not_call
    group by source, list_id, member_id
  ),
  lead_record as (
    select
      source, lead_id, phone_key,
      record_key(source, 'lead', lead_id) as record_number,
      coalesce(updated_at, created_at) as barred_at
    from staging.leads
    where is_do_not_call
  )
select 'list_member' as entity, member.source, member.record_id, called.occurred_at as called_at
from
  member
  join core._list_phone as phone on phone.source = member.source
  and phone.member_record_id = member.record_id
  join called on called.phone_key = phone.phone_key
where called.occurred_at > member.barred_at
union
select 'lead', lead_record.source, lead_record.lead_id, called.occurred_at
from lead_record join called on called.phone_key = lead_record.phone_key
where called.occurred_at > lead_record.barred_at
union
select 'lead', lead_record.source, lead_record.lead_id, called.occurred_at
from lead_record join called on called.record_number = lead_record.record_number
where called.occurred_at > lead_record.barred_at
