import { readPageQueries } from "../../site/page-queries.ts";
import { tablesOf } from "../../transform/dependencies.ts";
import type { Model } from "../../transform/model.ts";
import type { Warehouse } from "../../warehouse/open.ts";
import { markdownTable } from "./generated-block.ts";

/** One row per model: its grain, what it reads, and which models and data files of pages read it. */
export async function modelMap(warehouse: Warehouse, models: Model[]): Promise<string> {
  const reads = await tablesOf(warehouse, models);
  const readBy = new Map<string, Set<string>>();
  const note = (table: string, reader: string) =>
    readBy.set(table, (readBy.get(table) ?? new Set()).add(reader));
  for (const [model, tables] of reads) for (const table of tables) note(table, nameOf(model));
  for (const [{ page }, tables] of await tablesOf(warehouse, readPageQueries()))
    for (const table of tables) note(table, `page data ${page}`);
  return markdownTable(
    ["layer", "table", "grain", "reads", "read by"],
    models.map((model) => [
      model.layer,
      `\`${model.name}\``,
      model.grain.join(", "),
      (reads.get(model) ?? []).map((table) => shortName(table, model)).join(", "),
      [...(readBy.get(nameOf(model)) ?? [])].map((table) => shortName(table, model)).join(", "),
    ]),
  );
}

const nameOf = (model: Model) => `${model.layer}.${model.name}`;

/** A table of the model's own layer goes without its schema. */
const shortName = (table: string, model: Model) => table.replace(`${model.layer}.`, "");
