import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { brotliCompressSync, constants } from "node:zlib";
import { splitDeals } from "../../dashboards/lib/deal-files.ts";
import { dwellFileOf, splitDwell } from "../../dashboards/lib/dwell-files.ts";
import { dwellQuantiles } from "../../dashboards/lib/sums.ts";
import { behind } from "../../dashboards/lib/deals.ts";
import { pack, type Tables } from "../../dashboards/lib/pack.ts";
import { rowsOf } from "../../dashboards/lib/columns.ts";
import type { MartFiles } from "../../dashboards/lib/data.ts";
import { DealReader } from "../../dashboards/lib/read-deals.ts";
import { noFilters, queryOf, type Filters } from "../../dashboards/lib/filters.ts";
import { pages } from "../../dashboards/pages.ts";
import { velocityWords } from "../../dashboards/words/velocity.ts";
import { findingKinds } from "../../dashboards/words/issues.ts";
import { programRoot } from "../../pipelines/contract/home.ts";
import { readModels } from "../../pipelines/transform/model.ts";
import { drawStills, type Stills } from "./draw-stills.ts";
import { isCountOf, linksIn } from "./links-in.ts";
import { unlinkedCounts } from "./unlinked.ts";
import { readMarts } from "../../pipelines/site/read-marts.ts";
import { writeMarts } from "./write-marts.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();
const warehouse = join(folder, "warehouse.duckdb");

const warnings: string[] = [];
let all: MartFiles;
let stills: Stills;
/** A first release without a leak, with more deals than are published. */
let first: MartFiles;
let firstStills: Stills;

beforeAll(async () => {
  await writeMarts(warehouse);
  all = await readMarts(warehouse, (message) => warnings.push(message));
  stills = await drawStills(all);
  first = await readMarts(warehouse, () => undefined, 400);
  for (const table of [first.quality.restatements, first.quality.comparison, first.segments.competitors])
    for (const column of Object.values(table)) column.length = 0;
  first.summary.leaks.verdict = first.summary.leaks.verdict.map((verdict) =>
    verdict === "leak" ? "fine" : verdict,
  );
  first.summary.leaks.fix_order = first.summary.leaks.fix_order.map(() => null);
  firstStills = await drawStills(first);
}, 400_000);

test("the columns that pages read are null and have other values only where the header of their query says so", () => {
  expect(warnings).toEqual([]);
});

test("above the limit every open deal is published and then the newest, and the page says so with the total", () => {
  const { rows } = first.deals;
  const isOpen = (outcome: string) => outcome === "open";
  expect(first.deals.total.deal_count).toEqual([2853]);
  expect(all.deals.rows.deal_id).toHaveLength(2853);
  expect(rows.deal_id).toHaveLength(400);
  expect(rows.outcome.filter(isOpen)).toHaveLength(all.deals.rows.outcome.filter(isOpen).length);
  const closed = rows.started_on.filter((_, index) => rows.outcome[index] !== "open").sort();
  const newest = all.deals.rows.started_on
    .filter((_, index) => all.deals.rows.outcome[index] !== "open")
    .sort();
  expect(closed).toEqual(newest.slice(-closed.length));
  expect(firstStills.get("en/deals.html")).toContain("400 of 2,853 deals are published here");
  expect(firstStills.get("hu/deals.html")).toMatch(/Itt 400 ügylet látszik, összesen 2853 van/);
  expect(firstStills.get("en/deals.html")).toContain("npm run sql -- ");
});

const orderOf = (pipeline: string) =>
  new Map(
    rowsOf(all.summary.stages)
      .filter((stage) => stage.pipeline === pipeline)
      .map((stage) => [stage.stage, stage.stage_ordinal]),
  );

/** The deals of a site as files, by name, what reads them, and the names of those that it read. */
function filesOf(deals: MartFiles["deals"]) {
  const files = new Map<string, object>();
  const asked: string[] = [];
  const index = splitDeals(deals, (name, content) => {
    const file = `${name}-${files.size}`;
    files.set(file, content);
    return file;
  });
  const read = (file: string) => {
    asked.push(file);
    return Promise.resolve(files.get(file));
  };
  return { files, asked, reader: new DealReader(index, read, orderOf) };
}

