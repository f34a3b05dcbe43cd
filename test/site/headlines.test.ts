import { afterAll, beforeAll, expect, test } from "vitest";
import { drawingOf } from "../../pipelines/site/draw-pages.ts";
import { pageScript } from "../../pipelines/site/bundle-script.ts";
import type { Model } from "../../pipelines/transform/model.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";
import { openFactsWarehouse, orderFacts } from "../models/facts-warehouse.ts";
import { says, wrongHeadlines } from "./odd/check.ts";
import type { OddHome } from "./odd/homes.ts";

let warehouse: Warehouse;
let models: Model[];
let drawing: Awaited<ReturnType<typeof drawingOf>>;
beforeAll(async () => {
  warehouse = await openFactsWarehouse();
  models = await orderFacts(warehouse);
  drawing = await drawingOf(await pageScript());
});
afterAll(() => {
  warehouse.close();
});

// A few of the homes that differ most; `npm run headlines` checks all.
test.each<OddHome>(["one deal, open", "all won", "nobody goes on", "no amount is positive"])(
  "no headline says what the warehouse refutes: %s",
  async (name) => {
    expect(await wrongHeadlines(warehouse, models, drawing, name)).toEqual([]);
  },
);

test.each([
  ["25.9%", 0.25949, true],
  ["25.9%", 0.2605, false],
  ["1,234", 1234, true],
  ["1,234", 1235, false],
  ["20.7 days", 20.7 * 86_400, true],
  ["> 99%", 0.995, true],
  ["> 99%", 0.98, false],
  ["-68.7", -68.7, true],
  ["–", null, true],
  ["0", null, false],
])("“%s” says %s: %s", (text, value, isTrue) => {
  expect(says(text, value)).toBe(isTrue);
});
