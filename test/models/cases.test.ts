import { quotedIdentifier } from "@duckdb/node-api";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit } from "../../pipelines/audit/audit.ts";
import { compareWithPrevious } from "../../pipelines/release/compare.ts";
import { buildModels } from "../../pipelines/transform/build.ts";
import type { Model } from "../../pipelines/transform/model.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";
import { buildCore, createGiven, effects, openFactsWarehouse, orderFacts } from "./facts-warehouse.ts";

/**
 * Each folder of test/models/cases is a rule: `given/<schema>.<table>.csv` lists only the columns that matter,
 * `expected/<schema>.<table>.csv` the columns to compare, ordered by all of them. `given/` of `_base` is used where a case gives none.
 */
const root = join(import.meta.dirname, "cases");
const names = readdirSync(root).filter((name) => name !== "_base");

let warehouse: Warehouse;
let models: Model[];
beforeAll(async () => {
  warehouse = await openFactsWarehouse();
  models = await orderFacts(warehouse);
});
afterAll(() => {
  warehouse.close();
});

describe("the rules of the funnel", () => {
  test.each(names)("%s", async (name) => {
    await build(join(root, name, "given"));
    for (const file of readdirSync(join(root, name, "expected"))) {
      const path = join(root, name, "expected", file);
      const [header] = await warehouse.rows<{ columns: string[] }>(
        "select list(column_name) as columns from (describe from read_csv($1, header = true, all_varchar = true, delim = ','))",
        [path],
      );
      const columns = (header?.columns ?? []).map(quotedIdentifier);
      const actual = await warehouse.rows(
        `select ${columns.map((column) => `coalesce(${column}::varchar, '') as ${column}`).join(", ")} from ${file.replace(/\.csv$/, "")} order by all`,
      );
      const expected = await warehouse.rows(
        `select ${columns.map((column) => `coalesce(${column}, '') as ${column}`).join(", ")}
           from read_csv($1, header = true, all_varchar = true, delim = ',') order by all`,
        [path],
      );
      expect(actual, file).toEqual(expected);
    }
  });
});

async function build(given: string): Promise<void> {
  for (const table of await createGiven(warehouse)) {
    const own = join(given, `${table}.csv`);
    const path = existsSync(own) ? own : join(root, "_base", "given", `${table}.csv`);
    if (existsSync(path))
      await warehouse.run(
        `insert into ${table} by name select * from read_csv($1, header = true, all_varchar = true, delim = ',')`,
        [path],
      );
  }
  await buildCore(warehouse, models);
  await compareWithPrevious(warehouse, undefined, effects);
  await buildModels(
    warehouse,
    models.filter((model) => model.layer === "marts"),
    effects,
  );
  await audit(warehouse, models, effects);
}
