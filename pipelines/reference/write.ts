import type { Warehouse } from "../warehouse/open.ts";
import type { Reference } from "./read.ts";
import { referenceTables, type ReferenceTable } from "./tables.ts";

/** Creates the `reference` schema from checked rows; empty cells become null. `stages` also gets `terminal_ordinal` = K + 1. */
export async function writeReference(warehouse: Warehouse, reference: Reference): Promise<void> {
  await warehouse.run("create schema if not exists reference");
  for (const name of Object.keys(referenceTables) as ReferenceTable[]) {
    const columns = Object.entries(referenceTables[name].columns).map(([column, [, type]]) => ({
      column,
      type,
    }));
    const casts = columns.map(
      ({ column, type }) => `cast(nullif(row ->> '${column}', '') as ${type}) as "${column}"`,
    );
    await warehouse.run(
      `create or replace table reference."${name}" as
       select ${casts.join(", ")}
       from (select unnest(from_json($1, '["json"]')) as row)
       order by ${referenceTables[name].key.map((column) => `"${column}"`).join(", ")}`,
      [JSON.stringify(reference[name].rows)],
    );
  }
}
