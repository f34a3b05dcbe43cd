import type { Warehouse } from "../warehouse/open.ts";
import type { Reference } from "./tables.ts";
import { decidedTables, referenceTables, type ReferenceTable } from "./tables.ts";

/**
 * Creates the schemas `decided` and `reference` from checked rows; empty cells become null. What need not be complete goes to
 * `decided`, from which models/reference makes the whole; `decided.settings` says which keys are own, and which
 * of them setup wrote and nobody has confirmed.
 */
export async function writeReference(warehouse: Warehouse, reference: Reference): Promise<void> {
  await warehouse.run("create schema if not exists reference; create schema if not exists decided");
  for (const name of Object.keys(referenceTables) as ReferenceTable[]) {
    const casts = writtenColumns(name).map(
      ({ name: column, type }) => `cast(nullif(row ->> '${column}', '') as ${type}) as "${column}"`,
    );
    await warehouse.run(
      `create or replace table ${decidedTables.includes(name) ? "decided" : "reference"}."${name}" as
       select ${casts.join(", ")}
       from (select unnest(from_json($1, '["json"]')) as row)
       order by ${referenceTables[name].key.map((column) => `"${column}"`).join(", ")}`,
      [JSON.stringify(reference[name].rows)],
    );
  }
  await warehouse.run(
    `create or replace table reference.unconfirmed_pipeline as select unnest(from_json($1, '["varchar"]')) as pipeline order by pipeline`,
    [JSON.stringify(reference.unconfirmed)],
  );
}

/** The columns of a reference table as it is written into the warehouse. */
export function writtenColumns(name: ReferenceTable): { name: string; type: string }[] {
  const columns = Object.entries(referenceTables[name].columns).map(([column, [, type]]) => ({
    name: column,
    type: type ?? "varchar",
  }));
  return name === "settings"
    ? [...columns, { name: "is_own", type: "boolean" }, { name: "is_written", type: "boolean" }]
    : columns;
}
