import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildModel } from "../../pipelines/transform/build.ts";
import { styleFindings } from "../../pipelines/commands/check/models.ts";
import { orderModels, tablesOf } from "../../pipelines/transform/dependencies.ts";
import { parseModel, readModels, type Layer } from "../../pipelines/transform/model.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";

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
