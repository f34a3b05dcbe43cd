-- The records that belong to another record by what their source says: a lead to the opportunity it became, a merged record to its
-- survivor; a purchased-list member to the lead with the same phone or e-mail. All others are their own.
--
-- grain: record_number
with
  merged as (
    select merged_record.record_number, survivor.record_number as survivor_number
    from
      core.bridge_merge
      join core._record as merged_record on merged_record.source = bridge_merge.source
      and merged_record.record_type = bridge_merge.record_type
      and merged_record.record_id = bridge_merge.merged_id
      join core._record as survivor on survivor.source = bridge_merge.source
      and survivor.record_type = bridge_merge.record_type
      and survivor.record_id = bridge_merge.surviving_id
  ),
  newest_lead as (select * from core._record_version where record_type = 'lead'),
  newest_opportunity as (select * from core._record_version where record_type = 'opportunity'),
  link as (
    select
      newest_lead.source,
      newest_lead.record_id as lead_id,
      newest_lead.converted_opportunity_id as opportunity_id
    from newest_lead
    where newest_lead.converted_opportunity_id is not null
    union
    select newest_opportunity.source, newest_opportunity.lead_id, newest_opportunity.record_id
    from newest_opportunity
    where newest_opportunity.lead_id is not null
  ),
  lead_parent as (
    select
      coalesce(merged.survivor_number, lead_record.record_number) as record_number,
      opportunity_record.record_number as parent_number
    from
      link
      join core._record as lead_record on lead_record.source = link.source
      and lead_record.record_type = 'lead'
      and lead_record.record_id = link.lead_id
      join core._record as opportunity_record on opportunity_record.source = link.source
      and opportunity_record.record_type = 'opportunity'
      and opportunity_record.record_id = link.opportunity_id
      join core._record_version as current_opportunity on current_opportunity.record_number = opportunity_record.record_number
      left join merged on merged.record_number = lead_record.record_number
    qualify
      row_number() over (
        partition by coalesce(merged.survivor_number, lead_record.record_number)
        order by current_opportunity.created_at nulls last, opportunity_record.record_rank
      ) = 1
  ),
  contact as (
    select record_number, record_rank, 1 as preference, phone_key, email_key
    from newest_lead
    union all
    select record_number, record_rank, 2, phone_key, email_key
    from newest_opportunity
    where phone_key is not null or email_key is not null
  ),
  member_match as (
    select
      member.source, member.member_record_id, contact.record_number, contact.record_rank,
      contact.preference
    from core._list_phone as member join contact on contact.phone_key = member.phone_key
    union
    select
      member.source, member.member_record_id, contact.record_number, contact.record_rank,
      contact.preference
    from core._list_member as member join contact on contact.email_key = member.email_key
  ),
  member_parent as (
    select record.record_number, member_match.record_number as parent_number
    from
      member_match
      join core._record as record on record.source = member_match.source
      and record.record_type = 'list_member'
      and record.record_id = member_match.member_record_id
    qualify
      row_number() over (
        partition by record.record_number order by member_match.preference, member_match.record_rank
      ) = 1
  ),
  related as (
    select record_number
    from merged
    union
    select record_number
    from lead_parent
    union
    select record_number
    from member_parent
  ),
  matched as (
    select
      related.record_number,
      coalesce(own.survivor_number, member_parent.parent_number, merged.survivor_number, related.record_number) as matched_number
    from
      related
      left join merged on merged.record_number = related.record_number
      left join member_parent on member_parent.record_number = related.record_number
      left join merged as own on own.record_number = member_parent.parent_number
  ),
  found as (
    select
      matched.record_number,
      coalesce(root.survivor_number, lead_parent.parent_number, matched.matched_number) as linked_number
    from
      matched
      left join lead_parent on lead_parent.record_number = matched.matched_number
      left join merged as root on root.record_number = lead_parent.parent_number
  )
select record_number, linked_number
from found
where linked_number <> record_number
