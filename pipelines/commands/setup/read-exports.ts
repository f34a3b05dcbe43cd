import type { Effects } from "../../contract/effects.ts";
import { readConnectors } from "../../connectors/all.ts";
import type { LoadedFile } from "../../contract/loaded-file.ts";
import type { Reference } from "../../reference/tables.ts";
import { writeReference } from "../../reference/write.ts";
import { originsOf } from "../../transform/dependencies.ts";
import { tableOf, type Model } from "../../transform/model.ts";
import { writeWatermarks } from "../../transform/ops-tables.ts";
import { buildFacts, prepare } from "../../transform/transform.ts";
import { zonesOf } from "../../transform/zones.ts";
import { openWarehouse, type Warehouse } from "../../warehouse/open.ts";

/** What habits are read from. */
const habits = ["core.fct_activity", "core.fct_stage_visit"];

/** Builds what tells the activities of each visit, where there are activities. */
async function buildHabits(warehouse: Warehouse, models: Model[], effects: Effects): Promise<void> {
  const [row] = await warehouse.rows<{ has: boolean }>("select count(*) > 0 as has from staging.activities");
  if (row?.has !== true) return;
  await writeWatermarks(warehouse, undefined);
  const origins = await originsOf(warehouse, models);
  const wanted = new Set(habits.flatMap((table) => [table, ...(origins.get(table) ?? [])]));
  await buildFacts(
    warehouse,
    models.filter((model) => wanted.has(tableOf(model))),
    { files: [] },
    effects,
  );
}

/** Reads loaded files as far as their pipelines, and the activities at their stages, in a warehouse in memory, and asks it. */
export async function withReading<Answer>(
  files: LoadedFile[],
  reference: Reference,
  effects: Effects,
  ask: (warehouse: Warehouse) => Promise<Answer>,
): Promise<Answer> {
  const warehouse = await openWarehouse(":memory:", { memoryLimit: "2GB" });
  try {
    await warehouse.run("create schema ops; create schema staging; create schema core");
    await writeReference(warehouse, reference);
    const { models } = await prepare(
      warehouse,
      { connectors: await readConnectors(), files, zones: zonesOf(reference, files) },
      effects,
    );
    await buildHabits(warehouse, models, effects);
    return await ask(warehouse);
  } finally {
    warehouse.close();
  }
}
