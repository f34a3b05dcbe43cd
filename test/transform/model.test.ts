import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildModel } from "../../pipelines/transform/build.ts";
import { styleFindings } from "../../pipelines/commands/check/models.ts";
import { orderModels, tablesOf } from "../../pipelines/transform/dependencies.ts";
import { parseModel, readModels, type Layer } from "../../pipelines/transform/model.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse(":memory:", { threads: 1 });
  await warehouse.run("create schema core");
});
afterAll(() => {
  warehouse.close();
});

const model = (layer: Layer, name: string, text: string) =>
  parseModel(`models/${layer}/${name}.sql`, layer, name, text);
const header =
  "-- One row per thing.\n--\n-- grain: id\n-- column: id  integer  its number\n-- answers: Which things?\n";

test("a model that wants too much memory on many threads is built on one", async () => {
  const root = scratchFolder();
  const small = await openWarehouse(join(root, "small.duckdb"), { threads: 16, memoryLimit: "24MB" });
  const wide = `select deal.range as id from range(600000) as deal
    join (select range, repeat('z', 60) as words from range(600000)) as other on hash(deal.range) % 600000 = other.range`;
  await small.run("create schema core; set preserve_insertion_order = false");
  await expect(small.run(`create table core.wide as ${wide}`)).rejects.toThrow(/Out of Memory/);
  await buildModel(small, model("core", "_wide", `-- One row per pair.\n--\n-- grain: none\n${wide}`));
  expect(
    await small.rows(
      "select count(*)::integer as pairs, current_setting('threads')::integer as threads from core._wide",
    ),
  ).toEqual([{ pairs: 600000, threads: 16 }]);
  small.close();
});

describe("a header is executed", () => {
  test("a true header passes", async () => {
    await expect(
      buildModel(warehouse, model("core", "thing", `${header}select 1 as id`)),
    ).resolves.toBeUndefined();
  });
  test.each([
    [
      "a column that the query does not return",
      `${header}select 1 as number`,
      /column id is in the header but not in the query/,
    ],
    [
      "a column that the header does not name",
      `${header}select 1 as id, 2 as extra`,
      /column extra is in the query but not in the header/,
    ],
    ["a wrong type", `${header}select 1::bigint as id`, /column id is integer in the header but bigint/],
    [
      "no grain",
      "-- One row.\n-- column: id  integer  its number\nselect 1 as id",
      /a public model says what one row is/,
    ],
  ])("%s turns the run red", async (_, text, message) => {
    await expect(buildModel(warehouse, model("core", "thing", text))).rejects.toThrow(message);
  });
});

describe("data flows one way", () => {
  const given = new Set(["staging.leads", "core.fct", "marts.page"]);
  test("dependencies come from the parser, not from text", async () => {
    const reader = model(
      "core",
      "reader",
      "select 'core.fake' as text from core.fct join marts.page using (id)",
    );
    expect((await tablesOf(warehouse, [reader])).get(reader)).toEqual(["core.fct", "marts.page"]);
  });
  test.each([
    ["a mart that reads staging", model("marts", "bad", "select * from staging.leads"), /may read only core/],
    ["core that reads a mart", model("core", "bad", "select * from marts.page"), /may read only staging/],
    [
      "a table nobody makes",
      model("core", "bad", "select * from core.missing"),
      /which no model, stream or reference file makes/,
    ],
    ["a model that reads itself", model("core", "bad", "select * from core.bad"), /reads itself/],
  ])("%s is refused", async (_, bad, message) => {
    await expect(orderModels(warehouse, [bad], given)).rejects.toThrow(message);
  });
});

test("no core or mart model uses the clock, chance, or what only one engine can run", () => {
  expect(readModels().flatMap(styleFindings)).toEqual([]);
  expect(styleFindings(model("core", "bad", "select now() as at_once from core.fct"))).not.toEqual([]);
  expect(
    styleFindings(model("core", "bad", "select fct.id from core.fct as f join core.fct on f.id = fct.id")),
  ).not.toEqual([]);
});
