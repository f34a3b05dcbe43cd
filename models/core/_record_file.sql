-- How many records of each kind every file holds.
--
-- grain: file_id, source, record_type
select _file_id as file_id, source, 'opportunity' as record_type, count(*) as row_count
from staging.opportunities
group by _file_id, source
union all
select _file_id, source, 'lead', count(*)
from staging.leads
group by _file_id, source
