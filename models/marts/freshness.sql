-- One row per source: up to when its data is known, and what was delivered.
--
-- grain: source
-- column: source  varchar  the source system
-- column: watermark_at  timestamp  UTC; what is known up to then
-- column: watermark_kind  varchar  declared by the file, as_of given by the operator, or newest_event
-- column: newest_event_at  timestamp  UTC; newest event in the files
-- column: file_count  bigint  files loaded
-- column: record_count  bigint  records loaded
-- column: quarantined_count  bigint  records quarantined
-- column: journey_count  bigint  journeys it is known by
-- column: age_days  bigint  whole days behind the freshest source
-- column: record_link  varchar  the address of a record in it, with {id} where its id stands: the setting <source>.crm_link
-- answers: How fresh is each source?
with
  file as (
    select
      source,
      count(*) as file_count,
      sum(loaded)::bigint as record_count,
      sum(quarantined)::bigint as quarantined_count
    from ops.file
    where status = 'loaded'
    group by source
  ),
  journey as (
    select source_system as source, count(*) as journey_count from core.fct_journey group by all
  ),
  freshest as (select max(as_of) as as_of from ops.watermark)
select
  watermark.source,
  watermark.as_of as watermark_at,
  watermark.kind as watermark_kind,
  watermark.newest_event_at,
  coalesce(file.file_count, 0) as file_count,
  coalesce(file.record_count, 0) as record_count,
  coalesce(file.quarantined_count, 0) as quarantined_count,
  coalesce(journey.journey_count, 0) as journey_count,
  date_diff('day', watermark.as_of, freshest.as_of) as age_days,
  link.value as record_link
from
  ops.watermark as watermark
  cross join freshest
  left join file on file.source = watermark.source
  left join journey on journey.source = watermark.source
  left join reference.settings as link on link.key = watermark.source || '.crm_link'
