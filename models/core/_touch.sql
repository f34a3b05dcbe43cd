-- The newest delivered row of each touch. touch_number: the row, as it was delivered; row_count: how many rows tell of the touch.
--
-- grain: touch_number
with
  newest as (
    select max(version_of(file.file_number, touches._row)) as touch_number, count(*) as row_count
    from staging.touches join core._sales_file as file on file.file_id = touches._file_id
    group by touches.source, touches.touch_id
  )
select
  newest.touch_number, newest.row_count, touches.source, touches.touch_id,
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
  join newest on newest.touch_number = version_of(file.file_number, touches._row)
