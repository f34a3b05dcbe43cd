import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import type { LoadedFile } from "../load/loaded-file.ts";
import { streamNames, typedColumns, columnsOf, type StreamName } from "../streams.ts";
import type { Warehouse } from "../warehouse/open.ts";
import type { Model } from "./model.ts";

export interface RawStream {
  connector: string;
  stream: StreamName;
  columns: { name: string; type: string }[];
}

/**
 * Creates `raw.<connector>__<stream>`: the Parquet files of a stream with the source, the file and the time the file was known at
 * (its declared export time, else its newest event, wall time). A stream nobody delivered is an empty table, so every model binds.
 */
export async function createRawViews(
  warehouse: Warehouse,
  contracts: RawStream[],
  files: LoadedFile[],
): Promise<void> {
  await warehouse.run("create schema raw");
  for (const { connector, stream, columns } of contracts) {
    const list = (present: string[]) =>
      columns
        .map(({ name, type }) =>
          present.includes(name)
            ? quotedIdentifier(name)
            : `cast(null as ${type}) as ${quotedIdentifier(name)}`,
        )
        .join(", ");
    const empty = `select ${columns.map((column) => `cast(null as ${column.type}) as ${quotedIdentifier(column.name)}`).join(", ")},
      cast(null as varchar) as _source, cast(null as varchar) as _file_id, cast(null as timestamp) as _known_at, cast(null as bigint) as _row where false`;
    const parts = files
      .filter((file) => file.connector === connector && file.status === "loaded")
      .toSorted((a, b) => (a.fileId < b.fileId ? -1 : 1))
      .flatMap((file) =>
        file.streams
          .filter((part) => part.stream === stream)
          .map((part) => {
            const known = file.declaredAsOf || file.newestEvent;
            return `select ${list(part.columns)}, ${quotedString(file.source)} as _source, ${quotedString(file.fileId)} as _file_id,
              cast(${known === "" ? "null" : quotedString(known)} as timestamp) as _known_at, file_row_number as _row
              from read_parquet(${quotedString(part.path)}, file_row_number = true)`;
          }),
      );
    const body = parts.length === 0 ? empty : parts.join("\nunion all\n");
    await warehouse.run(`create view raw.${quotedIdentifier(`${connector}__${stream}`)} as ${body}`);
  }
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

/** Creates `staging._day` and `staging._file_zone`: reference.local_day with zone and day as one number, for there is a look-up per instant. */
async function createDays(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`create table staging._day as
    with zone as (select zone, row_number() over (order by zone) * 100000 as zone_place from (select distinct zone from reference.local_day) as zones)
    select (zone_place + ${daySql("local_date")})::integer as place, before_until, to_seconds(offset_before) as offset_before, to_seconds(offset_after) as offset_after, zone, zone_place
    from reference.local_day join zone using (zone) order by place`);
  await warehouse.run(`create table staging._file_zone as
    select file_id, min(zone_place)::integer as zone_place from ops.source_zone join staging._day on _day.zone = source_zone.zone group by file_id`);
}

const daySql = (date: string) => `date_diff('day', date '1970-01-01', ${date})`;

/**
 * Creates `staging.<stream>` for every canonical stream: the union of the vendors' staging models, wall times turned into UTC
 * through staging._day, one join per instant column (no call to a time zone library per row).
 */
export async function createStreamViews(warehouse: Warehouse, staging: Model[]): Promise<void> {
  await createDays(warehouse);
  for (const stream of streamNames) {
    const vendors = staging.filter((model) => model.name.endsWith(`__${stream}`));
    const columns = typedColumns(stream);
    const names = columns.map((column) => quotedIdentifier(column.name));
    const meta = ["source", "_file_id", "_known_at", "_row"];
    const union = vendors.length === 0
      ? `select cast(null as varchar) as source, cast(null as varchar) as _file_id, cast(null as timestamp) as _known_at, cast(null as bigint) as _row,
         ${columns.map((column) => `cast(null as ${column.type}) as ${quotedIdentifier(column.name)}`).join(", ")} where false`
      : vendors.map((model) => `select ${[...meta, ...names].join(", ")} from staging.${quotedIdentifier(model.name)}`).join("\nunion all\n"); // prettier-ignore
    const instants = columnsOf(stream).flatMap(([name, column]) => (column.kind === "instant" ? [name] : []));
    const utc = (name: string, index: number) =>
      `wall.${name} - case when wall.${name} < day_${index}.before_until then day_${index}.offset_before else day_${index}.offset_after end as ${name}`;
    const selected = columns.map((column) => {
      const index = instants.indexOf(column.name);
      return index < 0 ? `wall.${quotedIdentifier(column.name)}` : utc(column.name, index);
    });
    const joins = instants.map(
      (name, index) =>
        `left join staging._day as day_${index} on day_${index}.place = (file_zone.zone_place + ${daySql(`wall.${name}::date`)})::integer`,
    );
    await warehouse.run(`create or replace view staging.${stream} as
      with wall as (${union})
      select wall.source, wall._file_id, wall._known_at, wall._row, ${selected.join(", ")}
      from wall left join staging._file_zone as file_zone on file_zone.file_id = wall._file_id
      ${joins.join("\n")}`);
  }
}
