import { columnsOf, type StreamName } from "../contract/streams.ts";
import type { Layout } from "../layout/layout.ts";
import type { Warehouse } from "../warehouse/open.ts";
import type { Conversion } from "./convert.ts";
import type { Counted, Records } from "./convert-tables.ts";
import { forgottenCode, markForgotten } from "./mark-forgotten.ts";
import { markRepeats } from "./mark-repeats.ts";
import { markSums } from "./mark-sums.ts";
import type { MisfitRecords } from "./quarantine.ts";

/** What the records of a range came to. */
export interface Sorted {
  loaded: number;
  deduplicated: number;
  boilerplate: number;
  /** How often the header is repeated among them. */
  headers: number;
  misfits: MisfitRecords;
  /** Records of forgotten persons, by their place among the good ones. */
  forgotten: ArrayLike<number | bigint>;
  newestEvent: string;
  newestRepeated: string;
  streams: { stream: StreamName; rows: number }[];
  /** The records of the range in the engine: a query in brackets. */
  records: string;
}

/** What a range without a good record comes to. */
export const nothingSorted = (): Sorted => ({
  loaded: 0,
  deduplicated: 0,
  boilerplate: 0,
  headers: 0,
  misfits: { places: [], codes: [] },
  forgotten: [],
  newestEvent: "",
  newestRepeated: "",
  streams: [],
  records: "",
});

/** Sorts the converted records of each range into good ones, misfits, total rows and repeats. */
export async function sortRecords<Range extends Counted & { layout: Layout; source: string }>(
  engine: Warehouse,
  { table, ranges }: Records<Range>,
): Promise<Sorted[]> {
  const [first] = ranges;
  if (first === undefined) return [];
  const { conversion, layout } = first;
  await markSums(engine, conversion, table);
  if (layout.rowIdentity === undefined) await markRepeats(engine, conversion, table);
  for (const [at, { source }] of ranges.entries())
    await markForgotten(engine, conversion, source, { table, at });
  const marked = await engine.connection.runAndReadAll(
    `select _file, rowid, _misfit from ${table} where _misfit is not null order by rowid`,
  );
  const [files = [], places = [], codes = []] = marked.getColumns() as [bigint[], bigint[], number[]];
  const sorted: Sorted[] = [];
  let [next, before] = [0, 0];
  for (const [at, { survey }] of ranges.entries()) {
    const good = survey.records - survey.damaged;
    const from = next;
    while (next < files.length && Number(files[next]) === at) next++;
    const own = codes.slice(from, next);
    const times = (code: number) => own.filter((each) => each === code).length;
    const [deduplicated, headers] = [times(-2), times(-1)];
    const boilerplate = headers + times(0);
    const offset = BigInt(before);
    sorted.push({
      ...nothingSorted(),
      loaded: good - own.length,
      deduplicated,
      boilerplate,
      headers,
      misfits: {
        places: places
          .slice(from, next)
          .flatMap((place, each) => ((own[each] ?? 0) > 0 ? [place - offset] : [])),
        codes: own.filter((code) => code > 0),
      },
      forgotten: places
        .slice(from, next)
        .flatMap((place, each) => ((own[each] ?? 0) <= forgottenCode ? [place - offset] : [])),
      records: `(select * from ${table} where _file = ${at})`,
    });
    before += good;
  }
  for (const [index, { stream }] of conversion.mappings.entries())
    for (const row of await rowsOf(engine, conversion, index, table)) {
      const of = sorted[Number(row.file)];
      if (of === undefined) continue;
      const known = of.streams.find((each) => each.stream === stream);
      if (known === undefined) of.streams.push({ stream, rows: Number(row.rows) });
      else known.rows += Number(row.rows);
      if ((row.newest ?? "") > of.newestEvent) of.newestEvent = row.newest ?? "";
      if ((row.repeated ?? "") > of.newestRepeated) of.newestRepeated = row.repeated ?? "";
    }
  return sorted;
}

/** How many rows a stream mapping makes of the good records of each file, their newest event, and the newest in an hour that autumn repeats. */
async function rowsOf(engine: Warehouse, conversion: Conversion, index: number, table: string) {
  const stream = conversion.mappings[index]?.stream;
  const events =
    stream === undefined
      ? []
      : columnsOf(stream).flatMap(([name, { event, kind }]) => {
          const column = conversion.columnOf(index, name);
          return event === true && column !== "null" ? [{ column, isTime: kind === "instant" }] : [];
        });
  const newest = (of: string[]) => (of.length === 0 ? "null" : `greatest(${of.join(", ")})::timestamp`);
  const ends = newest(events.map(({ column }) => `max(${column})`));
  const repeats = newest(
    events.flatMap(({ column, isTime }) => (isTime ? [`max(case when b_${column} then ${column} end)`] : [])),
  );
  return engine.rows<{ file: string; rows: string; newest: string | null; repeated: string | null }>(
    `select _file as file, count(*) as rows, (${ends})::varchar as newest, (${repeats})::varchar as repeated
     from (select * from ${table} where _misfit is null)${conversion.whereSql(index)} group by _file`,
  );
}
