import { quotedIdentifier } from "@duckdb/node-api";
import { contentHash } from "../warehouse/fingerprint.ts";
import { openWarehouse } from "../warehouse/open.ts";

// Run as a process of its own by seal and verify: what this process reads is what is in the file, not in a cache of the writer.
const path = process.argv[2];
if (path === undefined) throw new Error("expected the path of a warehouse");
const warehouse = await openWarehouse(path, { readOnly: true });
const rest = await warehouse.rows<{ schema: string; name: string }>(
  `select schema_name as schema, table_name as name from duckdb_tables()
   where schema_name not in ('core', 'marts', 'reference') or table_name in ('restatement', 'comparison') order by all`,
);
for (const { schema, name } of rest)
  await warehouse.rows(
    `select bit_xor(hash(content)) as seen from ${quotedIdentifier(schema)}.${quotedIdentifier(name)} as content`,
  );
warehouse.close();
// The rest of the three schemas is read in full by the hash.
process.stdout.write(await contentHash(path));
