import { scanRecords } from "../formats/csv/records.ts";
import type { DeliveredText } from "../intake/to-texts.ts";
import type { Warehouse } from "../warehouse/open.ts";
import type { Conversion } from "./convert.ts";
import { forgottenSql, namesSql, spread, type Rows } from "./forgotten.ts";
import { OriginReader } from "./origin.ts";
import { verdictOf, type DataRange } from "./survey.ts";

/** The `_misfit` of a record of a forgotten person. */
export const forgottenCode = -3;

/** Marks the converted records of one file that name a forgotten person in any stream they make, and learns which records are theirs. */
export async function markForgotten(
  engine: Warehouse,
  conversion: Conversion,
  source: string,
  { table, at }: { table: string; at: number },
): Promise<void> {
  const [anybody] = await engine.rows("from forgotten limit 1");
  if (anybody === undefined) return;
  // a repetition of a record goes with it
  const good = `(select *, rowid as _place from ${table} where _file = ${at} and (_misfit is null or _misfit = -2))`;
  const streams = conversion.mappings.map((mapping, index): Rows => ({
    stream: mapping.stream,
    source,
    columnOf: (canonical) => {
      const column = conversion.columnOf(index, canonical);
      return column === "null" ? undefined : column;
    },
  }));
  for (const rows of streams) await spread(engine, rows, good);
  // a deal that names its people by their ids alone is a deal still
  const isOfDeals = streams.some(({ stream }) => stream === "opportunities");
  for (const rows of streams) {
    if (isOfDeals && rows.stream === "contact_roles") continue;
    const names = namesSql(rows);
    if (names !== undefined)
      await engine.run(
        `update ${table} set _misfit = ${forgottenCode} where rowid in (${forgottenSql(names, good, "_place")})`,
      );
  }
}

/** Where a record stands in what was delivered: its line or row, and its bytes where it has some of its own. */
export interface Place {
  line: number;
  offset: number | null;
  length: number;
}

/** Finds good records of a range, by their place among the good ones, in what was delivered. */
export function placesOf(text: DeliveredText, range: DataRange, wanted: ArrayLike<number | bigint>): Place[] {
  const found: Place[] = [];
  if (wanted.length === 0) return found;
  const origin = new OriginReader(text, range.from, range.delimiter);
  let good = 0;
  try {
    scanRecords(range.path, range, (shape) => {
      if (verdictOf(shape, range) === "good" && Number(wanted[found.length]) === good++) {
        const { line, offset, raw } = origin.find(shape);
        found.push({ line, offset, length: raw.length });
      }
      origin.pass(shape);
    });
  } finally {
    origin.close();
  }
  return found;
}

/** Lines or rows as people name them: 3, 7–9. */
export function lineRanges(lines: number[]): string {
  const sorted = [...new Set(lines)].sort((left, right) => left - right);
  const ranges: [number, number][] = [];
  for (const line of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && line === last[1] + 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}
