import { quotedIdentifier } from "@duckdb/node-api";
import { createHash } from "node:crypto";
import { openWarehouse } from "./open.ts";

/**
 * The content hash of a warehouse: core, marts, reference and the accounting of files, independent of row order, threads and time of day.
 * marts.restatement and marts.comparison are left out: they depend on the release before. Two refreshes of the same exports, reference data and as-of give the same hash.
 */
export async function contentHash(warehousePath: string): Promise<string> {
  const warehouse = await openWarehouse(warehousePath, { readOnly: true, memoryLimit: "1GB" });
  try {
    const tables = await warehouse.rows<{ schema: string; name: string }>(
      `select schema_name as schema, table_name as name from duckdb_tables()
       where (schema_name in ('core', 'marts', 'reference') or (schema_name = 'ops' and table_name in ('file', 'issue', 'quarantine', 'watermark')))
         and table_name not in ('restatement', 'comparison')
       order by all`,
    );
    const digest = createHash("sha256");
    for (const table of tables) {
      const [row] = await warehouse.rows<{ rows: string; hash: string }>(
        `select count(*) as rows, coalesce(sum(hash(content)::hugeint), 0) as hash
         from ${quotedIdentifier(table.schema)}.${quotedIdentifier(table.name)} as content`,
      );
      digest.update(`${table.schema}.${table.name} ${row?.rows ?? ""} ${row?.hash ?? ""}\n`);
    }
    return digest.digest("hex");
  } finally {
    warehouse.close();
  }
}
