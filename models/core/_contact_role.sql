-- Every delivered part of a person in a decision: one row per delivered row, opportunity, person and role that it names.
--
-- grain: none
select
  roles.source,
  roles._file_id as file_id,
  roles._row as row_number_in_file,
  roles._known_at as known_at,
  trim(opportunity.id) as opportunity_id,
  record_key(roles.source, 'opportunity', trim(opportunity.id)) as record_number,
  trim(contact.id) as contact_id,
  trim(part.name) as role,
  roles.created_at, roles.is_primary
from
  staging.contact_roles as roles,
  unnest(string_split(roles.opportunity_id, ';')) as opportunity(id),
  unnest(string_split(roles.contact_id, ';')) as contact(id),
  unnest(string_split(coalesce(roles.role, ''), ';')) as part(name)
where trim(opportunity.id) <> '' and trim(contact.id) <> ''
