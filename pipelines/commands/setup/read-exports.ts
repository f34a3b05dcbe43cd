import type { Effects } from "../../contract/effects.ts";
import { readConnectors } from "../../connectors/all.ts";
import type { LoadedFile } from "../../contract/loaded-file.ts";
import type { Reference } from "../../reference/tables.ts";
import { writeReference } from "../../reference/write.ts";
import { prepare } from "../../transform/transform.ts";
import { zonesOf } from "../../transform/zones.ts";
import { openWarehouse, type Warehouse } from "../../warehouse/open.ts";

/** Reads loaded files as far as their pipelines in a warehouse in memory, and asks it. */
export async function withReading<Answer>(
  files: LoadedFile[],
  reference: Reference,
  effects: Effects,
  ask: (warehouse: Warehouse) => Promise<Answer>,
): Promise<Answer> {
  const warehouse = await openWarehouse(":memory:", { memoryLimit: "2GB" });
  try {
    await warehouse.run("create schema ops; create schema staging");
    await writeReference(warehouse, reference);
    await prepare(
      warehouse,
      { connectors: await readConnectors(), files, zones: zonesOf(reference, files) },
      effects,
    );
    return await ask(warehouse);
  } finally {
    warehouse.close();
  }
}
