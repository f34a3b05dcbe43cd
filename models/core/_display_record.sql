-- The records each identity is shown by, one row per identity: its opportunity, its lead and its list member; of several the root's own, else the earliest that was not merged away.
-- A new inquiry is shown by its own lead and list member, never by the deal that was closed before it.
-- is_deleted: that record is deleted; the identity is known until the last delivery that still held it.
--
-- grain: identity_number
with
  many as (
    select identity_number from core._identity union select record_number from core._identity
  ),
  related as (
    select
      record.record_number, record.record_rank, record.record_type, record.version,
      case when record.source = root.source then 0 else 1 end as is_elsewhere,
      coalesce(identity.identity_number, record.record_number) as identity_number,
      current_record.created_at,
      coalesce(identity.is_joined, false) as is_joined,
      member.delivered_at,
      bridge_merge.surviving_id is not null as is_merged
    from
      core._record as record
      join many on many.identity_number = record.record_number
      left join core._identity as identity on identity.record_number = record.record_number
      join core._record as root on root.record_number = coalesce(identity.identity_number, record.record_number)
      left join core._record_version as current_record on current_record.record_number = record.record_number
      left join core.bridge_merge on bridge_merge.source = record.source
      and bridge_merge.record_type = record.record_type
      and bridge_merge.merged_id = record.record_id
      -- as a condition on the record beside the keys, its type would have every record compared with every member
      left join core._list_member as member on member.source = record.source
      and member.member_record_id = case
        when record.record_type = 'list_member' then record.record_id
      end
      left join core._inquiry as inquiry on inquiry.record_number = record.record_number
      and inquiry.is_whole
    where inquiry.record_number is null
  ),
  opportunity as (
    select identity_number, record_number
    from related
    where record_type = 'opportunity' and version is not null
    qualify
      row_number() over (
        partition by identity_number
        order by case when record_number = identity_number then 0 else 1 end, record_rank
      ) = 1
  ),
  lead_record as (
    select identity_number, record_number
    from related
    where record_type = 'lead' and version is not null
    qualify
      row_number() over (
        partition by identity_number
        order by
          is_elsewhere,
          case when is_merged then 1 else 0 end,
          created_at nulls last,
          record_rank
      ) = 1
  ),
  -- where the person came from, if a record of another source knew that first
  first_lead as (
    select identity_number, record_number
    from
      (
        select identity_number, record_number, is_joined
        from related
        where record_type <> 'list_member' and created_at is not null
        qualify
          row_number() over (
            partition by identity_number order by created_at, is_joined, record_rank
          ) = 1
      ) as first_record
    where is_joined
  ),
  member as (
    select identity_number, record_number
    from related
    where record_type = 'list_member'
    qualify row_number() over (partition by identity_number order by delivered_at, record_rank) = 1
  ),
  inquiry as (
    select
      inquiry.identity_number, record.record_number, record.record_type, record.version,
      row_number() over (
        partition by inquiry.identity_number, record.record_type
        order by
          case when record.record_number = inquiry.identity_number then 0 else 1 end,
          record.record_rank
      ) as place
    from
      core._inquiry as inquiry
      join core._record as record on record.record_number = inquiry.record_number
  )
select
  record.record_number as identity_number,
  record.source, record.record_type,
  -- the id of a record that was never delivered itself
  case when record.version is null then record.record_id end as undelivered_id,
  case
    when many.identity_number is not null then opportunity.record_number
    when record.record_type = 'opportunity'
    and record.version is not null then record.record_number
  end as opportunity_number,
  case
    when many.identity_number is not null then lead_record.record_number
    when record.record_type = 'lead'
    and record.version is not null then record.record_number
  end as lead_number,
  first_lead.record_number as first_lead_number,
  case
    when many.identity_number is not null then member.record_number
    when record.record_type = 'list_member' then record.record_number
  end as member_number,
  deleted.record_number is not null as is_deleted,
  deleted.known_until
from
  core._record as record
  left join core._identity as identity on identity.record_number = record.record_number
  left join many on many.identity_number = record.record_number
  left join opportunity on opportunity.identity_number = record.record_number
  left join lead_record on lead_record.identity_number = record.record_number
  left join first_lead on first_lead.identity_number = record.record_number
  left join member on member.identity_number = record.record_number
  left join core._deleted as deleted on deleted.record_number = coalesce(opportunity.record_number, lead_record.record_number, record.record_number)
  and deleted.reason <> 'unclear'
where identity.identity_number is null
union all
select
  root.record_number, root.source, root.record_type,
  case when root.version is null and root.record_type <> 'list_member' then root.record_id end,
  null,
  case when lead_record.version is not null then lead_record.record_number end,
  null, member.record_number,
  deleted.record_number is not null,
  deleted.known_until
from
  (select distinct identity_number from core._inquiry) as inquired
  join core._record as root on root.record_number = inquired.identity_number
  left join inquiry as lead_record on lead_record.identity_number = inquired.identity_number
  and lead_record.record_type = 'lead'
  and lead_record.place = 1
  left join inquiry as member on member.identity_number = inquired.identity_number
  and member.record_type = 'list_member'
  and member.place = 1
  left join core._deleted as deleted on deleted.record_number = coalesce(lead_record.record_number, root.record_number)
  and deleted.reason <> 'unclear'
