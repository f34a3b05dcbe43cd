-- The owners of records, numbered in the order of their names.
--
-- grain: owner_number
select row_number() over (order by owner_id)::integer as owner_number, owner_id
from
  (
    select owner_id
    from staging.stage_changes
    union
    select owner_id
    from staging.opportunities
    union
    select owner_id
    from staging.leads
  ) as owner
where owner_id is not null