const selections: Partial<Filters>[] = [
  {},
  { outcome: "open" },
  { outcome: "won", at: "mature" },
  { from: "2026-01", to: "2026-02" },
  { from: "2026-01", to: "2026-02", outcome: "lost", stage: "contacted" },
  { from: "2026-01", to: "2026-02", at: "closed" },
  { period: "2026-03-05..2026-03-20" },
  { period: "2026-03-05..2026-03-20", at: "closed", outcome: "lost" },
  { stage: "meeting" },
  { stage: "meeting", outcome: "lost", source: "inbound_web" },
  { stage: "meeting", at: "furthest", to: "2025-08" },
  { source: "purchased_list", stage: "contacted" },
  { stage: "contacted", outcome: "open", at: "here" },
  { search: "77" },
  { mark: "called" },
  { mark: "visit=qualified due:Call_back" },
];

test("the deals that are read for a selection are its last started, and with those that are counted unread they are all of it", async () => {
  const { asked, reader } = filesOf(all.deals);
  for (const selection of selections) {
    const filters = { ...noFilters, pipeline: "sales", ...selection };
    const said = JSON.stringify(selection);
    const wanted = rowsOf(all.deals.rows)
      .filter(behind(filters, orderOf("sales")))
      // marks are read where one is asked for
      .map((row) => (filters.mark === "" ? { ...row, marks: null } : row));
    expect(wanted.length, said).toBeGreaterThan(0);
    for (const most of [10, 100, Infinity]) {
      const { rows, unread } = await reader.load(filters, most);
      const found = rowsOf(rows).filter(behind(filters, orderOf("sales")));
      const [count = 0, won = 0] = [unread?.deal_count, unread?.won_count];
      const isWon = (row: { outcome: string }) => row.outcome === "won";
      expect(found.length + count, said).toBe(wanted.length);
      expect(found.filter(isWon).length + won, said).toBe(wanted.filter(isWon).length);
      // in the order of the list, as far as was wanted
      const seen = count === 0 ? found.length : most;
      expect(found.slice(0, seen), said).toEqual(wanted.slice(0, seen));
    }
  }
  asked.length = 0;
  const [id] = all.deals.rows.deal_id.slice(1234);
  const { rows, visits } = await reader.load({ ...noFilters, deal: id ?? "" });
  const isIt = (other: string | null) => other === id;
  expect(rows.deal_id.filter(isIt)).toEqual(all.deals.rows.deal_id.filter(isIt));
  expect(visits.deal_id.filter(isIt).length).toBeGreaterThan(0);
  expect(visits.deal_id.filter(isIt)).toEqual(all.deals.visits.deal_id.filter(isIt));
});

test("of a hundred thousand deals each file is at most 25 KB, and the page reads those of the newest hundred", async () => {
  const { rows, visits, ...rest } = all.deals;
  const times = Math.ceil(100_000 / rows.deal_id.length);
  const many = <Columns extends Record<string, unknown[]>>(columns: Columns): Columns =>
    Object.fromEntries(
      Object.entries(columns).map(([name, cells]) => [
        name,
        // side by side, so that they are in the order of their start
        cells.flatMap((cell) =>
          Array.from({ length: times }, (_, time) => (name === "deal_id" ? `${String(cell)}${time}` : cell)),
        ),
      ]),
    ) as Columns;
  const { files, asked, reader } = filesOf({ ...rest, rows: many(rows), visits: many(visits) });
  const sizes = [...files.values()].map(
    (part) =>
      brotliCompressSync(JSON.stringify(pack({ ...part } as Tables)), {
        params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
      }).length,
  );
  expect(Math.max(...sizes)).toBeLessThanOrEqual(25 * 1024);
  for (const selection of [
    {},
    { stage: "meeting" },
    { outcome: "open" },
    { from: "2026-02", to: "2026-02" },
    { country: "HU" },
    { owner: "4711", outcome: "open" },
    { campaign: "spring" },
  ]) {
    const filters = { ...noFilters, pipeline: "sales", ...selection };
    asked.length = 0;
    const read = await reader.load(filters);
    expect(asked.length, JSON.stringify(selection)).toBeLessThan(12);
    const own = rowsOf(rows).filter(behind(filters, orderOf("sales"))).length;
    const found = rowsOf(read.rows).filter(behind(filters, orderOf("sales"))).length;
    expect(found).toBeGreaterThanOrEqual(100);
    expect(found + (read.unread?.deal_count ?? 0)).toBe(own * times);
  }
});

