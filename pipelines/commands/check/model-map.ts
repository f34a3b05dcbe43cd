import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { programRoot } from "../../contract/home.ts";
import { tablesOf } from "../../transform/dependencies.ts";
import type { Model } from "../../transform/model.ts";
import type { Warehouse } from "../../warehouse/open.ts";
import { markdownTable } from "./generated-block.ts";

const queriesRoot = join(programRoot, "dashboards", "data");

/** A query of the site's data and the file of the site that it is a table of. */
export interface PageQuery {
  file: string;
  page: string;
  sql: string;
}

/** Every query of dashboards/data. */
export function readPageQueries(): PageQuery[] {
  return readdirSync(queriesRoot, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sql"))
    .sort()
    .map((path) => ({
      file: relative(programRoot, join(queriesRoot, path)),
      page: path.split("/")[0] ?? "",
      sql: readFileSync(join(queriesRoot, path), "utf8"),
    }));
}

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
