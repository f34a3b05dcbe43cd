-- The newest delivered row of each touch, by a number made of the touch's own name.
--
-- grain: touch_number
with
  version as (
    select
      record_key(touches.source, 'touch', touches.touch_id) as touch_number,
      max(version_of(file.file_number, touches._row)) as version,
      count(*) as row_count
    from staging.touches join core._sales_file as file on file.file_id = touches._file_id
    group by record_key(touches.source, 'touch', touches.touch_id)
  )
select
  version.touch_number, version.version, version.row_count, touches.source, touches.touch_id,
  touches._file_id as file_id,
  case
    when touches.record_type in ('lead', 'opportunity', 'contact')
    and touches.record_id is not null then record_key(touches.source, touches.record_type, touches.record_id)
  end as record_number,
  touches.campaign_id, touches.kind, touches.is_response, touches.occurred_at, touches.email_key,
  touches.phone_key
from
  staging.touches
  join core._sales_file as file on file.file_id = touches._file_id
  join version on version.version = version_of(file.file_number, touches._row)