test("the times in stage of every selection come from one small file", () => {
  const parts = new Map<string, MartFiles["dwell"]>();
  const index = splitDwell(all.dwell, (name, part) => {
    parts.set(`${name}-${parts.size}`, part);
    return `${name}-${parts.size - 1}`;
  });
  for (const selection of [
    {},
    { source: "inbound_web" },
    { source: "purchased_list" },
    { source: "inbound_web", from: "2026-01", to: "2026-03" },
    { to: "2025-12" },
  ]) {
    const filters = { ...noFilters, pipeline: "sales", ...selection };
    const file = dwellFileOf(index, filters);
    const { bins } = file === undefined ? index : (parts.get(file) ?? all.dwell);
    expect(bins.bin.length).toBeLessThan(all.dwell.bins.bin.length);
    for (const of of ["completed_count", "open_count"] as const) {
      const ask = (table: MartFiles["dwell"]["bins"]) =>
        dwellQuantiles(table, filters, "contacted", of, [0.25, 0.5, 0.9]);
      expect(ask(bins)).toEqual(ask(all.dwell.bins));
      expect(ask(bins).n).toBeGreaterThan(0);
    }
  }
});

test("below the limit nothing is said to be missing", () => {
  expect(stills.get("en/deals.html")).not.toContain("are published here");
});

test("equal marts draw equal pages", async () => {
  expect([...(await drawStills(await readMarts(warehouse, () => undefined)))]).toEqual([...stills]);
});

test("a first release does not claim that nothing of the past has changed", () => {
  expect(stills.get("en/quality.html")).toContain("One number of the past changed since the last release");
  expect(firstStills.get("en/quality.html")).toContain("There is no earlier release to compare with yet");
  expect(firstStills.get("hu/quality.html")).toContain("Még nincs korábbi kiadás");
});

test("every kind of finding that the models make has a name and a meaning in both languages", () => {
  const loaders = ["load/presumed-currency.ts", "audit/columns.ts"].map((path) =>
    readFileSync(join(programRoot, "pipelines", path), "utf8"),
  );
  const kinds = [
    ...readModels()
      .filter(({ name }) => name.startsWith("_issue_of_"))
      .flatMap(({ sql }) => [...sql.matchAll(/^select(?: distinct)?\n {2}'([a-z_]+)'/gm)]),
    ...loaders.flatMap((text) => [...text.matchAll(/kind: "([a-z_]+)"/g)]),
  ].map((found) => found[1] ?? "");
  expect(kinds).toEqual(expect.arrayContaining(["unmapped_stage", "presumed_currency", "lost_column"]));
  expect(kinds.filter((kind) => !findingKinds.includes(kind))).toEqual([]);
  expect(stills.get("en/quality.html")).toContain("Stage not in the map");
  expect(stills.get("hu/quality.html")).toContain("Ismeretlen szakasz");
  expect(stills.get("hu/quality.html")).toContain("a rejtett munkalapokat nem olvassuk");
  expect(stills.get("hu/quality.html")).not.toContain("hidden sheets");
  expect(stills.get("hu/leaks.html")).toContain("A sáv forrása: alapérték.");
  expect(stills.get("hu/leaks.html"), "a company's own words").toContain("A sáv forrása: our board.");
});

