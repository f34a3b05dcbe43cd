-- The delivered files of leads and opportunities, numbered by age: of two versions of one record the one in the higher file is newer.
-- Files that were known at the same time are as old as their names say, digits compared as numbers. What a history says of its deals
-- is older than every list of deals, which has more of their columns.
--
-- grain: file_id
select
  delivered.file_id,
  row_number() over (
    order by
      case
        when history.file_id is not null
        and coalesce(file.delivery, 'delta') = 'delta' then 0
        else 1
      end,
      delivered.known_at nulls first,
      file.delivery_order nulls first,
      delivered.file_id
  ) as file_number,
  coalesce(file.delivery, 'delta') as delivery
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
  left join (
    select distinct
      _file_id as file_id
    from
      staging.stage_changes
  ) as history on history.file_id = delivered.file_id
  left join ops.file as file on file.file_id = delivered.file_id
  and file.status = 'loaded'
