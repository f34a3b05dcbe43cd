import { renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { BuiltFiles, PageQueryRow } from "../../dashboards/lib/built-files.ts";
import { fingerprint } from "../contract/checksum.ts";
import type { ConsoleEngine } from "./console-engine.ts";
import { largestData, writeConsoleData } from "./console-data.ts";
import { columnsOf } from "./operations.ts";
import { readPageQueries } from "./page-queries.ts";
import { dealsPublished } from "./read-marts.ts";
import type { SiteInput } from "./read-files.ts";
import { tablesOf } from "../transform/dependencies.ts";
import { openWarehouse } from "../warehouse/open.ts";

/** Writes the data of the SQL console into the folder `data` of a site, and says what the page needs to know; nothing without a console. */
export async function consoleOf(
  input: Pick<SiteInput, "warehouse" | "console">,
  { engine, wasm }: ConsoleEngine,
  data: string,
): Promise<BuiltFiles["console"]> {
  if (input.console === false) return withoutConsole;
  const draft = join(data, "warehouse.duckdb");
  const { tables, leftOut, withheld } = await writeConsoleData(input.warehouse, draft);
  const name = `warehouse.${fingerprint(draft).slice(0, 8)}.duckdb`;
  renameSync(draft, join(data, name));
  const queries = await queriesOn(join(data, name));
  const fromPage = (path: string) => `../${path}`;
  const file = {
    script: fromPage(engine.script),
    worker: fromPage(engine.worker),
    wasm: fromPage(wasm.path),
    wasm_bytes: statSync(wasm.file).size,
    data: fromPage(`data/${name}`),
    data_bytes: statSync(join(data, name)).size,
    bound_bytes: largestData,
  };
  return {
    file: columnsOf([file], Object.keys(file) as (keyof typeof file)[]),
    tables: columnsOf(
      tables.map(({ table, rows }) => ({ table_name: table, row_count: rows })),
      ["table_name", "row_count"],
    ),
    left_out: columnsOf(
      leftOut.map((table_name) => ({ table_name })),
      ["table_name"],
    ),
    queries: columnsOf(queries, ["name", "reads", "sql"]),
    withheld: columnsOf(
      withheld.map((column_name) => ({ column_name })),
      ["column_name"],
    ),
  };
}

/** The queries of the pages that run on the published tables, as a reader finds them in the console. */
async function queriesOn(path: string): Promise<PageQueryRow[]> {
  const reader = await openWarehouse(path, { readOnly: true, threads: 1 });
  try {
    const queries = readPageQueries().map((query) => ({
      ...query,
      sql: query.sql
        .replace(/^-- (?:nullable|values):.*\n/gm, "")
        .replaceAll("$deal_limit", String(dealsPublished)),
    }));
    const rows: PageQueryRow[] = [];
    for (const [{ page, table, sql }, tables] of await tablesOf(reader, queries)) {
      const runs = await reader.run(`explain ${sql}`).then(
        () => true,
        () => false,
      );
      if (runs) rows.push({ name: `${page}/${table}`, reads: tables.join(" "), sql: sql.trimEnd() });
    }
    return rows;
  } finally {
    reader.close();
  }
}

/** What the pages know of a site without a console. */
export const withoutConsole: BuiltFiles["console"] = {
  file: columnsOf([], ["script", "worker", "wasm", "wasm_bytes", "data", "data_bytes", "bound_bytes"]),
  tables: columnsOf([], ["table_name", "row_count"]),
  left_out: columnsOf([], ["table_name"]),
  queries: columnsOf([], ["name", "reads", "sql"]),
  withheld: columnsOf([], ["column_name"]),
};
