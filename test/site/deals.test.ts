import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { behind } from "../../dashboards/lib/deals.ts";
import { rowsOf, type Files } from "../../dashboards/lib/data.ts";
import { filterNames, noFilters, queryOf, type Filters } from "../../dashboards/lib/filters.ts";
import { pages } from "../../dashboards/pages.ts";
import { drawStills, type Stills } from "../../pipelines/site/draw-stills.ts";
import { readMarts } from "../../pipelines/site/read-marts.ts";
import { writeMarts } from "./write-marts.ts";

const folder = mkdtempSync(join(tmpdir(), "funnelhouse-deals-"));
const warehouse = join(folder, "warehouse.duckdb");

let all: Files;
let stills: Stills;

beforeAll(async () => {
  await writeMarts(warehouse);
  all = await readMarts(warehouse);
  stills = await drawStills(all);
}, 100_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("above the limit every open deal is published and then the newest, and the page says so with the total", async () => {
  const data = await readMarts(warehouse, 400);
  const { rows } = data.deals;
  const isOpen = (outcome: string) => outcome === "open";
  expect(data.deals.total.deals).toEqual([2853]);
  expect(all.deals.rows.id).toHaveLength(2853);
  expect(rows.id).toHaveLength(400);
  expect(rows.outcome.filter(isOpen)).toHaveLength(all.deals.rows.outcome.filter(isOpen).length);
  const closed = rows.started.filter((_, index) => rows.outcome[index] !== "open").sort();
  const newest = all.deals.rows.started.filter((_, index) => all.deals.rows.outcome[index] !== "open").sort();
  expect(closed).toEqual(newest.slice(-closed.length));
  const some = await drawStills(data);
  expect(some.get("en/deals.html")).toContain("400 of 2,853 deals are published here");
  expect(some.get("hu/deals.html")).toMatch(/Itt 400 ügylet látszik, összesen 2(&nbsp;|\s)853 van/);
  expect(some.get("en/deals.html")).toContain("npm run sql -- ");
});

test("below the limit nothing is said to be missing", () => {
  expect(stills.get("en/deals.html")).not.toContain("are published here");
});

test("equal marts draw equal pages", async () => {
  expect([...(await drawStills(await readMarts(warehouse)))]).toEqual([...stills]);
});

test("an open lead that went back counts at its furthest stage for its chance and where it stands for its time, and both say so", () => {
  expect(stills.get("en/velocity.html")).toContain(
    "6 of the 70 went back and stand at an earlier stage now.",
  );
  expect(stills.get("hu/velocity.html")).toContain("70 nyitott leadből 6 visszalépett");
  for (const [page, words] of [
    ["en/cycle.html", "Still open: where a lead stands now."],
    ["hu/cycle.html", "Még nyitott: ahol a lead most áll."],
  ] as const)
    expect(stills.get(page)).toContain(words);
});

/** Numbers of the pages that lead to deals: the number, the filters it leads to, and where it stands. */
function numbersOf(stills: Map<string, string>): { page: string; count: number; filters: Filters }[] {
  return [...stills].flatMap(([page, html]) =>
    [...html.matchAll(/<a href="\.\/deals\.html\?([^"]*)"[^>]*>([\d,]+)(?: [^<]*)?</g)].map((found) => {
      const query = new URLSearchParams(found[1]?.replaceAll("&amp;", "&"));
      const set = filterNames.map((name) => [name, query.get(name) ?? ""]);
      return {
        page,
        count: Number(found[2]?.replaceAll(",", "")),
        filters: { ...noFilters, ...(Object.fromEntries(set) as unknown as Filters) },
      };
    }),
  );
}

test("every number that leads to deals leads to as many as it says", () => {
  const deals = rowsOf(all.deals.rows);
  const { stages } = all.summary;
  const order = new Map(
    rowsOf(stages).flatMap((row) => (row.pipeline === "sales" ? [[row.stage, row.ordinal] as const] : [])),
  );
  // The planner's numbers in these tests are those of a check of its own.
  const english = new Map([...stills].filter(([page]) => page.startsWith("en/") && !page.includes("plan")));
  const numbers = numbersOf(english).filter(({ filters }) => filters.deal === "");
  const wrong = numbers.flatMap(({ page, count, filters }) => {
    const found = deals.filter(behind(filters, order)).length;
    return found === count ? [] : [`${page} ${queryOf(filters)}: ${count}, found ${found}`];
  });
  expect(wrong).toEqual([]);
  const drawn = pages
    .map(({ key }) => key)
    .filter((key) => numbers.some(({ page }) => page === `en/${key}.html`));
  expect(drawn).toEqual(["index", "conversion", "customer", "cycle", "leaks", "crm", "velocity"]);
});
