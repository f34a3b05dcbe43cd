-- One row per local day with the working time before it, so that the working seconds between two instants are a difference.
-- Weekends rest unless the calendar says otherwise; a holiday is a calendar row.
--
-- grain: local_date
-- column: local_date  date  day in the reporting zone
-- column: is_working  boolean  a working day
-- column: opens_seconds  bigint  start of work, seconds after midnight
-- column: closes_seconds  bigint  end of work, seconds after midnight
-- column: work_seconds_before  bigint  working seconds on all earlier days
-- answers: How much working time lies between two instants?
with
  day as (
    select
      local_day.local_date,
      coalesce(calendar.is_working, extract(isodow from local_day.local_date) <= 5) as is_working,
      clock_seconds(setting.working_hours_start) as opens_seconds,
      clock_seconds(setting.working_hours_end) as closes_seconds
    from
      reference.local_day
      join core._setting as setting on setting.reporting_time_zone = local_day.zone
      left join reference.calendar on calendar.date = local_day.local_date
  )
select
  local_date, is_working, opens_seconds, closes_seconds,
  coalesce(
    sum(
      case when is_working then closes_seconds - opens_seconds else 0 end
    ) over (
      order by local_date rows between unbounded preceding and 1 preceding
    ),
    0
  )::bigint as work_seconds_before
from day
