-- Every delivered part of a person in a decision: one row per delivered row, opportunity, person and role that it names.
--
-- grain: none
with
  listed as (
    select
      roles.*,
      trim(opportunity.id) as one_opportunity,
      trim(contact.id) as one_contact,
      trim(part.name) as one_role
    from
      staging.contact_roles as roles,
      unnest(string_split(roles.opportunity_id, ';')) as opportunity(id),
      unnest(string_split(roles.contact_id, ';')) as contact(id),
      unnest(string_split(coalesce(roles.role, ''), ';')) as part(name)
    where contains(concat(roles.opportunity_id, roles.contact_id, roles.role), ';')
    union all
    select *, opportunity_id, contact_id, coalesce(role, '')
    from staging.contact_roles
    where not contains(concat(opportunity_id, contact_id, role), ';')
  )
select
  source,
  _file_id as file_id,
  _row as row_number_in_file,
  _known_at as known_at,
  one_opportunity as opportunity_id,
  record_key(source, 'opportunity', one_opportunity) as record_number,
  one_contact as contact_id,
  one_role as role,
  created_at, is_primary
from listed
where one_opportunity <> '' and one_contact <> ''
