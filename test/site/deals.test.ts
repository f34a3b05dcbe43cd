import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawStills } from "../../pipelines/site/draw-stills.ts";
import { readMarts } from "../../pipelines/site/read-marts.ts";
import { writeMarts } from "./write-marts.ts";

const folder = mkdtempSync(join(tmpdir(), "funnelhouse-deals-"));
const warehouse = join(folder, "warehouse.duckdb");

beforeAll(async () => {
  await writeMarts(warehouse);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("above the limit every open deal is published and then the newest, and the page says so with the total", async () => {
  const all = await readMarts(warehouse);
  const data = await readMarts(warehouse, 200);
  const { rows } = data.deals;
  const isOpen = (outcome: string) => outcome === "open";
  expect(data.deals.total.deals).toEqual([2853]);
  expect(all.deals.rows.id).toHaveLength(2853);
  expect(rows.id).toHaveLength(200);
  expect(rows.outcome.filter(isOpen)).toHaveLength(all.deals.rows.outcome.filter(isOpen).length);
  const closed = rows.started.filter((_, index) => rows.outcome[index] !== "open").sort();
  const newest = all.deals.rows.started.filter((_, index) => all.deals.rows.outcome[index] !== "open").sort();
  expect(closed).toEqual(newest.slice(-closed.length));
  const stills = await drawStills(data);
  expect(stills.get("en/deals.html")).toContain("200 of 2,853 deals are published here");
  expect(stills.get("hu/deals.html")).toMatch(/Itt 200 ügylet látszik, összesen 2(&nbsp;|\s)853 van/);
  expect(stills.get("en/deals.html")).toContain("npm run sql -- ");
});

test("below the limit nothing is said to be missing", async () => {
  const stills = await drawStills(await readMarts(warehouse));
  expect(stills.get("en/deals.html")).not.toContain("are published here");
});

test("equal marts draw equal pages", async () => {
  const [one, other] = [
    await drawStills(await readMarts(warehouse)),
    await drawStills(await readMarts(warehouse)),
  ];
  expect([...one]).toEqual([...other]);
});