test("where no stage leaks the one is named at which most is to be gained, with how many lack leads or a benchmark", () => {
  for (const [page, judged, headline] of [
    [
      "en",
      "Fine against their benchmark: 2. Too few leads to judge: 1. Without a benchmark: 3.",
      "No leak is proven; Negotiation seems to have most to gain, but cannot be told apart from Proposal",
    ],
    [
      "hu",
      "A sávjukhoz képest rendben van: 2. Az ítélethez kevés a lead: 1. Nincs viszonyítási sávja: 3.",
      "Bizonyított szivárgás nincs; a legtöbb talán itt nyerhető",
    ],
  ] as const) {
    expect(firstStills.get(`${page}/index.html`)).toContain(headline);
    expect(firstStills.get(`${page}/index.html`)).toContain(judged);
    expect(firstStills.get(`${page}/leaks.html`)).toContain(headline);
  }
});

test("where the rates of lead to customer meet, one line says which to use for what", () => {
  for (const page of ["index", "customer", "plan"]) {
    expect(stills.get(`en/${page}.html`)).toContain(
      "Expect 6.3% of new leads as customers by day 180. So far 6.0% is what has been counted",
    );
    expect(stills.get(`hu/${page}.html`)).toContain("Melyik arány mire való?");
  }
});

test("moves between stages are shown with their skips and loops", () => {
  const html = stills.get("en/cycle.html") ?? "";
  expect(html).toContain("10.0% of the steps forward skip a stage, and 7 moves go back");
  expect(html).toContain("Most often back: Contacted → Lead (7).");
  expect(html).toMatch(/class="rate leap"><b>10<\/b><small>5\.0%</);
  expect(stills.get("hu/cycle.html")).toContain("Másik tölcsér");
});

test("whom competitors sell to stands where the fit is discussed, and nowhere when no page was saved", () => {
  expect(stills.get("en/conversion.html")).toContain("Competitors sell most to Logistics: 14 customers");
  expect(firstStills.get("en/conversion.html")).not.toContain("Competitors sell");
});

test("money and quarters of the Hungarian pages are written as Hungarians write them", () => {
  const html = stills.get("hu/velocity.html") ?? "";
  expect(html).toMatch(/naponta 510(&nbsp;|\s)ezer Ft \(2026\. I\. negyedév\)/);
  expect(html).toMatch(/>I\. né\.</);
  expect(html).not.toMatch(/HUF|>Q1</);
});

test("each of the CRM's two times has a column beside ours", () => {
  for (const [page, head] of [
    ["en/crm.html", ">Cumulative time"],
    ["hu/crm.html", ">Összesített idő"],
  ] as const)
    expect(stills.get(page)).toContain(head);
});

test("the CRM's count of deals is told apart from ours", () => {
  expect(stills.get("en/crm.html")).toContain("The CRM counts 900 deals and we 1,053 leads");
  // The same quarter has another share of what was closed on the page Lead → customer.
  expect(stills.get("en/crm.html")).toContain("the quarters of Lead → customer leave them out");
});

test("an open lead that went back counts at its furthest stage for its chance and where it stands for its time, and both say so", () => {
  expect(stills.get("en/velocity.html")).toContain(
    "6 of the 69 went back and stand at an earlier stage now.",
  );
  expect(stills.get("hu/velocity.html")).toContain("69 nyitott leadből 6 visszalépett");
  for (const [page, words] of [
    ["en/cycle.html", "Still open: where a lead stands now."],
    ["hu/cycle.html", "Még nyitott: ahol a lead most áll."],
  ] as const)
    expect(stills.get(page)).toContain(words);
});

