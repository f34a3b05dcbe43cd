import { quotedString } from "@duckdb/node-api";
import { inNameOrder, type LoadedFile } from "../contract/loaded-file.ts";
import { streamOfPages } from "../intake/fetched.ts";
import { loneSince } from "../load/lone-times.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";

/** Creates ops.file, ops.quarantine and ops.source_zone from what the load step reports. */
export async function writeFiles(warehouse: Warehouse, files: LoadedFile[]): Promise<void> {
  const byName = inNameOrder(files);
  const rows = files.map((file) => ({
    ...file,
    stream: file.streams.map((loaded) => loaded.stream).join(" "),
    place: byName.indexOf(file) + 1,
    fetchedStream: streamOfPages(file.name),
  }));
  await warehouse.run(
    `create table ops.file as
     select row ->> 'fileId' as file_id, row ->> 'source' as source, row ->> 'stream' as stream, row ->> 'name' as name,
       row ->> 'encoding' as encoding, row ->> 'delimiter' as delimiter, (row ->> 'recordsIn')::bigint as records_in,
       (row ->> 'loaded')::bigint as loaded, (row ->> 'quarantined')::bigint as quarantined,
       (row ->> 'deduplicated')::bigint as deduplicated, (row ->> 'skipped')::bigint as skipped,
       row ->> 'status' as status, row ->> 'reason' as reason, row ->> 'reasonHu' as reason_hu, row ->> 'delivery' as delivery, (row ->> 'place')::bigint as delivery_order, row ->> 'exportName' as export_name, row ->> 'fetchedStream' as fetched_stream, null::timestamp as known_at, from_json(row -> 'unread', '["varchar"]') as unread_columns
     from (select unnest(from_json($1, '["json"]')) as row) order by name, file_id`,
    [JSON.stringify(rows)],
  );
  await warehouse.run(
    `create table ops.source_zone as
     select distinct row ->> 'fileId' as file_id, row ->> 'source' as source, row ->> 'zone' as zone,
       (nullif(row ->> 'declaredAsOf', ''))::timestamp as declared_as_of, (nullif(row ->> 'newestEvent', ''))::timestamp as newest_event, (nullif(row ->> 'newestRepeated', ''))::timestamp as newest_repeated
     from (select unnest(from_json($1, '["json"]')) as row) where row ->> 'status' = 'loaded'`,
    [JSON.stringify(rows)],
  );
  const quarantines = files
    .filter((file) => file.status === "loaded" && file.quarantinePath !== "")
    .map((file) => quotedPath(file.quarantinePath));
  await warehouse.run(
    "create table ops.quarantine (file_id varchar, byte_offset bigint, line bigint, raw blob, column_name varchar, expected varchar, found varchar)",
  );
  if (quarantines.length > 0)
    await warehouse.run(`insert into ops.quarantine by name
      select file_id, byte_offset::bigint as byte_offset, line::bigint as line, raw::blob as raw, column_name, expected, found
      from read_parquet([${quarantines.join(", ")}]) order by file_id, byte_offset, column_name`);
}

/**
 * Says of each file in ops.file until when it is known, and creates ops.watermark: per source the instant up to which its data is known: the newest export time its files declare,
 * else the explicit as-of, else its newest event. A close date may lie ahead: it counts for a file that has no other time and whose
 * source has no stage history. A lone one far beyond all others is a mistyped year.
 */
export async function writeWatermarks(warehouse: Warehouse, asOf: string | undefined): Promise<void> {
  const explicit = asOf === undefined ? "null::timestamp" : `timestamp ${quotedString(asOf)}`;
  await warehouse.run(`create temp table known as
    select file.file_id, file.source, file.newest_event is null as is_eventless,
      file.declared_as_of - to_seconds(case when file.declared_as_of < declared_day.before_until then declared_day.offset_before else declared_day.offset_after end) as declared,
      greatest(
        file.newest_event - to_seconds(case when file.newest_event < newest_day.before_until then newest_day.offset_before else newest_day.offset_after end),
        file.newest_repeated - to_seconds(repeated_day.offset_after)
      ) as newest
    from ops.source_zone as file
    left join reference.local_day as declared_day on declared_day.zone = file.zone and declared_day.local_date = file.declared_as_of::date
    left join reference.local_day as newest_day on newest_day.zone = file.zone and newest_day.local_date = file.newest_event::date
    left join reference.local_day as repeated_day on repeated_day.zone = file.zone and repeated_day.local_date = file.newest_repeated::date`);
  await warehouse.run(`update ops.file set known_at = coalesce(known.declared, known.newest)
    from known where known.file_id = file.file_id and file.status = 'loaded'`);
  await warehouse.run(`create temp table closed_deal as
      select opportunities.source, opportunities.opportunity_id, opportunities.closed_at
      from staging.opportunities as opportunities
      join known on known.file_id = opportunities._file_id and known.is_eventless
      join reference.stage_map on stage_map.source = opportunities.source and trim(stage_map.source_stage) = trim(opportunities.stage)
      where stage_map.kind in ('won', 'lost')
        and opportunities.source not in (select source from ops.file where status = 'loaded' and contains(stream, 'stage_changes'))`);
  const lone = await loneSince(
    warehouse,
    "select source || ' ' || opportunity_id as record, closed_at::date as day from closed_deal",
  );
  await warehouse.run(`create table ops.watermark as
    with utc as (
      select source, max(declared) as declared, max(newest) as newest from known group by source
    ),
    closing as (
      select source, max(closed_at) as newest from closed_deal ${lone === undefined ? "" : `where closed_at < date ${quotedString(lone)}`} group by source
    )
    select utc.source,
      coalesce(utc.declared, ${explicit}, greatest(utc.newest, closing.newest), utc.newest, closing.newest) as as_of,
      case when utc.declared is not null then 'declared' when ${explicit} is not null then 'as_of' else 'newest_event' end as kind,
      greatest(utc.newest, closing.newest) as newest_event_at
    from utc left join closing on closing.source = utc.source
    order by utc.source`);
  await warehouse.run("drop table known; drop table closed_deal");
}

/** Creates ops.row_accounting: what became of the rows of every delivered file and stream, from the raw rows to the facts. */
export async function writeRowAccounting(warehouse: Warehouse): Promise<void> {
  await warehouse.run("create table ops.row_accounting as from core._row_accounting order by all");
}

/** Creates ops.issue: what the models found, and what the load step has to say about files. */
export async function writeIssues(warehouse: Warehouse, files: LoadedFile[]): Promise<void> {
  const rows = files.flatMap(({ source, name, issues }) =>
    issues.map((issue) => ({ ...issue, source, name })),
  );
  await warehouse.run(
    `create table ops.issue as
     select kind, entity, id, detail, source from core._issue
     union all
     select row ->> 'kind', 'file', row ->> 'name', row ->> 'detail', row ->> 'source' from (select unnest(from_json($1, '["json"]')) as row)
     order by all`,
    [JSON.stringify(rows)],
  );
}
