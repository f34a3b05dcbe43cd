import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import { contentHash } from "../warehouse/fingerprint.ts";
import { openWarehouse } from "../warehouse/open.ts";

/** Fails for a view that whoever attaches the file, under any name, cannot read. */
async function openViews(released: string): Promise<void> {
  const reader = await openWarehouse(":memory:");
  await reader.run(`attach ${quotedString(released)} as released (read_only)`);
  const views = await reader.rows<{ schema: string; name: string }>(
    "select schema_name as schema, view_name as name from duckdb_views() where database_name = 'released' and not internal",
  );
  for (const { schema, name } of views)
    await reader.rows(`from released.${quotedIdentifier(schema)}.${quotedIdentifier(name)} limit 1`);
  reader.close();
}

// Run as a process of its own by seal and verify: what this process reads is what is in the file, not in a cache of the writer.
const path = process.argv[2];
if (path === undefined) throw new Error("expected the path of a warehouse");
await openViews(path);
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