test("every number that leads to deals leads to as many as it says", () => {
  const deals = rowsOf(all.deals.rows);
  const { stages } = all.summary;
  const order = new Map(
    rowsOf(stages).flatMap((row) =>
      row.pipeline === "sales" ? [[row.stage, row.stage_ordinal] as const] : [],
    ),
  );
  // The planner's numbers in these tests are those of a check of its own.
  const english = new Map([...stills].filter(([page]) => page.startsWith("en/") && !page.includes("plan")));
  const numbers = [...english]
    .flatMap(([page, html]) => linksIn(html).map((link) => ({ page, ...link })))
    .filter(({ filters }) => filters.deal === "");
  const wrong = numbers.flatMap(({ page, count, filters }) =>
    isCountOf({ count, filters }, deals, order) ? [] : [`${page} ${queryOf(filters)}: ${count}`],
  );
  expect(wrong).toEqual([]);
  const drawn = pages
    .map(({ key }) => key)
    .filter((key) => numbers.some(({ page }) => page === `en/${key}.html`));
  expect(drawn).toEqual([
    "index",
    "conversion",
    "customer",
    "cycle",
    "leaks",
    "explore",
    "crm",
    "icp",
    "handoff",
    "contact",
    "proposals",
    "followup",
    "sources",
    "attribution",
    "velocity",
  ]);
});

/** Counts that have no deals to show, and why. */
const withoutRows: Record<string, string[]> = {
  "measures and not counts: days, hours, money, places in an order": [
    "index fresh | Days behind",
    "customer curves | Day",
    "customer ages | Day",
    "customer sources | Horizon, days",
    "conversion conversion | Horizon, days",
    "conversion breakdown | Horizon, days",
    "cycle advance | Horizon, days",
    "leaks leaks | Horizon, days",
    "leaks leaks | Fix order",
    "explore explore | Within days",
    "todo list | Amount, HUF",
    "todo list | Expected value",
    "handoff handoff | Horizon, days",
    "contact ratio | Days with it",
    "contact ratio | Days without it",
    "contact tasks | Allowed, hours",
    "proposals won | Days",
    "followup attempts | Attempt",
    "followup silence | Days of silence",
    "sources costs | Cost, HUF",
    "sources costs | Per lead",
    "sources costs | Per SQL",
    "sources costs | Per customer",
    "sources costs | Per customer, low",
    "sources costs | Per customer, high",
    "sources quality | Cost, HUF",
    "sources quality | Per lead",
    "sources quality | Per SQL",
    "sources quality | Per customer",
    "sources quality | Per customer, low",
    "sources quality | Per customer, high",
    "sources campaigns | Cost, HUF",
    "sources campaigns | Per lead",
    "sources campaigns | Per SQL",
    "sources campaigns | Per customer",
    "sources campaigns | Per customer, low",
    "sources campaigns | Per customer, high",
    "sources lists | Cost, HUF",
    "sources lists | Per lead",
    "sources lists | Per customer",
    "sources spend | Cost, HUF",
    "sources spend | No lead names it",
    "sources moved | First report",
    "sources moved | Newest report",
    "sources moved | Change",
    "attribution credits | Credited value, HUF",
    "plan soon | Days",
    "velocity wins | Days ago",
    "velocity wins | Days ahead",
    "velocity open | Value",
    "velocity open | Value × probability",
    "velocity pace | Value",
    "velocity pace | Velocity",
    "velocity moves | Change",
    "velocity moves | leads",
    "velocity moves | win rate",
    "velocity moves | value",
    "velocity moves | cycle",
    "quality freshness | Days behind",
    "deals deals | Amount",
  ],
  "leads that are still to come": [
    "leaks leaks | Leads missing",
    "plan tile needed",
    "plan tile naive",
    "plan assurance | Leads",
    "plan needs | Leads needed",
    "plan needs | The naive number",
    "plan grid | Customers",
    "plan grid | Leads at 50%",
    "plan grid | Leads at 80%",
    "plan grid | Leads at 90%",
    "plan grid | Leads at 95%",
    "plan grid | The naive number",
  ],
  "a simulated company": [
    "compare null-world | Deals with it",
    "compare null-world | of them advanced",
    "compare null-world | Deals without it",
  ],
  "records of files, campaigns and companies, of which the site has no list": [
    "conversion competitors | Customers",
    "icp competitor-fit | Competitors",
    "icp competitor-fit | Their customers",
    "sources lists | Members",
    "sources lists | Without legal basis",
    "sources lists | Marked do not call",
    "sources lists | Called against it",
    "sources spend | Campaigns of it",
    "sources moved | Campaign days",
    "sources moved | Fell to nothing",
    "index fresh | Newest export, records",
    "index fresh | of it set aside",
    "quality freshness | Files",
    "quality freshness | Records loaded",
    "quality freshness | Set aside",
    "quality freshness | Journeys",
    "quality restatements | Leads",
    "quality issues | Count",
    "quality files | Records delivered",
    "quality files | Loaded",
    "quality files | Set aside",
    "quality files | Deduplicated",
    "quality files | Skipped",
  ],
  "as the CRM counts them, which keeps other rows": [
    "crm funnels | Deals (all stages)",
    "crm funnels | Deals (any stage)",
    "crm crm-times | Deals (latest time)",
    "crm crm-times | Deals (cumulative time)",
    "crm closed | Deals",
  ],
  "all with the purchased lists, which the list of deals keeps apart": [
    "conversion breakdown | Followed",
    "conversion breakdown | Undecided then",
    "conversion breakdown | Went on",
    "conversion breakdown | Reached",
    "conversion breakdown | Mature, went on",
    "conversion breakdown | Mature n",
    "conversion matrix | Lead",
    "conversion matrix | Contacted",
    "conversion matrix | Qualified (SQL)",
    "conversion matrix | Meeting / demo",
    "conversion matrix | Proposal",
    "conversion matrix | Negotiation",
  ],
  "points along a curve, of which the last leads to its deals": [
    "customer curves | Followed",
    "customer curves | Undecided then",
    "customer ages | Followed",
  ],
  "as it stood at an earlier day": [
    "velocity wins | Open then",
    "velocity wins | No comparable lead",
    "velocity wins | Wins that came",
  ],
  "a funnel that the reader builds": [
    "explore explore | Went on",
    "explore explore | Lost or won elsewhere",
    "explore explore | Still open",
    "explore explore | Followed so long",
  ],
  "by what the list of deals has no column of: industry, size, product, a known value": [
    "icp suggestions | Leads with it",
    "icp suggestions | of them won",
    "icp suggestions | Leads without it",
    "icp competitor-fit | Our leads at sales",
    "icp competitor-fit | Our wins",
    "velocity pace | With a value",
  ],
};

