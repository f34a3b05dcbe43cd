import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../../contract/errors.ts";
import { programRoot } from "../../contract/home.ts";
import type { Warehouse } from "../../warehouse/open.ts";

const target = join("pipelines", "warehouse", "tables.ts");
const scalars: Record<string, string> = {
  BOOLEAN: "boolean",
  DOUBLE: "number",
  FLOAT: "number",
  INTEGER: "number",
  SMALLINT: "number",
  TINYINT: "number",
  UTINYINT: "number",
};

/** TypeScript types of the public tables of a built warehouse, as its rows come out: bigint, decimal and times as text. */
export async function rowTypes(warehouse: Warehouse): Promise<string> {
  const columns = await warehouse.rows<{ path: string; name: string; type: string }>(
    `select schema_name || '.' || table_name as path, column_name as name, data_type as type from duckdb_columns()
     where schema_name in ('core', 'marts', 'reference', 'ops') and not starts_with(table_name, '_') and schema_name || '.' || table_name not in ('reference.local_day', 'ops.source_zone', 'ops.trace', 'ops.comparison', 'ops.new_merge')
     order by schema_name, table_name, column_index`,
  );
  const body = [...new Set(columns.map((column) => column.path))].map((path) => {
    const fields = columns
      .filter((column) => column.path === path)
      .map((column) => `    ${column.name}: ${scalars[column.type] ?? "string"} | null;`);
    return `  "${path}": {\n${fields.join("\n")}\n  };`;
  });
  return `// Written by npm run format from the model headers; do not edit.\n\n/** The public tables of a warehouse. */\nexport interface Tables {\n${body.join("\n")}\n}\n`;
}

/** Compares the written types with the warehouse; with `fix` writes them. Throws a config error when they are stale. */
export async function checkRowTypes(warehouse: Warehouse, options: { fix: boolean }): Promise<void> {
  const path = join(programRoot, target);
  const wanted = await rowTypes(warehouse);
  let found = "";
  try {
    found = readFileSync(path, "utf8");
  } catch {
    // written below
  }
  if (found === wanted) return;
  if (options.fix) writeFileSync(path, wanted);
  else
    throw new FunnelError(
      "config",
      "row_types",
      `${target}: not what the models say; run npm run format and commit it`,
    );
}
