import { quotedIdentifier } from "@duckdb/node-api";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Built } from "../../pipelines/transform/build.ts";
import type { Model } from "../../pipelines/transform/model.ts";
import { buildFacts } from "../../pipelines/transform/transform.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";
import { createGiven, effects } from "./facts-warehouse.ts";

/**
 * A case is a folder named by its claim, in the folder of a rule of docs/semantics.md or of a topic: `given/<schema>.<table>.csv` lists only the columns that matter,
 * `expected/<schema>.<table>.csv` the columns to compare, ordered by all of them. `given/` of `_base` is used where a case gives none.
 */
const root = join(import.meta.dirname, "cases");
export const caseNames = readdirSync(root)
  .filter((topic) => topic !== "_base")
  .flatMap((topic) => readdirSync(join(root, topic)).map((claim) => `${topic}/${claim}`));

/** The tables a case has expectations of, as schema.table. */
export function expectedTables(name: string): string[] {
  return readdirSync(join(root, name, "expected")).map((file) => file.replace(/\.csv$/, ""));
}

/** Builds the models from what a case gives, in an emptied warehouse. */
export const buildCase = (warehouse: Warehouse, models: Model[], name: string): Promise<Built[]> =>
  buildGiven(warehouse, models, join(root, name, "given"));

/** Builds the models from a folder of such tables. */
export async function buildGiven(warehouse: Warehouse, models: Model[], folder: string): Promise<Built[]> {
  for (const table of await createGiven(warehouse)) {
    const own = join(folder, `${table}.csv`);
    const path = existsSync(own) ? own : join(root, "_base", "given", `${table}.csv`);
    if (existsSync(path))
      await warehouse.run(
        `insert into ${table} by name select * from read_csv($1, header = true, all_varchar = true, delim = ',')`,
        [path],
      );
  }
  return buildFacts(warehouse, models, { files: [] }, effects);
}

/** The rows a table of the warehouse has and those the case expects, in the expectation's columns. */
export async function compareCase(warehouse: Warehouse, name: string, table: string) {
  const path = join(root, name, "expected", `${table}.csv`);
  const [header] = await warehouse.rows<{ columns: string[] }>(
    "select list(column_name) as columns from (describe from read_csv($1, header = true, all_varchar = true, delim = ','))",
    [path],
  );
  const columns = (header?.columns ?? []).map(quotedIdentifier);
  const actual = await warehouse.rows(
    `select ${columns.map((column) => `coalesce(${column}::varchar, '') as ${column}`).join(", ")} from ${table} order by all`,
  );
  const expected = await warehouse.rows(
    `select ${columns.map((column) => `coalesce(${column}, '') as ${column}`).join(", ")}
       from read_csv($1, header = true, all_varchar = true, delim = ',') order by all`,
    [path],
  );
  return { actual, expected };
}
