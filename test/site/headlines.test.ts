import { chromium } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { drawingOf } from "../../pipelines/site/draw-pages.ts";
import { pageScript } from "../../pipelines/site/bundle-script.ts";
import { martsOf } from "../../pipelines/site/read-marts.ts";
import type { Model } from "../../pipelines/transform/model.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";
import { openFactsWarehouse, orderFacts } from "../models/facts-warehouse.ts";
import { withoutOperations } from "./made.ts";
import { says, wrongHeadlines } from "./odd/check.ts";
import { buildOdd } from "./odd/build.ts";
import { drawnPages, misplaced, prepareDrawing } from "./odd/layout.ts";
import type { OddHome } from "./odd/homes.ts";

let warehouse: Warehouse;
let models: Model[];
let script: string;
let drawing: Awaited<ReturnType<typeof drawingOf>>;
beforeAll(async () => {
  warehouse = await openFactsWarehouse();
  models = await orderFacts(warehouse);
  script = await pageScript();
  drawing = await drawingOf(script);
});
afterAll(() => {
  warehouse.close();
});

// A few of the homes that differ most; `npm run headlines` checks all.
test.each<OddHome>(["one deal, open", "nobody goes on", "no amount is positive"])(
  "no headline says what the warehouse refutes: %s",
  async (name) => {
    expect(await wrongHeadlines(warehouse, models, drawing, name)).toEqual([]);
  },
);

test("long names and words keep their charts apart, leave no card and make no page scroll sideways", async () => {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await prepareDrawing(page, script);
  await buildOdd(warehouse, models, "long words");
  const files = withoutOperations(await martsOf(warehouse, () => undefined));
  const found: string[] = [];
  for (const entry of drawnPages())
    found.push(
      ...(await misplaced(page, entry, entry.key === "index" ? "en" : "hu", files, [320, 525, 3840])),
    );
  expect(found).toEqual([]);
});

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
