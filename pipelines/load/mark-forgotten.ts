import type { Warehouse } from "../warehouse/open.ts";
import type { Conversion } from "./convert.ts";
import { forgottenSql, spread } from "./forgotten-rows.ts";
import { namesSql, type Rows } from "./forgotten-names.ts";

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
