import { join } from "node:path";
import { buildTables } from "../../transform/transform.ts";
import type { Warehouse } from "../../warehouse/open.ts";

/** Where the types of the public tables stand. */
export const rowTypesFile = join("pipelines", "warehouse", "tables.ts");
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
     where schema_name in ('core', 'marts', 'reference', 'ops') and not starts_with(table_name, '_')
       and schema_name || '.' || table_name not in (select unnest(from_json($1, '["varchar"]')))
     order by schema_name, table_name, column_index`,
    [JSON.stringify(["reference.local_day", ...buildTables])],
  );
  const body = [...new Set(columns.map((column) => column.path))].map((path) => {
    const fields = columns
      .filter((column) => column.path === path)
      .map((column) => `    ${column.name}: ${scalars[column.type] ?? "string"} | null;`);
    return `  "${path}": {\n${fields.join("\n")}\n  };`;
  });
  return `// Written by npm run format from the model headers; do not edit.\n\n/** The public tables of a warehouse. */\nexport interface Tables {\n${body.join("\n")}\n}\n`;
}
