import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit } from "../../pipelines/audit/audit.ts";
import type { Model } from "../../pipelines/transform/model.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";
import { buildCase, caseNames, compareCase, expectedTables } from "./case.ts";
import { repeatedGrains } from "./grains.ts";
import { effects, openFactsWarehouse, orderFacts } from "./facts-warehouse.ts";

let warehouse: Warehouse;
let models: Model[];
beforeAll(async () => {
  warehouse = await openFactsWarehouse();
  models = await orderFacts(warehouse);
});
afterAll(() => {
  warehouse.close();
});

test("a case has a name that every file system and shell takes", () => {
  const [rule, topic] = [/^\d\d [^/']+\/[^/']{1,100}$/, /^[a-z][^/']+\/[^/']{1,100}$/];
  expect(caseNames.filter((name) => !rule.test(name) && !topic.test(name))).toEqual([]);
});

describe("the rules of the funnel", () => {
  test.each(caseNames)("%s", async (name) => {
    const tables = expectedTables(name);
    // a case of the facts alone builds no marts; every other one is audited whole
    const hasMarts = tables.some((table) => table.startsWith("marts."));
    const built = models.filter(({ layer }) => hasMarts || layer !== "marts");
    const made = await buildCase(warehouse, built, name);
    await audit(warehouse, built, effects);
    expect(await repeatedGrains(warehouse, made)).toEqual([]);
    for (const table of tables) {
      const { actual, expected } = await compareCase(warehouse, name, table);
      expect(actual, table).toEqual(expected);
    }
  });
});
