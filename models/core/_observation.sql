-- From when and until when each source is known: its journeys are under observation from the setting <source>.history_starts,
-- without one from their beginning. A source that only delivers lists is followed for as long as the sources are in which their members
-- are worked: nobody works a member whom none of them holds.
--
-- grain: source
with
  record as (select source from staging.opportunities union select source from staging.leads),
  worked as (
    select max(watermark.as_of) as as_of
    from ops.watermark as watermark join record on record.source = watermark.source
  ),
  listing as (select source from staging.list_members except select source from record)
select
  watermark.source,
  watermark.as_of as watermark_at,
  case
    when listing.source is null then watermark.as_of else greatest(watermark.as_of, worked.as_of)
  end as followed_to,
  case
    when local_day.local_date is not null then plus_seconds(local_day.local_date::timestamp, - local_day.offset_before)
    else utc_of(history.value)
  end as observed_from
from
  ops.watermark as watermark
  cross join core._setting as setting
  cross join worked
  left join listing on listing.source = watermark.source
  left join reference.settings as history on history.key = watermark.source || '.history_starts'
  left join reference.local_day as local_day on local_day.zone = setting.reporting_time_zone
  and local_day.local_date::varchar = history.value
