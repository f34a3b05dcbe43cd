import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { preparedFor, prepareSelections } from "../../dashboards/lib/prepared-selections.ts";
import { rowsOf } from "../../dashboards/lib/columns.ts";
import type { Files } from "../../dashboards/lib/data.ts";
import { behind } from "../../dashboards/lib/deals.ts";
import { noFilters, queryOf, type Dimension, type Filters } from "../../dashboards/lib/filters.ts";
import { joinedJourneys, type ReadJourneys } from "../../dashboards/lib/journeys.ts";
import type { Selected } from "../../dashboards/lib/narrow.ts";
import { pack, unpack, type Tables } from "../../dashboards/lib/pack.ts";
import type { PageKey } from "../../dashboards/pages.ts";
import { draw as drawMade, madeFiles } from "./draw-page.ts";
import { linksIn } from "./links-in.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();
let files: Files;

beforeAll(async () => {
  files = await madeFiles(join(folder, "warehouse.duckdb"));
}, 60_000);

const draw = (page: PageKey, asked: Partial<Filters>, language: "en" | "hu" = "en") =>
  drawMade(files, page, asked, language);

const number = (page: HTMLElement, name: string) =>
  page.querySelector(`[data-number="${name}"] strong`)?.textContent;
const ignoredBy = (page: HTMLElement, id: string) => page.querySelector(`#${id} .ignored`)?.textContent;

const chosen: [Dimension, string][] = [
  ["campaign", "spring"],
  ["owner", "4711"],
  ["country", "HU"],
  ["tier", "A"],
];

test.each(chosen)("narrowed by %s, every count leads to exactly its deals", (dimension, value) => {
  const deals = rowsOf(files.deals.rows);
  const order = new Map(
    rowsOf(files.summary.stages).flatMap((row) =>
      row.pipeline === "sales" ? [[row.stage, row.stage_ordinal] as const] : [],
    ),
  );
  for (const page of ["index", "conversion", "customer"] as const)
    for (const months of [{}, { from: "2025-07", to: "2026-02" }]) {
      const links = linksIn(draw(page, { [dimension]: value, ...months }).outerHTML);
      const own = links.filter(({ filters }) => filters[dimension] === value);
      expect(own.length, page).toBeGreaterThan(5);
      const wrong = links.flatMap(({ count, filters }) => {
        const found = deals.filter(behind(filters, order)).length;
        return found === count ? [] : [`${page} ${queryOf(filters)}: ${count}, found ${found}`];
      });
      expect(wrong).toEqual([]);
    }
});

test("a figure that cannot follow a filter names it, and counts all", () => {
  const page = draw("index", { country: "HU", tier: "A" });
  expect(ignoredBy(page, "fix")).toBe("Country and ICP tier do not apply.");
  expect(ignoredBy(page, "funnel")).toBeUndefined();
  expect(page.querySelector("#times a[href*=country]")).toBeNull();
  expect(ignoredBy(draw("leaks", { campaign: "spring", from: "2025-07" }), "leaks")).toBe(
    "Months and campaign do not apply.",
  );
  expect(ignoredBy(draw("handoff", { owner: "4711" }, "hu"), "handoff")).toBe(
    "A felelős szűrője itt nem hat.",
  );
});

test("a selection of a large company is made beforehand, and shown as all its journeys make it", () => {
  const parts: Selected[] = [];
  const save = (_: string, part: Selected) => String(parts.push(part) - 1);
  const made = prepareSelections(files.summary, files.journeys, save, 100);
  expect(prepareSelections(files.summary, files.journeys, save).file).toEqual([]);
  for (const asked of [...chosen.map(([name, value]) => ({ [name]: value })), { from: "2025-07" }]) {
    const found = preparedFor(made, { ...noFilters, pipeline: "sales", ...asked });
    const part = parts[Number(found?.file)];
    const selected = unpack(pack({ ...part } as unknown as Tables)) as unknown as Selected;
    const journeys: ReadJourneys = { ...files.journeys, rows: joinedJourneys([]), selected, sides: null };
    for (const page of ["index", "conversion", "customer"] as const)
      expect(drawMade({ ...files, journeys }, page, asked, "en").outerHTML, page).toBe(
        draw(page, asked).outerHTML,
      );
  }
  const both = { ...noFilters, pipeline: "sales", country: "HU", from: "2025-07" };
  expect(preparedFor(made, both)).toBeUndefined();
});

test("a value that no lead has is dropped, named, and leaves the whole", () => {
  const page = draw("index", { campaign: "<script>", country: "XX" });
  expect(page.querySelector(".warning")?.textContent).toBe(
    "Ignored, because it means nothing in these data: Campaign: “<script>”; Country: “XX”",
  );
  expect(number(page, "started")).toBe("1,053");
});

test("a source chosen as a filter and by its journeys gives one number", () => {
  const alone = number(draw("customer", { source: "referral" }), "started");
  expect(number(draw("customer", { source: "referral", campaign: "spring" }), "started")).toBe(alone);
});

test("the estimates are of the chosen months, and say nothing of ignoring them", () => {
  const page = draw("conversion", { from: "2025-05", to: "2026-07" });
  expect(ignoredBy(page, "conversion")).toBeUndefined();
  // In these months every lead has been followed: what the estimate tells is what happened.
  const went = rowsOf(files.summary.funnel)
    .filter((row) => row.source !== "purchased_list" && row.stage === "lead" && row.month <= "2026-07")
    .reduce((sum, row) => ({ n: sum.n + row.reached_count, k: sum.k + row.advanced_count }), { n: 0, k: 0 });
  const share = new Intl.NumberFormat("en-GB", {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  expect(page.querySelector("#conversion tbody tr")?.textContent).toContain(share.format(went.k / went.n));
});

test("the bar offers the filters that are not set, and the values of one that is asked for", () => {
  const offered = (page: HTMLElement, name: string) =>
    [...page.querySelectorAll(`.filters [name="${name}"] option`)].map((option) =>
      option.getAttribute("value"),
    );
  const calm = draw("index", {});
  expect(offered(calm, "add")).toEqual(["", "campaign", "owner", "country", "tier"]);
  expect(calm.querySelector('.filters [name="campaign"]')).toBeNull();
  const set = draw("index", { country: "HU" });
  expect(offered(set, "country")).toEqual(["", "AT", "HU"]);
  expect(offered(set, "add")).toEqual(["", "campaign", "owner", "tier"]);
  expect(draw("leaks", {}).querySelector('.filters [name="add"]')).toBeNull();
});
