-- From when and until when each source is known: its journeys are under observation from the setting <source>.history_starts,
-- without one from their beginning.
--
-- grain: source
select
  watermark.source,
  watermark.as_of as watermark_at,
  case
    when local_day.local_date is not null then plus_seconds(local_day.local_date::timestamp, - local_day.offset_before)
    else utc_of(history.value)
  end as observed_from
from
  ops.watermark as watermark
  cross join core._setting as setting
  left join reference.settings as history on history.key = watermark.source || '.history_starts'
  left join reference.local_day as local_day on local_day.zone = setting.reporting_time_zone
  and local_day.local_date::varchar = history.value
