-- The newest delivered row of each activity, by a number made of the activity's own name, and how many rows tell of it.
--
-- grain: activity_number
select
  record_key(activities.source, 'activity', activities.activity_id) as activity_number,
  max(version_of(file.file_number, activities._row)) as version,
  count(*) as row_count
from staging.activities join core._sales_file as file on file.file_id = activities._file_id
group by record_key(activities.source, 'activity', activities.activity_id)
