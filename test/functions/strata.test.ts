import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readFunctions } from "../../pipelines/transform/model.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";

const golden = (name: string) => join(import.meta.dirname, "golden", name);
let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse(":memory:", { threads: 1 });
  for (const { sql } of readFunctions()) await warehouse.run(sql);
});
afterAll(() => {
  warehouse.close();
});

/** Rows in which a found value is not the expected one within a billionth of it. */
const differing = (pairs: [string, string][], from: string, parameters: string[]) =>
  warehouse.rows(
    `from (${from}) where ${pairs.map(([found, expected]) => `coalesce(abs(${found} - ${expected}) > 1e-9 * greatest(abs(${expected}), 1e-12), true)`).join(" or ")}`,
    parameters,
  );

test("ratios of rates and risks over strata, and their intervals, are R's to 1e-9", async () => {
  const found = `select expected.*, rate_above / rate_below as found_rate, risk_above / risk_below as found_risk,
      ratio_low(rate_above / rate_below, rate_spread / (rate_above * rate_below)) as found_rate_low, ratio_high(rate_above / rate_below, rate_spread / (rate_above * rate_below)) as found_rate_high,
      ratio_low(risk_above / risk_below, risk_spread / (risk_above * risk_below)) as found_risk_low, ratio_high(risk_above / risk_below, risk_spread / (risk_above * risk_below)) as found_risk_high
    from read_csv($2) as expected join (
      select "table", exact_sum(rate_ratio_above(events_with, time_with, time_without)) as rate_above, exact_sum(rate_ratio_below(events_without, time_with, time_without)) as rate_below,
        exact_sum(rate_ratio_spread(events_with + events_without, time_with, time_without)) as rate_spread,
        exact_sum(risk_ratio_above(least(events_with, n_with), n_with, n_without)) as risk_above, exact_sum(risk_ratio_below(least(events_without, n_without), n_with, n_without)) as risk_below,
        exact_sum(risk_ratio_spread(least(events_with, n_with), n_with, least(events_without, n_without), n_without)) as risk_spread
      from read_csv($1) group by "table") as summed on summed."table" = expected."table"`;
  const files = [golden("strata.csv"), golden("ratios.csv")];
  expect((await warehouse.rows(`from (${found})`, files)).length).toBe(40);
  expect(
    await differing(
      [
        ["found_rate", "rate_ratio"],
        ["found_rate_low", "rate_low"],
        ["found_rate_high", "rate_high"],
        ["found_risk", "risk_ratio"],
        ["found_risk_low", "risk_low"],
        ["found_risk_high", "risk_high"],
      ],
      found,
      files,
    ),
  ).toEqual([]);
});

test("Fisher's exact test and the interval of a difference of shares are R's to 1e-9", async () => {
  const found = `select *, fisher_p(k1, n1, k2, n2) as found_p, difference_low(k1, n1, k2, n2) as found_low, difference_high(k1, n1, k2, n2) as found_high
    from read_csv($1, types = {'p': 'double', 'low': 'double', 'high': 'double'})`;
  const files = [golden("shares.csv")];
  expect((await warehouse.rows(`from (${found})`, files)).length).toBeGreaterThan(300);
  // 0 in R where the least double is still too much
  expect(await differing([["found_p", "p"]], `select * from (${found}) where p > 1e-90`, files)).toEqual([]);
  expect(
    await warehouse.rows(
      `from (${found}) where abs(found_low - low) > 1e-9 or abs(found_high - high) > 1e-9 or (p <= 1e-90 and found_p > 1e-89)`,
      files,
    ),
  ).toEqual([]);
});

test("over nothing there is no test and no difference", async () => {
  expect(
    await warehouse.rows(
      "select fisher_p(0, 0, 3, 5) as p, difference_low(1, 2, 0, 0) as low, fisher_p(0, 4, 0, 9) as none_won",
    ),
  ).toEqual([{ p: null, low: null, none_won: 1 }]);
});
