import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildGiven } from "../../models/case.ts";
import { writeDictionary } from "../../../pipelines/transform/dictionary.ts";
import type { Model } from "../../../pipelines/transform/model.ts";
import type { Warehouse } from "../../../pipelines/warehouse/open.ts";
import { tablesOf, oddHomes, type OddHome } from "./homes.ts";
import { scratchFolder } from "../../scratch.ts";

/** Builds the marts of an odd home in an emptied warehouse. */
export async function buildOdd(warehouse: Warehouse, models: Model[], name: OddHome): Promise<void> {
  const folder = scratchFolder();
  try {
    for (const [table, text] of Object.entries(tablesOf(oddHomes[name])))
      writeFileSync(join(folder, `${table}.csv`), text);
    await buildGiven(warehouse, models, folder);
    await writeDictionary(warehouse, models);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
