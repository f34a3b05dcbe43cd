import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readCookbook } from "../../pipelines/site/cookbook.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { tablesOf } from "../../pipelines/transform/dependencies.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

/** What the sample has no rows of: its first release restates nothing. */
const empty = ["docs/cookbook/changed-past.sql"];

let warehouse: Warehouse;

beforeAll(async () => {
  const home = homeAt(scratchFolder());
  await refresh(
    { home, site: false, threads: 1 },
    { now: () => new Date("2026-11-01T03:00:00Z"), report: silent },
  );
  warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), { readOnly: true, threads: 1 });
  return () => {
    warehouse.close();
  };
});

test("the cookbook has at least twenty queries", () => {
  expect(readCookbook().length).toBeGreaterThanOrEqual(20);
});

test.each(readCookbook())("$question is answered on the sample", async ({ file, sql }) => {
  const rows = await warehouse.rows(sql);
  expect(rows.length > 0).toBe(!empty.includes(file));
});

test.each(readCookbook())(
  "$question reads public tables of core and marts only, and keeps intervals beside rates",
  async (recipe) => {
    const tables = (await tablesOf(warehouse, [recipe])).get(recipe) ?? [];
    expect(tables.length).toBeGreaterThan(0);
    expect(tables.filter((table) => !/^(core|marts)\.[a-z]/.test(table))).toEqual([]);
    const columns = (await warehouse.connection.runAndReadAll(recipe.sql)).columnNames();
    if (columns.includes("rate_so_far"))
      expect(columns).toEqual(expect.arrayContaining(["rate_low", "rate_high"]));
    if (columns.includes("estimate"))
      expect(columns).toEqual(expect.arrayContaining(["estimate_low", "estimate_high", "estimate_status"]));
  },
);
