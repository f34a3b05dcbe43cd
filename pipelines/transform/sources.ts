import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import { FunnelError } from "../contract/errors.ts";
import type { Connector } from "../layout/layout.ts";
import { byAge, knownAt, type LoadedFile } from "../contract/loaded-file.ts";
import { columnsOf, repeatedOf, streamNames, typedColumns, type StreamName } from "../contract/streams.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";
import { carriedSql, narrowFiles, type Delivered } from "./carried.ts";

/** The streams that a connector says it delivers. */
export type Contract = Pick<Connector, "name" | "streams">;

/** The zones in which the people of a CRM work, as far as the engine knows them. */
export async function zonesOfOwners(warehouse: Warehouse, files: LoadedFile[]): Promise<string[]> {
  const paths = files.flatMap((file) =>
    file.streams.flatMap((loaded) =>
      loaded.stream === "owners" && loaded.columns.includes("time_zone") ? [quotedString(loaded.path)] : [],
    ),
  );
  if (paths.length === 0) return [];
  const rows = await warehouse.rows<{ zone: string }>(
    `select distinct time_zone as zone from read_parquet([${paths.join(", ")}], union_by_name = true)
     where time_zone in (select name from pg_timezone_names()) order by zone`,
  );
  return rows.map(({ zone }) => zone);
}

/** Creates `reference.local_day`: per zone and local day the offset from UTC before and after a clock change, 1970 to 2069. */
export async function createLocalDays(warehouse: Warehouse, zones: string[]): Promise<void> {
  const changed = (instant: string) =>
    `epoch(timezone(zone, timezone('UTC', ${instant}))) - epoch(${instant}) <> offset_before`;
  const values = [...new Set(zones)].map((zone) => `(${quotedString(zone)})`).join(", ");
  await warehouse.run(`create or replace table reference.local_day as
    with day as (
      select zone, date '1970-01-01' + day_number::integer as local_date
      from (values ${values}) as zones(zone), range(36525) as days(day_number)
    ),
    edge as (
      select zone, local_date, local_date::timestamp as starts, (local_date + 1)::timestamp as ends from day
    ),
    offsets as (
      select zone, local_date,
        (epoch(starts) - epoch(timezone('UTC', timezone(zone, starts))))::bigint as offset_before,
        (epoch(ends) - epoch(timezone('UTC', timezone(zone, ends))))::bigint as offset_after
      from edge
    ),
    changing as (
      select zone, local_date, offset_before, local_date::timestamp - to_seconds(offset_before) as starts_at
      from offsets where offset_before <> offset_after
    ),
    switching_hour as (
      select zone, local_date, offset_before, min(starts_at + to_hours(hour_number)) as hour_at
      from changing, range(26) as hours(hour_number)
      where ${changed("starts_at + to_hours(hour_number + 1)")}
      group by zone, local_date, offset_before
    ),
    switched as (
      select zone, local_date, min(hour_at + to_minutes(minute_number)) as switched_at
      from switching_hour, range(1, 61) as minutes(minute_number)
      where ${changed("hour_at + to_minutes(minute_number)")}
      group by zone, local_date
    )
    select offsets.zone, offsets.local_date, offset_before, offset_after,
      -- wall times before this one use offset_before: a missing hour moves forward by the gap, a doubled hour takes the first
      coalesce(switched_at + to_seconds(greatest(offset_before, offset_after)), (offsets.local_date + 1)::timestamp) as before_until
    from offsets left join switched on switched.zone = offsets.zone and switched.local_date = offsets.local_date
    order by offsets.zone, offsets.local_date`);
}

const daySql = (date: string) => `date_diff('day', date '1970-01-01', ${date})`;

/** Creates `staging._day`: reference.local_day with zone and day as one number, for there is a look-up per instant. */
async function createDays(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`create table staging._day as
    with zone as (select zone, row_number() over (order by zone) * 100000 as zone_place from (select distinct zone from reference.local_day) as zones)
    select (zone_place + ${daySql("local_date")})::integer as place, before_until, to_seconds(offset_before) as offset_before, to_seconds(offset_after) as offset_after, zone, zone_place
    from reference.local_day join zone using (zone) order by place`);
}

interface DeliveredRows extends Delivered {
  stream: StreamName;
  rows: number;
  file: LoadedFile;
}

/** The Parquet files of every loaded file. Throws a config error for one of a stream that its connector does not name. */
function deliveredRows(connectors: Contract[], files: LoadedFile[]): DeliveredRows[] {
  const named = new Map(connectors.map(({ name, streams }) => [name, streams]));
  const delivered = byAge(files.filter((file) => file.status === "loaded")).flatMap((file, age) =>
    file.streams.map((loaded) => ({
      ...loaded,
      partly: loaded.partly ?? [],
      source: file.source,
      fileId: file.fileId,
      age,
      file,
    })),
  );
  for (const { stream, rows, file } of delivered)
    if (!streamNames.includes(stream) || named.get(file.connector)?.includes(stream) !== true)
      throw new FunnelError(
        "config",
        "undeclared_stream",
        `${file.name}: the connector ${file.connector} read ${rows} rows of the stream ${stream}, but its streams are ${named.get(file.connector)?.join(", ") ?? "unknown"}, so no model would see them; add "${stream}" to streams in pipelines/connectors/${file.connector}.ts`,
      );
  return delivered.toSorted((left, right) => (left.path < right.path ? -1 : 1));
}

