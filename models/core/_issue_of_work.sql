-- What a person should know of activities: calls against a wish, and those that belong to nobody or to no time.
--
-- grain: none
-- stored: no
select distinct
  'do_not_call' as kind,
  barred_call.entity,
  barred_call.record_id as id,
  'marked do not call, called on ' || local_time(barred_call.called_at, day.switches_at, day.offset_before, day.offset_after)::date::varchar as detail,
  barred_call.source
from
  core._barred_call as barred_call
  left join core.dim_utc_day as day on day.utc_date = barred_call.called_at::date
union all
select
  'no_journey',
  'source',
  source_system,
  count(*) filter (
    where journey_id is null
  )::varchar || ' of its ' || count(*)::varchar || ' activities belong to nobody that an export knows, and are in no figure of a deal; export the leads, deals and contacts that they name, with their ids',
  source_system
from core.fct_activity
group by source_system
having count(*) filter (where journey_id is null) > 0
union all
select
  'impossible_value',
  'activity',
  activities.source,
  count(*)::varchar || ' e-mails and notes are dated later than what is known of their source; they count as not yet sent',
  activities.source
from
  staging.activities join core._observation as observation on observation.source = activities.source
where
  activity_kind(activities.kind) in ('email', 'note')
  and coalesce(activities.is_done, true)
  and activities.is_deleted is not true
  and activities.occurred_at > plus_seconds(observation.watermark_at, day_seconds())
group by activities.source
