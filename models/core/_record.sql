-- Every record of every source with a dense number, and the family of records that are one lead's way through the funnel:
-- a purchased-list member, the lead with the same phone or e-mail, and the opportunity the lead became. A merged record joins its survivor.
--
-- grain: record_number
with
  named as (
    select
      source,
      'opportunity' as record_type,
      opportunity_id as record_id
    from
      core._opportunity
    union
    select
      source,
      'lead' as record_type,
      lead_id as record_id
    from
      core._lead
    union
    select
      source,
      'list_member' as record_type,
      member_record_id as record_id
    from
      core._list_member
    union
    select
      source,
      record_type,
      record_id
    from
      staging.stage_changes
    union
    select
      source,
      record_type,
      merged_id as record_id
    from
      core.bridge_merge
  ),
  numbered as (
    select
      source,
      record_type,
      record_id,
      row_number() over (
        order by
          source,
          record_type,
          record_id
      ) as record_number
    from
      named
  ),
  surviving as (
    select
      numbered.record_number,
      coalesce(survivor.record_number, numbered.record_number) as survivor_number
    from
      numbered
      left join core.bridge_merge on bridge_merge.source = numbered.source
      and bridge_merge.record_type = numbered.record_type
      and bridge_merge.merged_id = numbered.record_id
      left join numbered as survivor on survivor.source = numbered.source
      and survivor.record_type = numbered.record_type
      and survivor.record_id = bridge_merge.surviving_id
  ),
  link as (
    select
      lead.source,
      lead.lead_id,
      lead.converted_opportunity_id as opportunity_id
    from
      core._lead as lead
    where
      lead.converted_opportunity_id is not null
    union
    select
      opportunity.source,
      opportunity.lead_id,
      opportunity.opportunity_id
    from
      core._opportunity as opportunity
    where
      opportunity.lead_id is not null
  ),
  lead_link as (
    select
      link.source,
      link.lead_id,
      link.opportunity_id
    from
      link
      join core._opportunity as opportunity on opportunity.source = link.source
      and opportunity.opportunity_id = link.opportunity_id
    qualify
      row_number() over (
        partition by
          link.source,
          link.lead_id
        order by
          opportunity.created_at nulls last,
          opportunity.opportunity_id
      ) = 1
  ),
  lead_parent as (
    select
      lead_record.record_number,
      opportunity_record.record_number as parent_number
    from
      lead_link
      join numbered as lead_record on lead_record.source = lead_link.source
      and lead_record.record_type = 'lead'
      and lead_record.record_id = lead_link.lead_id
      join numbered as opportunity_record on opportunity_record.source = lead_link.source
      and opportunity_record.record_type = 'opportunity'
      and opportunity_record.record_id = lead_link.opportunity_id
  ),
  contact as (
    select
      numbered.record_number,
      1 as preference,
      lead.phone_key,
      lead.email_key
    from
      core._lead as lead
      join numbered on numbered.source = lead.source
      and numbered.record_type = 'lead'
      and numbered.record_id = lead.lead_id
    union all
    select
      numbered.record_number,
      2 as preference,
      opportunity.phone_key,
      opportunity.email_key
    from
      core._opportunity as opportunity
      join numbered on numbered.source = opportunity.source
      and numbered.record_type = 'opportunity'
      and numbered.record_id = opportunity.opportunity_id
  ),
  member_match as (
    select
      member.source,
      member.member_record_id,
      contact.record_number,
      contact.preference
    from
      core._list_member as member
      join contact on contact.phone_key = member.phone_key
    union
    select
      member.source,
      member.member_record_id,
      contact.record_number,
      contact.preference
    from
      core._list_member as member
      join contact on contact.email_key = member.email_key
  ),
  member_parent as (
    select
      numbered.record_number,
      member_match.record_number as parent_number
    from
      member_match
      join numbered on numbered.source = member_match.source
      and numbered.record_type = 'list_member'
      and numbered.record_id = member_match.member_record_id
    qualify
      row_number() over (
        partition by
          numbered.record_number
        order by
          member_match.preference,
          member_match.record_number
      ) = 1
  ),
  matched as (
    select
      surviving.record_number,
      coalesce(own.survivor_number, surviving.survivor_number) as matched_number
    from
      surviving
      left join member_parent on member_parent.record_number = surviving.record_number
      left join surviving as own on own.record_number = member_parent.parent_number
  ),
  family as (
    select
      matched.record_number,
      coalesce(root.survivor_number, matched.matched_number) as family_number
    from
      matched
      left join lead_parent on lead_parent.record_number = matched.matched_number
      left join surviving as root on root.record_number = lead_parent.parent_number
  )
select
  numbered.record_number,
  numbered.source,
  numbered.record_type,
  numbered.record_id,
  family.family_number
from
  numbered
  join family on family.record_number = numbered.record_number
