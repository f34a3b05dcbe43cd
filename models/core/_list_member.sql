-- Each member of a purchased list at its first delivery.
--
-- grain: source, member_record_id
select *, list_id || '/' || member_id as member_record_id
from staging.list_members
qualify
  row_number() over (
    partition by source, list_id, member_id order by delivered_at, _file_id, _row
  ) = 1
