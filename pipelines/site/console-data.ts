import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFile } from "../contract/durable.ts";
import { FunnelError } from "../contract/errors.ts";
import { programRoot } from "../contract/home.ts";
import { runModule } from "../release/child.ts";
import { readFunctions } from "../transform/model.ts";
import { openWarehouse, type Warehouse } from "../warehouse/open.ts";
import { withoutContactsSql } from "./contacts.ts";
import { textIn } from "./published-columns.ts";

/** Bytes that browsers load at most. */
export const largestData = 50_000_000;
/** A table of fewer cells never matters for it. */
const littleCells = 500_000;

/** What the data of the SQL console holds of a warehouse. */
export interface Published {
  /** Tables as schema.table with their rows. */
  tables: { table: string; rows: number }[];
  /** The largest, which are left out because the file would be larger than browsers should load. */
  leftOut: string[];
  /** Columns as schema.table.column that name people or may. */
  withheld: string[];
}

interface Source {
  schema: string;
  table: string;
  rows: number;
  columns: { name: string; type: string }[];
}

/**
 * Writes the public tables of a closed warehouse into a DuckDB file at `path` that the browser's engine attaches, without what names
 * people. It begins as a copy of an empty file, because a new one has a random identifier, and is written by one thread, in a total
 * order, without the compressions that leave bytes as they find them, by a process whose memory is zero before it is used: so equal warehouses
 * give equal bytes, and between the values nothing is left of what was in that memory before. Throws a site FunnelError.
 */
export async function writeConsoleData(
  warehousePath: string,
  path: string,
  largest = largestData,
): Promise<Published> {
  const { code, stdout } = await runModule(
    new URL("console-data-child.ts", import.meta.url),
    [warehousePath, path, String(largest)],
    // Read by the engine's allocator when it is loaded.
    { DUCKDB_JE_MALLOC_CONF: "zero:true" },
  );
  if (code !== 0)
    throw new FunnelError(
      "site",
      "site_console",
      "the data of the SQL console could not be written; what went wrong stands above",
    );
  return JSON.parse(stdout) as Published;
}

/** The same in this process, whose memory is as it is. */
export async function writePublished(
  warehousePath: string,
  path: string,
  largest: number,
): Promise<Published> {
  let published = await writeTables(warehousePath, path, largest, Infinity);
  // Written anew without the tables that were too much: in a file that they were taken out of their space would stay.
  while (typeof published === "number")
    published = await writeTables(warehousePath, path, largest, published);
  return published;
}

/** Writes the tables of fewer cells than `cells`; gives the cells of the table with which the file became too large, if it did. */
async function writeTables(
  warehousePath: string,
  path: string,
  largest: number,
  cells: number,
): Promise<Published | number> {
  writeFile(path, readFileSync(join(programRoot, "pipelines", "site", "empty.duckdb")));
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    await engine.run("set disabled_compression_methods = 'dict_fsst,roaring,fsst,bitpacking'");
    await engine.run(`attach ${quotedString(warehousePath)} as warehouse (read_only)`);
    await engine.run(`attach ${quotedString(path)} as published`);
    await engine.run("create schema published.core; create schema published.marts; use published");
    for (const { sql } of readFunctions()) await engine.run(sql);
    const sources = (await sourcesIn(engine)).sort(
      (one, other) => cellsOf(one) - cellsOf(other) || (nameOf(one) < nameOf(other) ? -1 : 1),
    );
    const kept = sources.filter((source) => cellsOf(source) < cells);
    for (const source of kept) {
      await engine.run(
        `create table published.${quotedIdentifier(source.schema)}.${quotedIdentifier(source.table)} as ${publishedSql(source)}`,
      );
      if (cellsOf(source) >= littleCells && (await bytesUsed(engine)) > largest) return cellsOf(source);
    }
    await engine.run("use memory; detach published");
    return {
      tables: kept
        .map((source) => ({ table: nameOf(source), rows: source.rows }))
        .sort((one, other) => (one.table < other.table ? -1 : 1)),
      leftOut: sources.slice(kept.length).map(nameOf),
      withheld: sources.flatMap((source) =>
        source.columns
          .filter((column) => !isPublished(source, column))
          .map(({ name }) => `${nameOf(source)}.${name}`),
      ),
    };
  } finally {
    engine.close();
  }
}

const nameOf = ({ schema, table }: Source) => `${schema}.${table}`;
const cellsOf = ({ rows, columns }: Source) => rows * columns.length;

/** The public tables and views of core and marts. */
async function sourcesIn(engine: Warehouse): Promise<Source[]> {
  const columns = await engine.rows<{ schema: string; table: string; name: string; type: string }>(
    `select schema_name as schema, table_name as table, column_name as name, data_type as type from duckdb_columns()
     where database_name = 'warehouse' and schema_name in ('core', 'marts') and not starts_with(table_name, '_')
     order by schema_name, table_name, column_index`,
  );
  const sources = new Map<string, Source>();
  for (const { schema, table, name, type } of columns) {
    const key = `${schema}.${table}`;
    const source = sources.get(key) ?? { schema, table, rows: 0, columns: [] };
    source.columns.push({ name, type });
    sources.set(key, source);
  }
  for (const source of sources.values()) {
    const [counted] = await engine.rows<{ rows: string }>(
      `select count(*) as rows from warehouse.${quotedIdentifier(source.schema)}.${quotedIdentifier(source.table)}`,
    );
    source.rows = Number(counted?.rows ?? 0);
  }
  return [...sources.values()];
}

const isText = (type: string) =>
  !/^(BOOLEAN|DATE|TIMESTAMP|DOUBLE|INTEGER|BIGINT|DECIMAL\(\d+,\d+\))$/.test(type);

/** Whether a column is published: any but text, and text that the lists name. */
const isPublished = ({ table }: Source, { name, type }: Source["columns"][number]): boolean =>
  !isText(type) || (type === "VARCHAR" && ["word", "name"].includes(textIn(table, name) ?? ""));

/** The published columns of a table in a total order. Rows of single owners, who are people, stay away. */
function publishedSql(source: Source): string {
  const names = source.columns.map(({ name }) => name);
  const columns = source.columns
    .filter((column) => isPublished(source, column))
    .map(({ name, type }) => {
      const column = quotedIdentifier(name);
      const isFree = type === "VARCHAR" && textIn(source.table, name) === "name";
      return isFree ? `${withoutContactsSql(column)} as ${column}` : column;
    });
  const ofOwners = names.includes("segment") && names.includes("segment_value");
  return `select ${columns.join(", ")} from warehouse.${quotedIdentifier(source.schema)}.${quotedIdentifier(source.table)}
    ${ofOwners ? "where segment <> 'owner'" : ""} order by all`;
}

/** Bytes of the file that hold something. */
async function bytesUsed(engine: Warehouse): Promise<number> {
  await engine.run("checkpoint published");
  const [size] = await engine.rows<{ bytes: string }>(
    "select used_blocks * block_size as bytes from pragma_database_size() where database_name = 'published'",
  );
  return Number(size?.bytes ?? 0);
}
