-- The delivered files of leads and opportunities, numbered by age: of two versions of one record the one in the higher file is newer.
--
-- grain: file_id
select
  _file_id as file_id,
  row_number() over (
    order by
      _known_at nulls first,
      _file_id
  ) as file_number
from
  (
    select distinct
      _file_id,
      _known_at
    from
      staging.opportunities
    union
    select distinct
      _file_id,
      _known_at
    from
      staging.leads
  ) as delivered
