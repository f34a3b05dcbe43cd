select
  source,
  watermark_at::varchar as watermark,
  watermark_kind as kind,
  newest_event_at::varchar as newest,
  file_count as files,
  record_count as records,
  quarantined_count as quarantined,
  journey_count as journeys,
  age_days
from marts.freshness
order by source
