-- nullable: watermark_at, newest_event_at, age_days
select
  source,
  watermark_at::varchar as watermark_at,
  watermark_kind,
  newest_event_at::varchar as newest_event_at,
  file_count,
  record_count,
  quarantined_count,
  journey_count,
  age_days
from marts.freshness
order by source
