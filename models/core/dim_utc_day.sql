-- The reporting zone's offset from UTC on each UTC day; on a day with a clock change, before and after it.
--
-- grain: utc_date
-- column: utc_date  date  UTC day
-- column: offset_before  bigint  seconds to add to UTC until switches_at
-- column: offset_after  bigint  seconds to add from switches_at on
-- column: switches_at  timestamp  UTC; the end of the day when nothing changes
-- answers: What is the local time of an instant?
with
  local_day as (
    select
      local_day.local_date, local_day.offset_before, local_day.offset_after,
      plus_seconds(local_day.before_until, - greatest(local_day.offset_before, local_day.offset_after)) as switches_at
    from
      reference.local_day
      join core._setting as setting on setting.reporting_time_zone = local_day.zone
  ),
  change as (
    select
      switches_at::date as utc_date,
      min(switches_at) as switches_at,
      min(offset_before) as offset_before,
      min(offset_after) as offset_after
    from local_day
    where offset_before <> offset_after
    group by all
  )
select
  local_day.local_date as utc_date,
  coalesce(change.offset_before, noon.offset_at_noon) as offset_before,
  coalesce(change.offset_after, noon.offset_at_noon) as offset_after,
  coalesce(change.switches_at, (local_day.local_date + 1)::timestamp) as switches_at
from
  local_day
  left join change on change.utc_date = local_day.local_date
  left join (
    select
      local_date,
      case
        when local_date::timestamp < switches_at then offset_before else offset_after
      end as offset_at_noon
    from local_day
  ) as noon on noon.local_date = local_day.local_date
