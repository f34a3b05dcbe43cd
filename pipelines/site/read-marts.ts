import { DuckDBTypeId, type Json } from "@duckdb/node-api";
import type { MartFiles } from "../../dashboards/lib/data.ts";
import { openWarehouse, type Warehouse } from "../warehouse/open.ts";
import { withoutContacts } from "./contacts.ts";
import { readPageQueries, type PageQuery } from "./page-queries.ts";

/** Deals that are published at most; above it the page Deals says so. Pages read those of a selection only. */
export const dealsPublished = 500_000;

/** A table of the site: one array per column. */
export type Table = Record<string, Json[]>;

/**
 * Everything the site shows of the marts, read once and read-only: a folder of dashboards/data is a file of the site, a query in it a table of that file.
 * Those queries are the allow-list of what is published, and each is totally ordered, so equal marts give equal bytes.
 * `warn` is told of columns that do not keep what the header of their query says.
 */
export async function readMarts(
  path: string,
  warn: (message: string) => void,
  dealLimit = dealsPublished,
): Promise<MartFiles> {
  const warehouse = await openWarehouse(path, { readOnly: true });
  try {
    return await martsOf(warehouse, warn, dealLimit);
  } finally {
    warehouse.close();
  }
}

/** The same of an open warehouse. */
export async function martsOf(
  warehouse: Warehouse,
  warn: (message: string) => void,
  dealLimit = dealsPublished,
): Promise<MartFiles> {
  const files: Record<string, Record<string, Table>> = {};
  for (const query of readPageQueries()) {
    const values = query.sql.includes("$deal_limit") ? { deal_limit: dealLimit } : undefined;
    const table = await tableOf(warehouse, query.sql, values).catch((error: unknown) => {
      throw new Error(`${query.file}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    });
    headerFindings(query, table).forEach(warn);
    files[query.page] = { ...files[query.page], [query.table]: table };
  }
  // The types are written from the same queries.
  const data = files as MartFiles;
  if (data.summary.release.version.length !== 1) throw new Error("marts.release has not one row");
  return data;
}

/** Columns that are null or have values although the header of their query says never. */
function headerFindings({ file, nullable, values }: PageQuery, table: Table): string[] {
  return Object.entries(table).flatMap(([name, cells]) => {
    const known = values.get(name);
    const empty = nullable.includes(name) ? 0 : cells.filter((cell) => cell === null).length;
    const odd =
      known === undefined ? 0 : cells.filter((cell) => cell !== null && !known.includes(String(cell))).length;
    return [
      ...(empty > 0
        ? [`${file}: ${name} is null in ${empty} rows, and its header does not say nullable`]
        : []),
      ...(odd > 0 ? [`${file}: ${name} has another value than its header lists in ${odd} rows`] : []),
    ];
  });
}

const numeric = new Set([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.DECIMAL,
]);

/** One array per column of the result; every number is a JSON number, dates and instants are text, and no text holds an e-mail address or a phone number. */
export async function tableOf(
  warehouse: Warehouse,
  sql: string,
  values?: Record<string, number>,
): Promise<Table> {
  const reader = await warehouse.connection.runAndReadAll(sql, values);
  const types = reader.columnTypes();
  const arrays = reader.getColumnsJson();
  return Object.fromEntries(
    reader.columnNames().map((name, index) => {
      const array = arrays[index] ?? [];
      const isNumeric = numeric.has(types[index]?.typeId ?? DuckDBTypeId.INVALID);
      return [
        name,
        isNumeric ? array.map((value) => (value === null ? null : Number(value))) : publishedOf(array),
      ];
    }),
  );
}

/** The cells of a column as they may be published; a text that stands in many is looked at once. */
function publishedOf(cells: Json[]): Json[] {
  const known = new Map<string, string>();
  return cells.map((cell) => {
    if (typeof cell !== "string") return cell;
    const text = known.get(cell) ?? withoutContacts(cell);
    // Ids and the like are each their own.
    if (known.size < 10_000) known.set(cell, text);
    return text;
  });
}