/** Creates `staging._file`: what the rows of a Parquet file share. Known at: the export time it declares, else its newest event, wall time. */
async function createFiles(warehouse: Warehouse, delivered: DeliveredRows[]): Promise<void> {
  const rows = delivered.map(({ path, file }) => ({
    path,
    source: file.source,
    file_id: file.fileId,
    known_at: knownAt(file),
    zone: file.zone,
  }));
  await warehouse.run(
    `create table staging._file as
     with file as (
       select row ->> 'path' as path, row ->> 'source' as source, row ->> 'file_id' as file_id, nullif(row ->> 'known_at', '')::timestamp as known_at, row ->> 'zone' as zone
       from (select unnest(from_json($1, '["json"]')) as row)
     ),
     zone as (select zone, min(zone_place)::integer as zone_place from staging._day group by zone)
     select path, source, file_id, known_at, zone_place from file left join zone on zone.zone = file.zone order by path`,
    [JSON.stringify(rows)],
  );
}

/** One reader for all files that have the same columns: a reader per file would repeat the plan of every model as often. */
function readers(delivered: DeliveredRows[]): string[] {
  const paths = new Map<string, string[]>();
  for (const { columns, path } of delivered) {
    const selected = columns.toSorted().map(quotedIdentifier).join(", ");
    paths.set(selected, [...(paths.get(selected) ?? []), quotedPath(path)]);
  }
  return [...paths].map(
    ([selected, list]) =>
      `select ${selected}, filename, file_row_number from read_parquet([${list.join(", ")}], filename = true, file_row_number = true)`,
  );
}

/** Leads that name no pipeline are in the one called (leads): a source may have a status of leads and a stage of deals of one name. */
function pipelineSql(stream: StreamName): string {
  const ofLeads = "coalesce(nullif(trim(wall.pipeline), ''), '(leads)')";
  if (stream === "leads") return ofLeads;
  return stream === "stage_changes"
    ? `case when wall.record_type = 'lead' then ${ofLeads} else wall.pipeline end`
    : "wall.pipeline";
}

/** A stage history may tell as many versions of its deals as it has changes, and many models look at all of them. */
const stored: StreamName[] = ["opportunities"];

/**
 * Creates `staging.<stream>` for every canonical stream: the rows of all loaded files, with the source, the file and the time the
 * file was known at, wall times turned into UTC through staging._day, one join per instant column (no call to a time zone library
 * per row). A stream that nobody delivered is empty, so every model binds.
 */
export async function createStreamViews(
  warehouse: Warehouse,
  connectors: Contract[],
  files: LoadedFile[],
): Promise<void> {
  const delivered = deliveredRows(connectors, files);
  await createDays(warehouse);
  await createFiles(warehouse, delivered);
  for (const stream of streamNames) {
    const ofStream = delivered.filter((each) => each.stream === stream);
    const columns = typedColumns(stream);
    const instants = columnsOf(stream).flatMap(([name, column]) => (column.kind === "instant" ? [name] : []));
    const empty = [
      { name: "filename", type: "varchar" },
      { name: "file_row_number", type: "bigint" },
      ...columns,
      ...instants.map((name) => ({ name: repeatedOf(name), type: "boolean" })),
    ].map(({ name, type }) => `cast(null as ${type}) as ${quotedIdentifier(name)}`);
    const utc = (name: string, index: number) =>
      `wall.${name} - case when wall.${name} < day_${index}.before_until and wall.${repeatedOf(name)} is not true then day_${index}.offset_before else day_${index}.offset_after end as ${name}`;
    const selected = columns.map((column) => {
      const index = instants.indexOf(column.name);
      if (index >= 0) return utc(column.name, index);
      return column.name === "pipeline"
        ? `${pipelineSql(stream)} as pipeline`
        : `wall.${quotedIdentifier(column.name)}`;
    });
    const joins = instants.map(
      (name, index) =>
        `left join staging._day as day_${index} on day_${index}.place = (file.zone_place + ${daySql(`wall.${name}::date`)})::integer`,
    );
    const rowsOf = (
      wanted: DeliveredRows[],
    ) => `with wall as (${[`select ${empty.join(", ")} where false`, ...readers(wanted)].join("\nunion all by name\n")})
      select file.source, file.file_id as _file_id, file.known_at as _known_at, wall.file_row_number as _row, ${selected.join(", ")}
      from wall join staging._file as file on file.path = wall.filename
      ${joins.join("\n")}`;
    const narrow = narrowFiles(stream, ofStream);
    const kind = stored.includes(stream) ? "table" : "view";
    if (narrow.size === 0) await warehouse.run(`create ${kind} staging.${stream} as ${rowsOf(ofStream)}`);
    else {
      const sources = new Set([...narrow.keys()].map(({ source }) => source));
      const compared = ofStream.filter(({ source }) => sources.has(source));
      await warehouse.run(
        `create table staging._carried_${stream} as ${carriedSql(stream, rowsOf(compared), compared, narrow)}`,
      );
      await warehouse.run(
        `create ${kind} staging.${stream} as (${rowsOf(ofStream.filter((each) => !narrow.has(each)))}) union all by name select * from staging._carried_${stream}`,
      );
    }
    if (ofStream.length > 0) await countRows(warehouse, stream, ofStream);
  }
}

/** Throws a data-check error unless the view of a stream has the rows that were loaded, no more and no less. */
async function countRows(
  warehouse: Warehouse,
  stream: StreamName,
  delivered: DeliveredRows[],
): Promise<void> {
  const loaded = delivered.reduce((sum, { rows }) => sum + rows, 0);
  const [row] = await warehouse.rows<{ found: string }>(`select count(*) as found from staging.${stream}`);
  if (Number(row?.found) === loaded) return;
  throw new FunnelError(
    "dataCheck",
    "rows_lost",
    `staging.${stream}: expected the ${loaded} rows of the ${delivered.length} files that were loaded, found ${row?.found ?? ""}; delete the folder loads of the home and refresh again, which reads every export anew`,
  );
}
