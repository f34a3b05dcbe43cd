-- The settings as one typed row.
--
-- grain: one
select
  1 as one,
  max(value) filter (where key = 'reporting_time_zone') as reporting_time_zone,
  max(value) filter (where key = 'base_currency') as base_currency,
  (max(value) filter (where key = 'misclick_seconds'))::bigint as misclick_seconds,
  seconds_of_days((max(value) filter (where key = 'reopen_days'))::bigint) as reopen_seconds,
  seconds_of_days((max(value) filter (where key = 'same_lead_days'))::bigint) as same_lead_seconds,
  (max(value) filter (where key = 'lead_to_customer_days'))::bigint as lead_to_customer_days,
  max(value) filter (where key = 'working_hours_start') as working_hours_start,
  max(value) filter (where key = 'working_hours_end') as working_hours_end,
  (max(value) filter (where key = 'summary_hours'))::bigint * 3600 as summary_seconds,
  (
    max(value) filter (where key = 'accept_sla_work_hours')
  )::bigint * 3600 as accept_sla_work_seconds,
  (max(value) filter (where key = 'landmark_days'))::bigint as landmark_days,
  (max(value) filter (where key = 'hot_days'))::bigint as hot_days,
  (max(value) filter (where key = 'follow_up_floor'))::double as follow_up_floor
from reference.settings
