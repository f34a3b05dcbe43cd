-- nullable: first_touch_median_seconds, first_touch_p90_seconds
-- values: touch_status: ok, not_recorded
select
  pipeline,
  case when segment = 'all' then '' else segment_value end as source,
  started_count,
  touched_count,
  never_touched_count,
  closed_untouched_count,
  timed_count,
  first_touch_median_seconds,
  first_touch_p90_seconds,
  touched_within_5m_count,
  judged_5m_count,
  touched_within_1h_count,
  judged_1h_count,
  touched_within_24h_count,
  judged_24h_count,
  touch_status
from marts.speed_to_lead
where (segment = 'all' and segment_value = 'all')
  or segment = 'lead_source'
order by pipeline, source