test("a count of a table leads to its deals, but for those that have none to show", () => {
  const reasons = Object.values(withoutRows).flat();
  const unlinked = [...stills]
    .filter(([page]) => page.startsWith("en/"))
    .flatMap(([page, html]) =>
      unlinkedCounts(html).map((count) => `${page.slice(3).replace(".html", "")} ${count}`),
    );
  expect(unlinked.filter((count) => !reasons.includes(count))).toEqual([]);
  expect(reasons.filter((count) => !unlinked.includes(count))).toEqual([]);
});

test("below a headline stand at most twenty words", () => {
  const long = [...stills].flatMap(([page, html]) =>
    [...html.matchAll(/<p class="subtitle">([^<]*)</g)]
      .map(([, said = ""]) => said)
      .filter((said) => said.split(/\s+/).length > 20)
      .map((said) => `${page}: ${said}`),
  );
  expect(long).toEqual([]);
});

test("where no win can be expected of anything, none is claimed", async () => {
  const files = await readMarts(warehouse, () => undefined);
  const { wins } = files.forecast;
  for (const name of ["expected_count", "expected_low", "expected_high"] as const)
    wins[name] = wins[name].map(() => null);
  const html = (await drawStills(files)).get("en/velocity.html") ?? "";
  const headline = /id="wins-headline"[^>]*>([^<]*)</.exec(html)?.[1];
  expect(headline).toBe(velocityWords.en.headlineNone);
});
