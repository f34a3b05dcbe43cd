-- The delivered files of leads and opportunities, numbered by age: of two versions of one record the one in the higher file is newer.
-- Files that were known at the same time are as old as their names say, digits compared as numbers.
--
-- grain: file_id
select
  delivered.file_id,
  row_number() over (
    order by
      delivered.known_at nulls first,
      file.delivery_order nulls first,
      delivered.file_id
  ) as file_number,
  coalesce(file.delivery, 'delta') as delivery,
  coalesce(file.known_at, delivered.known_at) as known_at
from
  (
    select distinct
      _file_id as file_id,
      _known_at as known_at
    from
      staging.opportunities
    union
    select distinct
      _file_id,
      _known_at
    from
      staging.leads
  ) as delivered
  left join ops.file as file on file.file_id = delivered.file_id
  and file.status = 'loaded'
