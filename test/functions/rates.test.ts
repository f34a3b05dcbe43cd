import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wilson } from "../../dashboards/lib/wilson.ts";
import { readFunctions } from "../../pipelines/transform/model.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";

interface Row {
  successes: number;
  trials: number;
  low: number;
  high: number;
  found_low: number;
  found_high: number;
}

let warehouse: Warehouse;
let rows: Row[];
beforeAll(async () => {
  warehouse = await openWarehouse(":memory:", { threads: 1 });
  for (const { sql } of readFunctions()) await warehouse.run(sql);
  rows = await warehouse.rows<Row>(
    `select successes::double as successes, trials::double as trials, low, high,
       wilson_low(successes, trials) as found_low, wilson_high(successes, trials) as found_high from read_csv($1)`,
    [join(import.meta.dirname, "golden", "wilson.csv")],
  );
});
afterAll(() => {
  warehouse.close();
});

test("the interval of a rate is R's prop.test without continuity correction within 1e-12", () => {
  expect(rows.length).toBeGreaterThan(40);
  expect(
    rows.filter(
      (row) => !(Math.abs(row.found_low - row.low) < 1e-12 && Math.abs(row.found_high - row.high) < 1e-12),
    ),
  ).toEqual([]);
});

test("an interval holds its own rate, and begins at exactly 0 or ends at exactly 1 when nobody or everybody went on", () => {
  expect(
    rows.filter((row) => {
      const rate = row.successes / row.trials;
      return !(
        row.found_low <= rate &&
        rate <= row.found_high &&
        (rate > 0 || row.found_low === 0) &&
        (rate < 1 || row.found_high === 1)
      );
    }),
  ).toEqual([]);
});

test("the pages find the same interval as the SQL macros", () => {
  expect(
    rows.filter((row) => {
      const { low, high } = wilson(row.successes, row.trials);
      return (
        low === null ||
        high === null ||
        Math.abs(low - row.found_low) > 1e-15 ||
        Math.abs(high - row.found_high) > 1e-15
      );
    }),
  ).toEqual([]);
});

test("a rate over nothing is null and has no interval", async () => {
  expect(
    await warehouse.rows("select rate(0, 0) as rate, wilson_low(0, 0) as low, wilson_high(0, 0) as high"),
  ).toEqual([{ rate: null, low: null, high: null }]);
  expect(wilson(0, 0)).toEqual({ successes: 0, n: 0, rate: null, low: null, high: null });
});
