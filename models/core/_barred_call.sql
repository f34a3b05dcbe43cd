-- Calls to someone marked do not call before: a member of a purchased list by any of its numbers, a lead by its number or its record.
--
-- grain: entity, source, record_id, called_at
select
  'list_member' as entity,
  barred.source,
  barred.record_id,
  activity.occurred_at as called_at
from
  (
    select
      source,
      list_id || '/' || member_id as record_id,
      min(coalesce(delivered_at, _known_at)) as barred_at
    from
      staging.list_members
    where
      is_do_not_call
    group by
      source,
      list_id,
      member_id
  ) as barred
  join core._list_phone as phone on phone.source = barred.source
  and phone.member_record_id = barred.record_id
  join staging.activities as activity on activity.phone_key = phone.phone_key
where
  activity.kind = 'call'
  and activity.occurred_at > barred.barred_at
union
select
  'lead',
  opted_out.source,
  opted_out.lead_id,
  activity.occurred_at
from
  staging.leads as opted_out
  join staging.activities as activity on activity.phone_key = opted_out.phone_key
where
  opted_out.is_do_not_call
  and activity.kind = 'call'
  and activity.occurred_at > coalesce(opted_out.updated_at, opted_out.created_at)
union
select
  'lead',
  opted_out.source,
  opted_out.lead_id,
  activity.occurred_at
from
  staging.leads as opted_out
  join staging.activities as activity on activity.source = opted_out.source
  and activity.record_id = opted_out.lead_id
where
  opted_out.is_do_not_call
  and activity.record_type = 'lead'
  and activity.kind = 'call'
  and activity.occurred_at > coalesce(opted_out.updated_at, opted_out.created_at)
