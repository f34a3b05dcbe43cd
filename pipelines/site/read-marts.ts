import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBTypeId } from "@duckdb/node-api";
import type { Columns, Files } from "../../dashboards/lib/data.ts";
import { programRoot } from "../contract/home.ts";
import { openWarehouse, type Warehouse } from "../warehouse/open.ts";

/** Deals that are published at most: a page that lists more is slow to load and read by nobody. */
const dealsPublished = 20_000;

const queries = join(programRoot, "dashboards", "data");

/**
 * Everything the site shows, read once and read-only: a folder of dashboards/data is a file of the site, a query in it a table of that file.
 * Those queries are the allow-list of what is published, and each is totally ordered, so equal marts give equal bytes.
 */
export async function readMarts(path: string, dealLimit = dealsPublished): Promise<Files> {
  const warehouse = await openWarehouse(path, { readOnly: true });
  try {
    const files: Record<string, Record<string, Columns<object>>> = {};
    for (const file of readdirSync(queries).sort()) {
      const tables: Record<string, Columns<object>> = {};
      for (const query of readdirSync(join(queries, file)).sort())
        tables[query.replace(/\.sql$/, "")] = await columns(
          warehouse,
          readFileSync(join(queries, file, query), "utf8"),
          dealLimit,
        ).catch((error: unknown) => {
          throw new Error(`${file}/${query}: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
          });
        });
      files[file] = tables;
    }
    const data = files as unknown as Files;
    if (data.summary.release.version.length !== 1) throw new Error("marts.release has not one row");
    return data;
  } finally {
    warehouse.close();
  }
}

const numeric = new Set([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.DECIMAL,
]);

/** One array per column of the result; every number is a JSON number, dates must have been cast to text. */
async function columns(warehouse: Warehouse, sql: string, dealLimit: number): Promise<Columns<object>> {
  const values = sql.includes("$deal_limit") ? { deal_limit: dealLimit } : undefined;
  const reader = await warehouse.connection.runAndReadAll(sql, values);
  const types = reader.columnTypes();
  const arrays = reader.getColumnsJson();
  return Object.fromEntries(
    reader.columnNames().map((name, index) => {
      const array = arrays[index] ?? [];
      const isText = numeric.has(types[index]?.typeId ?? DuckDBTypeId.INVALID);
      return [name, isText ? array.map((value) => (value === null ? null : Number(value))) : array];
    }),
  );
}
