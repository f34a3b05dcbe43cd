import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import type { LoadedFile } from "../contract/loaded-file.ts";
import { columnsOf, repeatedOf, type StreamName } from "../contract/streams.ts";
import { quotedPath } from "../warehouse/paths.ts";
import type { Warehouse } from "../warehouse/open.ts";

/** A silence shorter than this, in days, sets nothing apart. */
const leastSilence = 90;

/**
 * The first of the days that only a mistyped year can have made, of a query of records and the days of what happened to them; undefined
 * where there is none. What lies from it on is lone (at most one record in a hundred, at least one) and far beyond all others: it
 * comes after a silence ten times the longest before it, the oldest hundredth of the records apart, and of 20 years divided by the
 * number of the other records, of which there are two at least.
 */
export async function loneSince(engine: Warehouse, events: string): Promise<string | undefined> {
  const silences = `with event as (${events}),
    silence as (
      select day, day - lag(day) over (order by day) as days from (select distinct day from event where day is not null) as each_day
    )`;
  const [longest] = await engine.rows<{ days: string | null }>(
    `${silences} select max(days) as days from silence`,
  );
  if (Number(longest?.days ?? 0) < leastSilence) return undefined;
  const [lone] = await engine.rows<{ since: string | null }>(`${silences},
    record as (
      select min(day) as first_day, max(day) as last_day, row_number() over (order by min(day)) as place, count(*) over () as record_count
      from event where day is not null group by record
    ),
    usual as (select min(first_day) as since from record where place > greatest(1, record_count // 100)),
    earlier as (select silence.day, silence.days from silence join usual on silence.day > usual.since),
    apart as (
      select silence.day, silence.days, any_value(record.record_count) as record_count,
        count(*) filter (where record.last_day >= silence.day) as lone_count
      from silence cross join record
      where silence.days >= ${leastSilence}
      group by silence.day, silence.days
    )
    select min(apart.day)::varchar as since from apart
    where lone_count <= greatest(1, record_count // 100) and record_count - lone_count >= 2
      and apart.days * (record_count - lone_count) >= 20 * 365
      and apart.days >= 10 * coalesce((select max(earlier.days) from earlier where earlier.day < apart.day), 0)`);
  return lone?.since ?? undefined;
}

/** The record that a row is about: several streams may have rows about one. */
const recordIdOf: Partial<Record<StreamName, string>> = {
  leads: "lead_id",
  opportunities: "opportunity_id",
  stage_changes: "record_id",
  contacts: "contact_id",
  activities: "activity_id",
  list_members: "member_id",
};

interface EventColumn {
  stream: StreamName;
  path: string;
  column: string;
  isTime: boolean;
}

const eventColumns = ({ streams }: LoadedFile): EventColumn[] =>
  streams.flatMap(({ stream, path, columns }) =>
    columnsOf(stream).flatMap(([column, { event, kind }]) =>
      event === true && columns.includes(column)
        ? [{ stream, path, column, isTime: kind === "instant" }]
        : [],
    ),
  );

/**
 * The files, none of which is known until a mistyped year: an instant far beyond all others of the home has surely not happened, and
 * the newest event of its file is the newest one before it. It stays in the data, where it is flagged as impossible (rule 12).
 */
export async function withoutLoneTimes(engine: Warehouse, files: LoadedFile[]): Promise<LoadedFile[]> {
  const readers = new Map<string, { paths: string[]; sql: (paths: string) => string }>();
  for (const file of files.filter(({ status }) => status === "loaded"))
    for (const { stream, path, column } of eventColumns(file)) {
      const id = recordIdOf[stream];
      const record = `${quotedString(`${file.source} `)} || ${id === undefined ? quotedString(stream) : quotedIdentifier(id)}`;
      const key = `${record} ${column}`;
      const reader = readers.get(key) ?? {
        paths: [],
        sql: (paths) =>
          `select ${record} as record, ${quotedIdentifier(column)}::date as day from read_parquet([${paths}])`,
      };
      reader.paths.push(quotedPath(path));
      readers.set(key, reader);
    }
  if (readers.size === 0) return files;
  const query = [...readers.values()].map(({ paths, sql }) => sql(paths.join(", "))).join(" union all ");
  const since = await loneSince(engine, query);
  if (since === undefined) return files;
  const reported = new Set<string>();
  const known: LoadedFile[] = [];
  for (const file of files) {
    const isLone = file.status === "loaded" && file.newestEvent >= since;
    known.push(isLone ? await knownBefore(engine, file, since, !reported.has(file.source)) : file);
    if (isLone) reported.add(file.source);
  }
  return known;
}

/** A file with the newest of its events before a day; the first one of its source says so. */
async function knownBefore(
  engine: Warehouse,
  file: LoadedFile,
  since: string,
  isFirst: boolean,
): Promise<LoadedFile> {
  const known = { newest: "", repeated: "" };
  for (const { path, column, isTime } of eventColumns(file)) {
    const name = quotedIdentifier(column);
    const isRepeated = isTime ? quotedIdentifier(repeatedOf(column)) : "false";
    const [row] = await engine.rows<{ newest: string | null; repeated: string | null }>(
      `select max(${name})::timestamp::varchar as newest, max(case when ${isRepeated} then ${name} end)::timestamp::varchar as repeated
       from read_parquet(${quotedPath(path)}) where ${name} < date ${quotedString(since)}`,
    );
    if ((row?.newest ?? "") > known.newest) known.newest = row?.newest ?? "";
    if ((row?.repeated ?? "") > known.repeated) known.repeated = row?.repeated ?? "";
  }
  const issue = {
    kind: "lone_time",
    detail: `its newest time is in ${file.newestEvent.slice(0, 4)}, far beyond every other: a mistyped year, most likely, so the source is not taken as known until then, and what happened then is flagged as impossible and left out of durations; correct it in the source, or if it is right, refresh with --as-of at or after it`,
  };
  return {
    ...file,
    newestEvent: known.newest,
    newestRepeated: known.repeated,
    issues: [...file.issues, ...(isFirst && file.declaredAsOf === "" ? [issue] : [])],
  };
}
