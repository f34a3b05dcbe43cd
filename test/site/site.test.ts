import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { buildSite } from "../../pipelines/site/build.ts";
import { serveSite } from "../../pipelines/site/serve.ts";
import { dayIn } from "../../dashboards/lib/day-text.ts";
import { disclosureKey } from "../../dashboards/components/disclosure.ts";
import { pages } from "../../dashboards/pages.ts";
import { readModels } from "../../pipelines/transform/model.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { planWords } from "../../dashboards/words/plan.ts";
import { missedGoals, siteGoals, type SiteFigure } from "../../tools/bench/site/goals.ts";
import { measurePage, unthrottled } from "../../tools/bench/site/measure-page.ts";
import { visitMeasures } from "../../tools/bench/site/site-bench.ts";
import { findings } from "./axe.ts";
import { operations, recipes } from "./made.ts";
import { writeMarts } from "./write-marts.ts";
import { scratchFolder } from "../scratch.ts";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const folder = scratchFolder();
let browser: Browser;
/** One reader's browser; what a page remembers it keeps by tab. */
let reader: BrowserContext;
let server: Awaited<ReturnType<typeof serveSite>>;

beforeAll(async () => {
  if (!existsSync(executablePath))
    throw new Error("Chromium is missing: apt-get install chromium, or set CHROMIUM");
  const warehouse = join(folder, "warehouse.duckdb");
  await writeMarts(warehouse);
  const effects = { now: () => new Date(0), report: silent };
  // Served from a sub-path, so that an absolute link would break.
  await buildSite({
    warehouse,
    operations,
    recipes,
    out: join(folder, "www", "funnel"),
    cache: join(folder, "cache"),
    effects,
  });
  server = await serveSite(join(folder, "www"), 0);
  browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  reader = await browser.newContext();
  // Each test begins as a first visit: what one opened is not open for the next.
  await reader.addInitScript((key) => {
    localStorage.removeItem(key);
  }, disclosureKey);
  // A page that stays open keeps the site's process, so that the next page need not start one.
  await (await reader.newPage()).goto(`${server.url}funnel/en/metrics.html`);
}, 400_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** All text the site publishes. */
function publishedText(): string {
  const site = join(folder, "www", "funnel");
  return readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

/** A page as a reader with JavaScript switched off gets it. */
async function openWithoutScript(path: string, width = 1200): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 900 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`${server.url}funnel/${path}`);
  return page;
}

/** Until the browser has drawn what the address asks for in place of the default view. */
const drawn = (page: Page) => page.waitForSelector("#app:not([data-still]) .card");

/** Opens a page in a tab of its own and collects what should not happen: errors and requests to other hosts. */
async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await reader.newPage();
  onTestFinished(() => page.close());
  await page.setViewportSize({ width: 1200, height: 900 });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") complaints.push(`request to ${hostname}`);
  });
  await page.goto(`${server.url}funnel/${path}`);
  await drawn(page);
  return { page, complaints };
}

const number = (page: Page, name: string) => page.locator(`[data-number="${name}"] strong`).innerText();

test("the overview shows the counts of the marts and leaves purchased lists out", async () => {
  const { page, complaints } = await open("en/index.html");
  expect(await number(page, "started")).toBe("1,053");
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  await page.waitForSelector(".chart svg");
  expect(complaints).toEqual([]);
});

test.each([
  ["en/index.html", ["funnel", "fix", "cohorts", "times"]],
  ["hu/conversion.html", ["conversion", "breakdown"]],
  ["en/customer.html", ["curves", "ages", "cohorts", "sources"]],
  ["hu/plan.html", ["assurance", "soon", "needs"]],
  ["en/leaks.html", ["leaks"]],
  ["en/velocity.html", ["wins", "open", "pace", "moves"]],
  ["hu/crm.html", ["funnels", "crm-times", "closed"]],
  ["hu/cycle.html", ["times", "advance", "dwell"]],
  ["en/proposals.html", ["won", "turnaround_band", "is_personalised", "versions"]],
  ["hu/followup.html", ["attempts", "silence"]],
  ["en/sources.html", ["costs", "quality", "campaigns", "lists"]],
  ["hu/attribution.html", ["credits"]],
  ["en/handoff.html", ["handoff", "reasons", "touch", "speed"]],
  ["hu/icp.html", ["fit", "unknown-fields", "suggestions", "competitor-fit"]],
  ["en/contact.html", ["now", "ratio", "landmark", "tasks"]],
  ["hu/compare.html", ["null-world"]],
])("%s shows its charts and their tables without JavaScript", async (path, figures) => {
  const page = await openWithoutScript(path);
  for (const id of figures) {
    expect(await page.locator(`#${id} svg:visible`).count(), id).toBe(1);
    await page.locator(`#${id} summary`).click();
    expect(await page.locator(`#${id} td.number:visible`, { hasText: /\d/ }).count(), id).toBeGreaterThan(0);
  }
});

test("without JavaScript the numbers are those of the marts and nothing is offered that needs it", async () => {
  const page = await openWithoutScript("en/index.html");
  expect(await number(page, "started")).toBe("1,053");
  expect(await page.locator("select:visible, button:visible").count()).toBe(0);
  expect(await page.locator("noscript p").innerText()).toContain("default view");
});

test("without JavaScript a phone gets a drawing of its own width", async () => {
  const page = await openWithoutScript("hu/index.html", 360);
  const widths = await page
    .locator("#funnel svg:visible")
    .evaluateAll((all) => all.map((svg) => svg.getAttribute("width")));
  expect(widths).toEqual(["320"]);
});

test("a filter in the address changes the numbers and goes along to the next page", async () => {
  const { page } = await open("en/index.html?source=referral&from=2025-05&to=2025-06");
  expect(await number(page, "started")).toBe("20");
  expect(await page.locator("#funnel .behind").innerText()).toContain("4 won · 20 leads");
  expect(await page.locator("#fix .ignored").innerText()).toBe("Months and source do not apply.");
  // What the last days brought would contradict the months chosen.
  expect(await page.locator('[data-number="started"]').innerText()).not.toContain("30 days");
  await page.locator(".masthead > nav a", { hasText: "Deals" }).click();
  await page.waitForURL("**/deals.html?*");
  await drawn(page);
  expect(new URL(page.url()).search).toBe("?from=2025-05&to=2025-06&source=referral");
  expect(await page.locator("#deals-headline").innerText()).toMatch(/^20 deals/);
});

test("what a changed filter leaves is announced", async () => {
  const { page } = await open("en/index.html");
  const status = page.locator("#app > [role=status]");
  expect(await status.textContent()).toBe("");
  await page.selectOption("select[name=source]", "referral");
  const count = await mart(
    "select count(*) from marts.deal where pipeline = 'sales' and lead_source = 'referral'",
  );
  await expect.poll(() => status.textContent()).toBe(`Leads: ${count}`);
  await page.goto(`${server.url}funnel/en/deals.html`);
  await drawn(page);
  await page.selectOption("select[name=outcome]", "won");
  await expect.poll(() => status.textContent()).toMatch(/^(\d+) deals, \1 of them won$/);
});

test("months that cross are said to leave nothing, and no others", async () => {
  const { page } = await open("en/index.html?from=2025-06&to=2025-05");
  expect(await page.locator(".filters [role=status]").innerText()).toContain("“From” is later than “To”");
  await page.selectOption("select[name=to]", "2025-06");
  expect(await page.locator(".filters [role=status]").count()).toBe(0);
});

test("the default view is not shown where the address asks for another", async () => {
  const { page } = await open("en/index.html?source=referral");
  await page.route("**/*.json", () => new Promise(() => undefined));
  await page.goto(`${server.url}funnel/en/index.html?source=referral`, { waitUntil: "domcontentloaded" });
  expect(await page.locator("#app[data-still] .card").count()).toBeGreaterThan(0);
  expect(await page.locator("#app[data-still] .card:visible").count()).toBe(0);
});

/** Opens a page whose scripts come only when they are released, once the build's drawing of it is there. */
async function openEarly(path: string): Promise<{ page: Page; release(): Promise<void> }> {
  const page = await reader.newPage();
  onTestFinished(() => page.close());
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/_import.*\.js$|\.json$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${server.url}funnel/${path}`, { waitUntil: "commit" });
  await page.locator("#app[data-still] .card").last().waitFor();
  const release = async () => {
    letGo();
    await drawn(page);
  };
  return { page, release };
}

test.each<[string, Record<string, string>]>([
  ["en/index.html", { from: "2025-06", source: "referral", add: "owner" }],
  ["hu/explore.html", { order: "ordered", within: "30", split: "source" }],
  ["en/plan.html", { target: "37", assurance: "0.8", deadline: "31 Dec 2027", arrival: "at_once" }],
  ["hu/deals.html", { outcome: "won", search: "9" }],
  ["en/metrics.html", { find: "lead" }],
  ["en/console.html", { sql: "select 42" }],
])("what is chosen, typed and opened on %s before the scripts are there is kept", async (path, chosen) => {
  const { page, release } = await openEarly(path);
  for (const [name, value] of Object.entries(chosen)) {
    const control = page.locator(`#app [name=${name}]`);
    await ((await control.evaluate((node) => node.tagName)) === "SELECT"
      ? control.selectOption(value)
      : control.fill(value));
  }
  const opened = page.locator("#app details");
  const canOpen = (await opened.count()) > 0;
  if (canOpen) await opened.last().locator("summary").click();
  await release();
  for (const [name, value] of Object.entries(chosen)) {
    if (name === "add") expect(await page.locator(`#app select[name=${value}]`).count()).toBe(1);
    else expect(await page.locator(`#app [name=${name}]`).inputValue(), name).toBe(value);
    if (!["add", "find", "sql", "deadline"].includes(name))
      expect(new URL(page.url()).searchParams.get(name), name).toBe(value);
  }
  if (canOpen) expect(await opened.last().getAttribute("open")).toBe("");
});

test("a button pressed before the scripts are there does what it says, and a reset leaves nothing chosen", async () => {
  const { page, release } = await openEarly("en/deals.html");
  await page.selectOption("select[name=outcome]", "won");
  await page.locator(".filters button[type=reset]").click();
  await page.locator("button[name=sort-days]").click();
  await release();
  await page.waitForFunction(() => location.search.includes("sort=days"));
  expect(await page.locator("select[name=outcome]").inputValue()).toBe("");
});

test.each([
  ["a script that cannot be loaded", "**/index.en.*.js"],
  ["a chart library that cannot be loaded", "**/charts.*.js"],
  ["data that are gone", "**/summary.*.json"],
])("%s leaves the default view, which says that it is one", async (_, gone) => {
  const page = await reader.newPage();
  onTestFinished(() => page.close());
  await page.route(gone, (route) => route.abort());
  await page.goto(`${server.url}funnel/en/index.html?source=referral`);
  await page.locator("#broken").waitFor({ state: "visible" });
  expect(await page.locator("#broken").innerText()).toContain("its default view, without any filter");
  expect(await page.locator("#app[data-still] .card:visible").count()).toBeGreaterThan(0);
  expect(await page.locator("body").innerText()).not.toMatch(/\w*Error:/);
});

/** One number of the marts, as the warehouse has it. */
async function mart(sql: string): Promise<number> {
  const warehouse = await openWarehouse(join(folder, "warehouse.duckdb"), { readOnly: true });
  const [row] = await warehouse.rows<{ value: number }>(`select (${sql})::double as value`);
  warehouse.close();
  return row?.value ?? NaN;
}

test("the overview has lead to customer by day 180 with its interval, and names the stage to fix first", async () => {
  const { page } = await open("en/index.html");
  const estimate = await mart(
    "select estimate from marts.lead_to_customer where segment = 'all' and segment_value = 'all' and cohort_month is null",
  );
  expect(await number(page, "customer")).toBe(`${(100 * estimate).toFixed(1)}%`);
  const tile = await page.locator('[data-number="customer"]').innerText();
  expect(tile).toContain("Lead → customer by day 180");
  expect(tile).toContain("95%: 5.0% – 7.5%");
  expect(await page.locator("#fix-headline").innerText()).toBe(
    "Fix Qualified (SQL) first: 99% sure that it loses more than its benchmark allows",
  );
  await page.locator("#fix .behind a").click();
  await page.waitForURL("**/leaks.html*");
});

test("the morning page says what the last 30 days brought beside the 30 before, and each count opens its deals", async () => {
  const { page } = await open("en/index.html");
  for (const [name, column] of [
    ["started", "started_count"],
    ["won", "won_count"],
  ] as const) {
    const of = (which: string) =>
      mart(`select ${which} from marts.recent_period where pipeline = 'sales' and segment = 'all'`);
    const note = page.locator(`[data-number="${name}"] .evidence`);
    const now = await of(column);
    expect(now, name).toBeGreaterThan(0);
    expect(await note.innerText()).toBe(
      `${now} in the last 30 days, ${await of(`${column}_before`)} in the 30 before`,
    );
    for (const [place, count] of [now, await of(`${column}_before`)].entries()) {
      await note.locator("a").nth(place).click();
      await page.waitForURL("**/deals.html?*");
      await drawn(page);
      expect(await page.locator("#deals-headline").innerText()).toMatch(
        new RegExp(`^${String(count)} deals?,`),
      );
      await page.goBack();
      await drawn(page);
    }
  }
  expect(await page.locator('[data-number="customer"]').innerText()).toMatch(
    /within 90 days: \d+\.\d%, before that \d+\.\d% \((higher|lower|cannot be told apart)\)/,
  );
});

test("the morning page says what this release changed, how many deals need something today and why, and which source is behind", async () => {
  const { page } = await open("en/index.html");
  expect(await page.locator(".since").innerText()).toBe("Since the release of 30 Oct 2026: 1 new lead.");
  const all = await mart("select count(distinct journey_id) from marts.to_do");
  expect(await page.locator("#today-headline").innerText()).toBe(`${all} deals need something today`);
  const missing = await mart("select count(*) from marts.to_do where reason = 'next_step_missing'");
  expect(await page.locator("#today tbody tr", { hasText: "Next step missing" }).innerText()).toContain(
    String(missing),
  );
  expect(await page.locator("#fresh-headline").innerText()).toBe(
    "Purchased phone list is 19 days behind the others",
  );
  expect(await page.locator("#fresh .behind").innerText()).toBe(
    "hubspot: 4 of 2,857 records of the newest export are set aside and in no number (see Data quality).",
  );
  const { page: hungarian } = await open("hu/index.html");
  expect(await hungarian.locator(".since").innerText()).toBe(
    "Az előző kiadás (2026. okt. 30.) óta: 1 új lead.",
  );
});

test("the overview prints on one sheet of A4, figures whole", async () => {
  for (const language of ["en", "hu"]) {
    const { page } = await open(`${language}/index.html`);
    const sheets = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type \/Page\b/g);
    expect(sheets?.length, language).toBe(1);
  }
});

test("every step's estimate on the page is the one of the mart, with its horizon, followed and undecided journeys", async () => {
  const { page } = await open("en/conversion.html?source=referral");
  await page.locator("#conversion summary").click();
  const head = await page.locator("#conversion th").allInnerTexts();
  const cells = await page.locator("#conversion tbody tr").nth(3).locator("td").allInnerTexts();
  const of = (column: string) =>
    mart(
      `select ${column} from marts.stage_conversion where segment = 'lead_source' and segment_value = 'referral' and stage = 'meeting'`,
    );
  expect(cells[head.indexOf("Estimate")]).toBe(`${(100 * (await of("estimate"))).toFixed(1)}%`);
  expect(cells[head.indexOf("Estimate low")]).toBe(`${(100 * (await of("estimate_low"))).toFixed(1)}%`);
  expect(cells[head.indexOf("Horizon, days")]).toBe("40");
  expect(cells[head.indexOf("Followed")]).toBe(String(await of("followed_count")));
  expect(cells[head.indexOf("Undecided then")]).toBe(String(await of("at_risk_count")));
});

test("an estimate that cannot be given yet says how many followed journeys are missing, and is no zero", async () => {
  const { page } = await open("en/conversion.html?source=purchased_list");
  expect(await page.locator("#conversion .note").allTextContents()).toContain(
    "Proposal: cannot tell yet: 10 more journeys must be followed for 50 days.",
  );
  await page.locator("#conversion summary").click();
  const cells = await page.locator("#conversion tbody tr").nth(4).locator("td").allInnerTexts();
  expect(cells[1]).toBe("–");
});

test("an estimate follows the months that are chosen, and what cannot follow a filter says so", async () => {
  const { page } = await open("en/conversion.html?from=2025-05");
  expect(await page.locator("#conversion .ignored").count()).toBe(0);
  expect(await page.locator("#breakdown .ignored").innerText()).toBe("Months do not apply.");
  const { page: other } = await open("hu/customer.html?from=2025-05&source=referral");
  expect(await other.locator("#curves .ignored").count()).toBe(0);
  expect(await other.locator("#ages .ignored").innerText()).toBe("A forrásszűrő itt nem hat.");
});

test("lead to customer by age is the curve of the mart, and months that are too young for an age are marked", async () => {
  const { page } = await open("en/customer.html");
  expect(await page.locator("#curves-headline").innerText()).toBe(
    "6.3% of leads become customers within 180 days",
  );
  expect((await page.locator("#curves .note").allTextContents()).join(" ")).toContain(
    "9 leads are open for more than 126 days, longer than it took 95% of all customers. Nobody has closed them; if they counted as lost, the estimate would be 5.6% and not 6.3%.",
  );
  await page.locator("#curves summary").click();
  const row = page.locator("#curves tbody tr", { hasText: "Referral" }).nth(30);
  const [, day, share] = await row.locator("td").allInnerTexts();
  const found = await mart(
    `select won_share from marts.lead_to_customer_curve where segment_value = 'referral' and cohort_month is null and day = ${day ?? ""}`,
  );
  expect(share).toBe(`${(100 * found).toFixed(1)}%`);
  await page.locator("#ages summary").click();
  const states = await page.locator("#ages tbody td:last-child").allInnerTexts();
  expect(new Set(states)).toEqual(new Set(["all followed", "still maturing"]));
});

test("cycle time counts open visits, says where half have not ended, and shows what a CRM shows beside it", async () => {
  const { page } = await open("en/cycle.html");
  expect(await page.locator("#times-headline").innerText()).toBe(
    "Negotiation: more than half of the visits have not ended (10 open)",
  );
  await page.locator("#times summary").click();
  const head = await page.locator("#times th").allInnerTexts();
  const row = (stage: number) => page.locator("#times tbody tr").nth(stage).locator("td").allInnerTexts();
  const days = await mart(
    "select dwell_median_seconds / 86400 from marts.cycle_time where segment = 'all' and stage = 'meeting'",
  );
  expect((await row(3))[head.indexOf("All visits: Median (days)")]).toBe(days.toFixed(1));
  expect((await row(3))[head.indexOf("Ended visits, as in a CRM: Median (days)")]).toBe("40.0");
  expect((await row(5))[head.indexOf("All visits: Median (days)")]).toBe("–");
  expect((await row(5))[head.indexOf("Known")]).toBe("half have not ended yet");
  await page.locator("#advance summary").click();
  expect(await page.locator("#advance tbody tr").nth(4).innerText()).toContain(
    "nobody has been followed for the horizon",
  );
});

test("a step by month stands twice: of those who arrived, and as monthly reports count", async () => {
  const { page } = await open("en/conversion.html?stage=lead");
  await page.locator("#months summary").click();
  const cells = await page.locator("#months tbody tr").first().locator("td").allInnerTexts();
  const head = await page.locator("#months th").allInnerTexts();
  expect(cells[head.indexOf("Reached")]).toBe("50");
  expect(cells[head.indexOf("Of those who arrived")]).toBe("64.0%");
  expect(cells[head.indexOf("As monthly reports count")]).toBe("54.0%");
});

test("expected wins are the mart's with their range, beside what earlier forecasts brought", async () => {
  const { page } = await open("en/velocity.html");
  expect(await number(page, "wins")).toBe("12.3");
  expect(await page.locator('[data-number="wins"]').innerText()).toContain("95%: 6.5 – 18.1");
  expect(await number(page, "held")).toBe("3 of 4 held");
  expect(await page.locator("#moves-headline").innerText()).toContain("mostly because of win rate");
});

test("a dot of the open leads leads to its deal by CRM id with its stays at each stage, and to nobody's name", async () => {
  const { page } = await open("en/velocity.html");
  const dot = page.locator("#open svg a").first();
  const id = (await dot.textContent())?.split(":")[0] ?? "";
  const href = (await dot.getAttribute("href")) ?? (await dot.getAttribute("xlink:href")) ?? "";
  expect(new URL(href, page.url()).searchParams.get("deal")).toBe(id);
  await page.goto(new URL(href, page.url()).href);
  await drawn(page);
  expect(await page.locator("#way-headline").innerText()).toContain(`${id} stands at`);
  expect(await page.locator("#way tbody tr").last().innerText()).toMatch(/42\.3\s+still there$/);
  expect(await page.locator("#deals tbody td a").first().innerText()).toBe(id);
  expect(await page.locator("#deals-headline").innerText()).toMatch(/^1 deal,/);
  expect(publishedText()).not.toContain("Kovács Anna");
});

/** The first cells of a column of the list of deals. */
async function cells(page: Page, head: string): Promise<string[]> {
  const heads = (await page.locator("#deals th").allInnerTexts()).map((text) => text.replace(/ [▲▼]$/, ""));
  const at = heads.indexOf(head);
  return page
    .locator("#deals tbody tr")
    .evaluateAll((rows, place) => rows.map((row) => row.children[place]?.textContent ?? ""), at);
}

test("the list of deals is sorted by a column, searched by id, and both are in the address", async () => {
  const { page, complaints } = await open("en/deals.html?outcome=open");
  const numbers = async () => (await cells(page, "At stage, days")).map(Number).filter(Number.isFinite);
  const head = page.locator("th button", { hasText: "At stage, days" });
  await head.click();
  await page.waitForURL("**sort=stage_days.asc**");
  const up = await numbers();
  expect(up).toEqual(up.toSorted((a, b) => a - b));
  expect(new Set(up).size).toBeGreaterThan(3);
  expect(await head.evaluate((node) => node === document.activeElement)).toBe(true);
  await head.click();
  await page.waitForURL("**sort=stage_days.desc**");
  expect(await numbers()).toEqual(up.toReversed());
  expect(await page.locator("th[aria-sort=descending]").innerText()).toContain("At stage, days");
  const id = (await page.locator("#deals tbody td a").first().innerText()).slice(2);
  await page.fill("input[name=search]", id);
  await page.locator("input[name=search]").press("Enter");
  await page.waitForURL(`**search=${id}**`);
  const found = await mart(
    `select count(*) from marts.deal where pipeline = 'sales' and outcome = 'open' and lead_source <> 'purchased_list' and deal_id like '%${id}%'`,
  );
  expect(await page.locator("#deals-headline").innerText()).toMatch(new RegExp(`^${found} deals?$`));
  expect(complaints).toEqual([]);
});

test("a deal that was won or lost shows the way it came, with its record in the CRM beside it", async () => {
  for (const [outcome, then] of [
    ["won", "on to Won"],
    ["lost", "lost"],
  ] as const) {
    const { page } = await open(`en/deals.html?outcome=${outcome}`);
    const link = page.locator("#deals tbody td a").first();
    const id = await link.innerText();
    await link.click();
    await page.waitForURL("**deal=**");
    await drawn(page);
    expect(await page.locator("#way-headline").innerText()).toMatch(new RegExp(`^${id}: ${outcome} on \\d`));
    expect(await page.locator("#way tbody tr").last().innerText()).toMatch(new RegExp(`${then}$`));
    expect(await page.locator("#way .behind a").first().getAttribute("href")).toBe(
      `https://crm.example.com/deal/${id}`,
    );
    expect(await page.locator("#way .behind a").first().getAttribute("rel")).toContain("noreferrer");
  }
});

test("the deals that did not go on from a stage are exactly those that are counted", async () => {
  const { page } = await open("en/conversion.html");
  const link = page.locator("#conversion .behind a", { hasText: "did not go on" });
  const count = (await link.innerText()).split(" ")[0] ?? "";
  expect(count).toMatch(/^[1-9]/);
  await link.click();
  await page.waitForURL("**/deals.html?*");
  await drawn(page);
  expect((await page.locator("#deals-headline").innerText()).startsWith(`${count} deals`)).toBe(true);
});

test("the list shows who owns a deal, its campaign and its next step, by ids and keys but no name", async () => {
  const { page } = await open("en/deals.html?outcome=open");
  expect(new Set(await cells(page, "Owner"))).toEqual(
    new Set(["4711", `owner_${createHash("md5").update("Kovács Anna").digest("hex").slice(0, 6)}`]),
  );
  expect(await cells(page, "Next step")).toEqual(
    expect.arrayContaining(["missing", "set5 Nov 2026", "overdue20 Oct 2026"]),
  );
  expect(await cells(page, "Campaign or list")).toEqual(expect.arrayContaining(["spring", "expo"]));
  expect((await cells(page, "Company")).filter((name) => name !== "–")[0]).toMatch(/^acc-\d+$/);
  expect(publishedText()).not.toMatch(/Kovács Anna/);
});

test("what the CRM shows stands beside ours, with one sentence on why each differs", async () => {
  for (const [language, why] of [
    ["en", "All stages: Why all_stages differs."],
    ["hu", "Minden szakasz: Miért tér el: all_stages."],
  ] as const) {
    const { page } = await open(`${language}/crm.html`);
    expect(await page.locator("#funnels .note").allTextContents()).toContain(why);
    await page.locator("#funnels summary").click();
    const cells = await page.locator("#funnels tbody tr").nth(3).locator("td").allInnerTexts();
    const own = await mart(
      "select own_value from marts.crm_view where stage = 'meeting' and view = 'all_stages'",
    );
    const shown = `${(100 * own).toFixed(1)}%`;
    expect(cells[1]).toBe(language === "hu" ? shown.replace(".", ",") : shown);
    expect([cells[2], cells[4]]).toEqual(language === "hu" ? ["40,0%", "110,0%"] : ["40.0%", "110.0%"]);
  }
  const { page } = await open("en/crm.html");
  expect(await page.locator("#closed-headline").innerText()).toBe(
    "Won ÷ closed says 30.0%; of all leads, 6.3% become customers within 180 days",
  );
});

test("data quality lists what changed in the past since the last release, and why", async () => {
  const { page } = await open("en/quality.html");
  expect(await page.locator("#restatements-headline").innerText()).toBe(
    "One number of the past changed since the last release, by 3 leads",
  );
  const cells = await page.locator("#restatements tbody td").allInnerTexts();
  expect(cells).toContain("50.0% (10 / 20)");
  expect(cells).toContain("52.2% (12 / 23)");
  expect(cells).toContain("a file that came late");
  expect(await page.locator("#restatements .subtitle").innerText()).toContain("30 Oct 2026");
});

test("stage conversion draws the estimate alone; so far and the mature form are behind it with their counts and horizon", async () => {
  const { page } = await open("en/conversion.html");
  expect((await page.locator("#conversion .note").allTextContents()).join(" ")).toContain(
    "followed for 126 days",
  );
  const drawing = page.locator("#conversion svg").first();
  expect(await drawing.innerHTML()).toContain("estimate");
  expect(await drawing.innerHTML()).not.toMatch(/so far|mature/);
  await page.locator("#conversion summary").click();
  const head = await page.locator("#conversion th").allInnerTexts();
  const cells = await page.locator("#conversion tbody tr").first().locator("td").allInnerTexts();
  const cell = (name: string) => cells[head.indexOf(name)];
  // The 15 mature months hold 855 leads, the whole table 1,053.
  expect([cell("Reached"), cell("Mature n")]).toEqual(["1,053", "855"]);
  expect(cell("Mature rate")).toMatch(/^\d+\.\d%$/);
});

test("stage conversion breaks down by a segment, keeps purchased lists apart and never names an owner", async () => {
  const { page } = await open("en/conversion.html?segment=cohort_quarter&stage=contacted");
  expect(await page.locator("#breakdown .subtitle").innerText()).toContain("Contacted, by quarter of start");
  expect(await page.locator("#matrix tbody tr").count()).toBe(9);
  expect(await page.locator("#matrix tbody tr").last().innerText()).toContain("Purchased lists included");
  expect((await page.locator("#breakdown .note").allTextContents()).join(" ")).toContain("never pooled");
  await page.selectOption("select[name=segment]", "lead_source");
  expect(new URL(page.url()).searchParams.get("segment")).toBe("lead_source");
  expect(await page.locator("#matrix .rate.below").count()).toBeGreaterThan(0);
  expect(await page.locator("select[name=segment] option").allInnerTexts()).not.toContain("owner");
  expect(publishedText()).not.toContain("Kovács Anna");
});

test("cycle time shows how many visits are open and how old they are beside the completed ones", async () => {
  const { page } = await open("en/cycle.html");
  expect(await page.locator("#dwell-headline").innerText()).toMatch(
    /^Visits that have ended: [\d,]+; still open: \d+$/,
  );
  await page.locator("#dwell summary").click();
  const head = await page.locator("#dwell th").allInnerTexts();
  expect(head).toContain("Still open");
  expect(head.filter((label) => label.startsWith("Age"))).toHaveLength(4);
  const leap = await page.locator("#transitions .rate.leap").boundingBox();
  expect(leap?.x, "a move that skips a stage is in sight").toBeGreaterThan(0);
  // Both figures tell how long visits took that ended: in the same numbers, or rounded and said to be.
  const medians = async (figure: string, label: string) => {
    const place = (await page.locator(`#${figure} th`).allTextContents()).findIndex((one) =>
      one.startsWith(label),
    );
    return page.locator(`#${figure} tbody tr td:nth-child(${place + 1})`).allTextContents();
  };
  const told = await medians("dwell", "Completed: Median");
  expect(told).toEqual(await medians("times", "Ended visits, as in a CRM: Median"));
  await page.selectOption("select[name=from]", { index: 1 });
  // the times of months are read first
  await page.locator("#dwell tbody td", { hasText: "≈" }).first().waitFor();
  for (const rounded of await medians("dwell", "Completed: Median"))
    expect(rounded).toMatch(/^(≈ [\d.,]+|–)$/);
});

test("each chart is one stop of the keyboard, where arrow keys and a tap say what single marks say", async () => {
  const { page } = await open("en/conversion.html");
  expect(await page.locator(".chart svg[tabindex='0']").count()).toBe(
    await page.locator(".chart svg:has(title)").count(),
  );
  const value = page.locator("#conversion .value");
  expect(await value.isVisible()).toBe(false);
  await page.locator("#conversion .chart svg").focus();
  await page.keyboard.press("Home");
  expect(await value.innerText()).toMatch(/^Lead: \d/);
  await page.keyboard.press("ArrowDown");
  expect(await value.innerText()).toMatch(/^Contacted: \d/);
  const [tip, card] = [await value.boundingBox(), await page.locator("#conversion").boundingBox()];
  expect(tip?.x ?? 0).toBeGreaterThanOrEqual(card?.x ?? Infinity);
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  expect(await value.innerText()).toMatch(/^Negotiation: /);
  await page.keyboard.press("Escape");
  expect(await value.isVisible()).toBe(false);
  await page.locator("#conversion .chart svg circle:has(title)").nth(2).click({ force: true });
  expect(await value.innerText()).toMatch(/^Qualified \(SQL\): /);
});

test("a measure's definition shows on keyboard focus, goes with Escape and leads to its place on the metrics page", async () => {
  for (const [path, words] of [
    ["en/conversion.html", "old enough to have been followed"],
    ["hu/conversion.html", "elég régóta követett"],
  ] as const) {
    const { page } = await open(path);
    const link = page.locator('#conversion a[href="./metrics.html#metric-mature_rate"]');
    const definition = page.locator("#definition-conversion-mature_rate");
    await page.locator("#conversion summary").click();
    expect(await definition.isVisible()).toBe(false);
    await link.focus();
    expect(await definition.isVisible()).toBe(true);
    expect(await definition.innerText()).toContain(words);
    expect(await link.getAttribute("aria-describedby")).toBe(await definition.getAttribute("id"));
    await page.keyboard.press("Escape");
    expect(await definition.isVisible()).toBe(false);
    await link.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/metrics.html*#metric-mature_rate");
    await drawn(page);
    const place = page.locator("#metric-mature_rate");
    expect(await place.getAttribute("class")).toBe("targeted");
    // It stands below the edge, in front of everything.
    await expect.poll(async () => Math.round((await place.boundingBox())?.y ?? -1)).toBeGreaterThanOrEqual(0);
  }
});

/** What stands in each figure before its disclosure, and how many of those it has. */
const calm = (page: Page) =>
  page.locator("section.card:has(> .details)").evaluateAll((figures) =>
    figures.map((figure) => {
      const own = [...figure.children];
      const before = own.slice(
        0,
        own.findIndex((child) => child.matches(".details")),
      );
      const textOf = (selector: string) =>
        before
          .filter((child) => child.matches(selector))
          .map((child) => child.textContent)
          .join(" ");
      return {
        id: figure.id,
        headline: textOf("h2"),
        words: textOf("p:not(.behind, .empty)").split(/\s+/).filter(Boolean).length,
        others: before.filter((child) => !child.matches("h2, p, .chart, .table, .paged")).length,
        pictures: before.filter((child) => child.matches(".chart, .table, .paged, .empty")).length,
        disclosures: figure.querySelectorAll("details").length,
        isLast: own.at(-1)?.matches(".details") === true,
      };
    }),
  );

test.each(pages.map((page) => page.key))(
  "each figure of %s says at most twenty words beside its headline and its picture, and has one disclosure",
  async (name) => {
    for (const path of [`hu/${name}.html`, `en/${name}.html?source=referral&from=2025-05`]) {
      const { page } = await open(path);
      for (const figure of await calm(page)) {
        const place = `${path} ${figure.id}`;
        expect(figure.headline, place).not.toBe("");
        expect(figure.words, place).toBeLessThanOrEqual(20);
        expect([figure.others, figure.pictures, figure.disclosures, figure.isLast], place).toEqual([
          0,
          1,
          1,
          true,
        ]);
      }
    }
  },
);

test("the numbers behind one figure, once opened, are open on the next page and after a filter, until they are closed", async () => {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const isOpen = (id: string) => page.locator(`#${id} > .details`).getAttribute("open");
  await page.goto(`${server.url}funnel/en/conversion.html`);
  await drawn(page);
  expect(await isOpen("conversion")).toBeNull();
  await page.locator("#conversion > .details > summary").click();
  await page.selectOption("select[name=source]", "referral");
  expect(await isOpen("conversion")).toBe("");
  await page.goto(`${server.url}funnel/hu/cycle.html`);
  await drawn(page);
  expect(await isOpen("times")).toBe("");
  await page.locator("#times > .details > summary").click();
  await page.reload();
  await drawn(page);
  expect(await isOpen("times")).toBeNull();
});

test("a browser that keeps nothing for a page still opens and closes what stands behind a figure", async () => {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", {
      get: () => {
        throw new Error("no storage");
      },
    });
  });
  const page = await context.newPage();
  await page.goto(`${server.url}funnel/en/conversion.html`);
  await drawn(page);
  await page.locator("#conversion > .details > summary").click();
  expect(await page.locator("#conversion table").isVisible()).toBe(true);
});

test("the text alternative of a chart states its values", async () => {
  const { page } = await open("en/conversion.html");
  const label = (await page.locator("#conversion svg").first().getAttribute("aria-label")) ?? "";
  const estimate = await mart(
    "select estimate from marts.stage_conversion where segment = 'all' and segment_value = 'all' and stage = 'meeting'",
  );
  expect(label).toContain(`Meeting / demo: ${(100 * estimate).toFixed(1)}%`);
});

test("every figure names its measures", async () => {
  const names = ["index", "conversion", "customer", "cycle", "leaks", "crm", "plan", "velocity"];
  const together = ["handoff", "icp", "contact", "todo", "proposals", "followup", "sources", "attribution"];
  for (const name of [...names, ...together, "compare"]) {
    const { page } = await open(`en/${name}.html`);
    const sections = page.locator("section.card:has(> .details)");
    expect(await sections.count(), name).toBeGreaterThan(0);
    expect(await page.locator("section.card:has(.measures a)").count(), name).toBe(await sections.count());
  }
});

test("the list of the morning is narrowed by reason and owner, shows more when asked, and leads to the CRM", async () => {
  const { page, complaints } = await open("en/todo.html");
  const rows = page.locator("#list tbody tr");
  expect(await rows.count()).toBe(50);
  await page.locator("#list .more button").click();
  const all = await mart("select count(distinct journey_id) from marts.to_do where pipeline = 'sales'");
  expect(await rows.count()).toBe(all);
  const entries = await mart("select count(*) from marts.to_do where pipeline = 'sales'");
  expect(entries).toBeGreaterThan(all);
  expect(await page.locator("#list tbody li").count()).toBe(entries);
  // A company is shown by its id, and not at all by a name.
  expect(await page.locator("#list").innerText()).toMatch(/\bacc-\d+/);
  expect(await page.content()).not.toContain("Nagyház");
  await page.locator('[data-number="not_accepted"] strong a').click();
  await page.waitForURL("**/todo.html?*reason=not_accepted*");
  await drawn(page);
  const waiting = await mart("select count(*) from marts.to_do where reason = 'not_accepted'");
  expect(await page.locator("#list-headline").innerText()).toBe(
    `Handed over, not accepted: ${waiting} deals`,
  );
  expect(await rows.count()).toBe(waiting);
  await page.selectOption("select[name=owner]", "4711");
  const own = await mart(
    "select count(*) from marts.to_do where reason = 'not_accepted' and owner_id = '4711'",
  );
  await expect.poll(() => rows.count()).toBe(own);
  expect(new URL(page.url()).searchParams.get("owner")).toBe("4711");
  const link = rows.first().locator("a").last();
  const id = await rows.first().locator("td").first().innerText();
  expect(await link.getAttribute("href")).toBe(`https://crm.example.com/deal/${id}`);
  expect(await link.getAttribute("rel")).toContain("noreferrer");
  await page.locator("#list > .details > summary").click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("#list button", { hasText: "CSV" }).click(),
  ]);
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines).toHaveLength(1 + own);
  expect(lines[0]).toContain("deal_id,reason,since_on,since_days,stage,owner");
  expect(complaints).toEqual([]);
});

test("a number of marketing and sales leads to the deals it counts, and the page says by what they are counted", async () => {
  const { page } = await open("en/proposals.html");
  const count = await number(page, "expired");
  await page.locator('[data-number="expired"] strong a').click();
  await page.waitForURL("**/deals.html?*mark=proposal_expired*");
  await drawn(page);
  expect((await page.locator("#deals-headline").innerText()).startsWith(`${count} deals`)).toBe(true);
  expect(await page.locator("#deals .subtitle").innerText()).toContain(
    "The last proposal has expired without an answer.",
  );
  await page.selectOption("select[name=mark]", "");
  await expect
    .poll(async () => (await page.locator("#deals-headline").innerText()).startsWith(`${count} deals`))
    .toBe(false);
});

test("attribution is told by the chosen model and month of the win, and adds up under each", async () => {
  const { page } = await open("en/attribution.html?model=first");
  await page.locator("#credits summary").click();
  const credit = async () => (await page.locator("#credits tbody tr").allInnerTexts()).join("\n");
  const first = await credit();
  await page.selectOption("select[name=model]", "last");
  expect(new URL(page.url()).searchParams.get("model")).toBe("last");
  expect(await credit()).not.toBe(first);
  const month = "2026-03";
  await page.goto(`${server.url}funnel/en/attribution.html?from=${month}&to=${month}`);
  await drawn(page);
  const won = await mart(
    `select count(*) from marts.deal where outcome = 'won' and strftime(outcome_on, '%Y-%m') = '${month}'`,
  );
  expect(await page.locator("#credits .subtitle").innerText()).toMatch(new RegExp(`^${won} won deals`));
  await page.locator("#credits .behind a").click();
  await page.waitForURL("**/deals.html?*mark=credited*");
  await drawn(page);
  expect(await page.locator("#deals-headline").innerText()).toMatch(
    new RegExp(`^${won} deals?, ${won} of them won`),
  );
});

test("the data dictionary lists tables, columns, meaning and grain", async () => {
  const { page } = await open("en/dictionary.html");
  const section = page.locator('[id="marts.stage_conversion"]');
  await section.scrollIntoViewIfNeeded();
  // It is laid out as one comes to it.
  await expect
    .poll(() => section.innerText())
    .toContain("One row per: pipeline, segment, segment_value, stage");
  expect(await section.locator("tbody tr").first().innerText()).toMatch(
    /reached_count\s+bigint\s+journeys at this stage/,
  );
  expect(await page.locator('.masthead > nav a[aria-current="page"]').innerText()).toBe("Data dictionary");
});

test("at 1280 pixels the Hungarian matrix shows every column and no title of a panel runs into its n", async () => {
  const { page } = await open("hu/conversion.html");
  await page.setViewportSize({ width: 1280, height: 900 });
  const [all, shown] = await page
    .locator("#matrix .table")
    .evaluate((table) => [table.scrollWidth, table.clientWidth]);
  expect(all).toBe(shown);
  await page.goto(`${server.url}funnel/hu/customer.html`);
  await drawn(page);
  const boxes = await page.locator("#curves svg text").evaluateAll((texts) =>
    texts.map((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      return { text: text.textContent, left, right, top, bottom };
    }),
  );
  const title = boxes.find((box) => box.text.includes("Vásárolt telefonszámlista"));
  if (title === undefined) throw new Error("no panel of purchased lists");
  const over = boxes.filter(
    (box) =>
      box.text.startsWith("n =") &&
      box.left < title.right &&
      box.right > title.left &&
      box.top < title.bottom &&
      box.bottom > title.top,
  );
  expect(over).toEqual([]);
});

test("a picture of a figure is a PNG named after the figure and its filters", async () => {
  const { page, complaints } = await open("hu/conversion.html?source=referral&from=2025-05");
  await page.locator("#conversion summary").click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("#conversion button", { hasText: "PNG" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("funnelhouse_conversion_from-2025-05_referral_sales.png");
  const bytes = readFileSync(await file.path());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  // Twice the width of the drawing and its padding; not a blank sheet.
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(900);
  expect(bytes.length).toBeGreaterThan(10_000);
  expect(complaints).toEqual([]);
});

test("a figure is saved as SVG that needs nothing of the page, with its headline, filters and date in it", async () => {
  const { page, complaints } = await open("en/index.html?source=referral");
  await page.locator("#funnel summary").click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("#funnel button", { hasText: "SVG" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("funnelhouse_funnel_referral_sales.svg");
  const svg = readFileSync(await file.path(), "utf8");
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  for (const part of [
    await page.locator("#funnel-headline").innerText(),
    "Source: Referral",
    "Known until: 31 Oct 2026",
  ])
    expect(svg).toContain(part);
  expect(svg).not.toMatch(/var\(--|<a |<script/);
  expect(complaints).toEqual([]);
});

test("a link to embed shows one figure alone with its filters and the theme it asks for; one that names no figure says so", async () => {
  const { page, complaints } = await open("en/customer.html?source=referral&embed=sources&theme=dark");
  expect(await page.locator("section:visible").evaluateAll((all) => all.map(({ id }) => id))).toEqual([
    "sources",
  ]);
  expect(await page.locator(".masthead:visible, h1:visible, .filters:visible").count()).toBe(0);
  expect(await page.locator("#sources svg").count()).toBe(1);
  expect(await page.locator("#sources a:not([target=_blank])").count()).toBe(0);
  expect(await page.locator("#app .note a").last().innerText()).toContain("Source: Referral");
  expect(await page.locator("body").evaluate((body) => getComputedStyle(body).colorScheme)).toBe("dark");
  expect(complaints).toEqual([]);
  const whole = await open("en/customer.html?embed=nonsense");
  expect(await whole.page.locator(".warning").first().innerText()).toContain("embed: “nonsense”");
  expect(await whole.page.locator(".masthead:visible").count()).toBe(1);
});

test("a finger's first tap on a measure shows its definition in place, the second leads to its page", async () => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 360, height: 740 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`${server.url}funnel/en/index.html`);
  await drawn(page);
  const term = page.locator('[data-number="customer"] .term');
  await term.locator("a").tap();
  expect(await term.locator(".definition").isVisible()).toBe(true);
  expect(page.url()).toContain("index.html");
  await term.locator("a").tap();
  await page.waitForURL("**/metrics.html*");
});

test("a number leads to exactly the deals it counts", async () => {
  const { page } = await open("en/index.html");
  await page.locator('[data-number="won"] strong a').click();
  await page.waitForURL("**/deals.html?*");
  await drawn(page);
  expect(await page.locator("#deals-headline").innerText()).toMatch(/^(\d+) deals, \1 of them won/);
  await page.goBack();
  await drawn(page);
  await page.locator("#cohorts summary").click();
  const lost = page.locator('#cohorts a[href*="outcome=lost"]').first();
  const count = await lost.innerText();
  await lost.click();
  await page.waitForURL("**/deals.html?*");
  await drawn(page);
  expect(await page.locator("#deals-headline").innerText()).toMatch(new RegExp(`^${count} deals, 0 of them`));
});

test("the Hungarian page says so and writes a decimal comma", async () => {
  const { page } = await open("hu/index.html");
  expect(await page.locator("html").getAttribute("lang")).toBe("hu");
  expect(await number(page, "customer")).toMatch(/^\d+,\d%$/);
});

test("the stage to fix first is named with its certainty, and one that cannot be judged says how many leads are missing", async () => {
  const { page } = await open("en/leaks.html");
  expect(await page.locator("#leaks-headline").innerText()).toBe(
    "Fix Qualified (SQL) first: 99% sure that it loses more than its benchmark allows",
  );
  const items = await page.locator("#todo li").allInnerTexts();
  expect(items[0]).toMatch(/^Qualified \(SQL\)\s*leak[\s\S]*12\.4 more customers so far[\s\S]*our board/);
  expect(items[1]).toMatch(/^Negotiation\s*cannot tell[\s\S]*57 more leads that have been followed/);
  expect(items[2]).toMatch(/^Meeting \/ demo\s*fine/);
  expect(await page.locator("#todo .note").innerText()).toContain(
    "Without a benchmark: Lead, Contacted, Proposal",
  );
});

test("a count of hand-off, ideal customer and sales contact leads to as many deals, which say what they are", async () => {
  for (const [path, selector, words] of [
    ["en/handoff.html", '#handoff .behind a[href*="mark=rejected"]', "Rejected by sales."],
    ["en/handoff.html", '[data-number="touched"] a[href*="mark=never_touched"]', "Never contacted."],
    [
      "en/icp.html?pipeline=sales",
      '#fit .behind a[href*="mark=fit_match"]',
      "Came to sales in the months chosen",
    ],
    ["en/contact.html", '#now .behind a[href*="mark=without_next_step_set"]', "Without a next step ahead."],
  ] as const) {
    const { page, complaints } = await open(path);
    const link = page.locator(selector).first();
    const count = /[\d,]+/.exec(await link.innerText())?.[0] ?? "";
    await link.click();
    await page.waitForURL("**/deals.html?*");
    await drawn(page);
    expect(await page.locator("#deals-headline").innerText(), path).toMatch(new RegExp(`^${count} deal`));
    expect(await page.locator("#deals .subtitle").innerText()).toContain(words);
    expect(await page.locator("main .warning").count()).toBe(0);
    expect(complaints).toEqual([]);
  }
});

test("the stage chosen on sales contact is kept in the address and changes the figures", async () => {
  const { page } = await open("hu/contact.html");
  await page.selectOption("select[name=stage]", "proposal");
  expect(new URL(page.url()).searchParams.get("stage")).toBe("proposal");
  expect(await page.locator("#now-headline").innerText()).toBe(
    "Ajánlat: 12 nyitott ügyletből 5 esetén nincs következő lépés",
  );
});

test("a mature number leads to exactly the mature deals it counts", async () => {
  const { page } = await open("en/conversion.html");
  await page.locator("#conversion summary").click();
  const link = page.locator('#conversion td.number a[href*="at=mature"]').first();
  const count = await link.innerText();
  expect(count).toMatch(/^[1-9]\d\d$/);
  await link.click();
  await page.waitForURL("**/deals.html?*");
  await drawn(page);
  expect((await page.locator("#deals-headline").innerText()).startsWith(`${count} deals`)).toBe(true);
});

test("an address that asks for what the data do not have is answered by the default view and says what it ignored", async () => {
  const { page } = await open("en/index.html?source=nonsense&from=2030-01&pipeline=sales");
  expect(await page.locator("main .warning").innerText()).toBe(
    "Ignored, because it means nothing in these data: From: “2030-01”; Source: “nonsense”",
  );
  expect(await number(page, "started")).not.toBe("0");
  expect(new URL(page.url()).search).toBe("?pipeline=sales");
  const { page: planner } = await open("hu/plan.html?target=1e9&deadline=2020-01-01");
  expect(await planner.locator("main .warning").innerText()).toContain("Figyelmen kívül maradt");
  expect(await planner.locator("main").innerText()).not.toMatch(/-\d+ nap/);
});

test("on a phone the menu is a line that says where one is and opens to every page", async () => {
  const { page } = await open("en/velocity.html");
  await page.setViewportSize({ width: 360, height: 740 });
  const menu = page.locator(".masthead .menu");
  expect((await menu.locator("summary").innerText()).replace(/\s+/g, " ")).toBe(
    "Pages: Velocity and forecast",
  );
  expect(await page.locator(".masthead > nav").isVisible()).toBe(false);
  await menu.locator("summary").click();
  for (const link of await menu.locator("a").all()) {
    const box = await link.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(24);
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 360).toBe(true);
  }
  await menu.locator("a", { hasText: "Deals" }).click();
  await page.waitForURL("**/deals.html*");
});

test("on a phone the filters are one line that says what is chosen, and the first number is on the first screen", async () => {
  const { page } = await open("en/index.html?source=referral");
  await page.setViewportSize({ width: 360, height: 740 });
  const fold = page.locator(".filters .fold");
  expect(await fold.innerText()).toBe("Filters: Referral · Sales");
  expect(await page.locator(".filters [name=source]").isVisible()).toBe(false);
  const first = await page.locator(".tile strong").first().boundingBox();
  expect(first?.y).toBeLessThan(400);
  await fold.click();
  await page.locator(".filters [name=source]").selectOption("inbound_web");
  await page.waitForURL("**source=inbound_web**");
  // A choice does not fold them again.
  expect(await page.locator(".filters [name=source]").isVisible()).toBe(true);
  expect(await fold.innerText()).toBe("Filters: Inbound web · Sales");
});

test.each([
  ["conversion", /From: Jun 2025 .*Source: Referral/],
  ["todo", /Owner: 4711/],
  ["deals", /From: Jun 2025 .*Owner: 4711/],
  ["quality", /^Known until/],
])(
  "what is printed of %s under filters says those that hold there, and cuts no table",
  async (name, said) => {
    const { page } = await open(`en/${name}.html?source=referral&from=2025-06&owner=4711`);
    await page.locator("details.details").evaluateAll((all) => {
      for (const own of all) own.setAttribute("open", "");
    });
    await page.setViewportSize({ width: 718, height: 1000 });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("p.print").innerText()).toMatch(said);
    expect(await page.locator(".page :is(button, select, input):visible").count()).toBe(0);
    const tables = page.locator(".page .table:visible");
    expect(await tables.count()).toBeGreaterThan(0);
    expect(
      await tables.evaluateAll((all) =>
        all.filter((own) => own.scrollWidth > own.clientWidth + 1).map((own) => own.ariaLabel),
      ),
    ).toEqual([]);
  },
);

test("what is printed says its filters, has no controls and cuts no figure", async () => {
  const { page } = await open("en/index.html?source=referral");
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("p.print").innerText()).toMatch(/Source: Referral.*Known until/);
  expect(await page.locator(".filters").isVisible()).toBe(false);
  expect(await page.locator(".masthead nav").first().isVisible()).toBe(false);
  for (const drawing of await page.locator(".card svg").all()) {
    const box = await drawing.boundingBox();
    if (box !== null) expect(box.x + box.width).toBeLessThanOrEqual(718);
  }
});

test.each(["index", "velocity", "customer", "cycle", "explore", "dictionary", "console", "deals"])(
  "a first visit of %s costs no more than a page may, and complains of nothing",
  async (page) => {
    const figures = await measurePage(browser, `${server.url}funnel/en/${page}.html`, unthrottled);
    const ofSite = Object.entries(visitMeasures(figures)).filter(
      ([figure]) => !siteGoals[figure as SiteFigure].isOfMachine,
    );
    expect(missedGoals(Object.fromEntries(ofSite)), figures.complaints.join("; ")).toEqual([]);
    expect(figures.requests).toBeGreaterThan(3);
    expect(
      figures.files.filter(({ type, path }) => type === "WebAssembly" || path.endsWith(".wasm")),
    ).toEqual([]);
  },
);

test("a page's script has the words of its language and the figures of its page alone", async () => {
  const own = async (path: string) => {
    const html = await (await fetch(`${server.url}funnel/${path}.html`)).text();
    const script = /<script[^>]* src="\.\.\/([^"]+)"/.exec(html)?.[1] ?? "";
    return (await fetch(`${server.url}funnel/${script}`)).text();
  };
  const [english, hungarian, deals] = await Promise.all(["en/plan", "hu/plan", "en/deals"].map(own));
  expect(english).toContain(planWords.en.deadlineGone);
  expect(english).not.toContain(planWords.hu.deadlineGone);
  expect(hungarian).toContain(planWords.hu.deadlineGone);
  expect(hungarian).not.toContain(planWords.en.deadlineGone);
  expect(deals).not.toContain(planWords.en.deadlineGone);
});

test("serve compresses, keeps hashed files for ever, and sends the page's policy as a header too", async () => {
  const get = (path: string) =>
    fetch(`${server.url}funnel/${path}`, { headers: { "accept-encoding": "br" } });
  const html = await get("en/index.html");
  expect(html.headers.get("content-encoding")).toBe("br");
  expect(html.headers.get("cache-control")).toBe("no-cache");
  expect(html.headers.get("content-security-policy")).toMatch(/default-src/);
  expect(html.headers.get("x-content-type-options")).toBe("nosniff");
  const script = /_import\/index\.en\.[0-9a-f]+\.js/.exec(await html.text())?.[0] ?? "";
  expect((await get(script)).headers.get("cache-control")).toMatch(/immutable/);
  expect((await get("en/nowhere.html")).status).toBe(404);
});

test("the planner finds 417, 475 and 529 leads for 20 customers after 24 of 400, in the page as in the warehouse", async () => {
  const { page } = await open("en/plan.html");
  for (const [assurance, leads] of [
    ["0.8", "417"],
    ["0.9", "475"],
    ["0.95", "529"],
  ] as const) {
    await page.selectOption("select[name=assurance]", assurance);
    expect(await page.locator("#assurance-headline").innerText()).toContain(
      `${leads} leads with all their time bring at least 20 customers`,
    );
  }
  expect(await page.locator("#assurance-headline").innerText()).toContain("334 would in 54% of cases");
  const row = page.locator("#grid tbody tr", { has: page.locator("td:first-child", { hasText: /^20$/ }) });
  expect(await row.locator("td").allInnerTexts()).toEqual(["20", "326", "417", "475", "529", "334", "54%"]);
});

test("a target that nobody planned ahead is answered in the page as SQL answers it", async () => {
  const { page } = await open("en/plan.html?source=referral&assurance=0.8&deadline=2027-03-06");
  await page.fill("input[name=target]", "7");
  await page.locator("input[name=target]").press("Tab");
  await page.waitForURL("**target=7**");
  const warehouse = await openWarehouse(join(folder, "warehouse.duckdb"), { readOnly: true });
  const [row] = await warehouse.rows<{ leads: string }>(
    "select leads_needed(7, 0.8, 10, 100)::varchar as leads",
  );
  warehouse.close();
  expect(await page.locator("#assurance-headline").innerText()).toContain(
    `${row?.leads ?? ""} leads with all their time bring at least 7`,
  );
  // 126 days are left: leads that come evenly until then have half of the customers in time.
  expect(await number(page, "needed")).toBe(String(2 * Number(row?.leads)));
  expect(await page.locator("#needs").innerText()).not.toContain("NaN");
});

test("a day is typed as the page writes it, and what cannot be planned is refused in words that stay", async () => {
  const { page } = await open("hu/plan.html");
  const day = page.locator("input[name=deadline]");
  expect(await day.inputValue()).toMatch(/^2027\. \p{L}+\.? \d+\.$/u);
  await day.fill("2027. december 31.");
  await day.press("Enter");
  await page.waitForURL("**/plan.html?*deadline=2027-12-31*");
  expect(await day.inputValue()).toBe("2027. dec. 31.");
  const before = await page.locator('[data-number="needed"] strong').innerText();
  for (const [name, typed] of [
    ["deadline", "31/12/2027"],
    ["deadline", "2020. 01. 01."],
    ["target", "10001"],
  ] as const) {
    const field = page.locator(`label:has([name=${name}])`);
    await field.locator("input").fill(typed);
    await field.locator("input").blur();
    expect(await field.locator("[role=alert]").innerText(), typed).toContain("Nem fogadható el");
  }
  expect(await page.locator('[data-number="needed"] strong').innerText()).toBe(before);
  expect(new URL(page.url()).searchParams.get("deadline")).toBe("2027-12-31");
});

test.each([
  ["2027-12-31", "2027-12-31"],
  ["31 Dec 2027", "2027-12-31"],
  ["1 Sept 2027", "2027-09-01"],
  ["2027. 07. 10.", "2027-07-10"],
  ["2027. júl. 10.", "2027-07-10"],
  ["2027. szeptember 1.", "2027-09-01"],
  ["10/07/2027", null],
  ["2027-02-30", null],
  ["soon", null],
])("“%s” is the day %s", (typed, day) => {
  expect(dayIn(typed)).toBe(day);
});

test("a planner's question is kept in the address and forgotten on other pages", async () => {
  const { page } = await open("hu/plan.html?target=3");
  expect(await page.locator("input[name=target]").inputValue()).toBe("3");
  await page.locator("a.language").click();
  await page.waitForURL("**/en/plan.html?*target=3*");
  await drawn(page);
  await page.locator(".masthead > nav a", { hasText: "Overview" }).click();
  await page.waitForURL("**/en/index.html*");
  await drawn(page);
  expect(page.url()).not.toContain("target");
});

test("the tables of these tests have only columns that the models have, with their types", async () => {
  const models = new Map(readModels().map((model) => [`${model.layer}.${model.name}`, model]));
  const warehouse = await openWarehouse(join(folder, "warehouse.duckdb"), { readOnly: true });
  const columns = await warehouse.rows<{ table: string; name: string }>(
    "select table_schema || '.' || table_name as \"table\", column_name as name from information_schema.columns where table_schema = 'marts'",
  );
  warehouse.close();
  const unknown = columns.filter(
    ({ table, name }) => !models.get(table)?.columns.some((column) => column.name === name),
  );
  expect(unknown.filter(({ table }) => table !== "marts.dictionary")).toEqual([]);
});

test.each(pages.map((page) => page.key))(
  "%s has no error, no foreign request and no finding of WCAG 2.2, light and dark, with what stands behind its figures and without, and fits a phone",
  async (name) => {
    const { page, complaints } = await open(`hu/${name}.html`);
    expect(await findings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await findings(page)).toEqual([]);
    await page.locator(".details").evaluateAll((all) => {
      for (const each of all) each.setAttribute("open", "");
    });
    expect(await findings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await findings(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(complaints).toEqual([]);
  },
);

test.each(pages.map((page) => page.key))("no sentence of %s is left in the other language", async (name) => {
  const [en, hu] = await Promise.all(
    (["en", "hu"] as const).map((language) => {
      const html = readFileSync(join(folder, "www", "funnel", language, `${name}.html`), "utf8");
      const main = html.slice(html.indexOf('id="app"'), html.indexOf('class="stamp"'));
      return [...main.matchAll(/<(h2|p class="(?:subtitle|note)")[^>]*>([^<]+)</g)].map((found) => found[2]);
    }),
  );
  const shared = (en ?? []).filter((sentence) => sentence?.includes(" ") && hu?.includes(sentence));
  expect(shared).toEqual([]);
  expect(hu?.length).toBe(en?.length);
});

/** A page as somebody sees it who opens it at an instant. */
async function openAt(instant: string, path: string): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(instant));
  await page.goto(`${server.url}funnel/${path}`);
  await drawn(page);
  return page;
}

test("the foot of a page says which source is late by its own limit when the site is built, and when somebody looks days later", async () => {
  const still = await openWithoutScript("en/index.html");
  expect(await still.locator(".stamp .late").allInnerTexts()).toEqual([
    "late: 483 hours old, at most 480 expected",
  ]);
  const later = await openAt("2026-11-02T05:00:00Z", "en/index.html");
  expect(await later.locator(".stamp .late").allInnerTexts()).toEqual([
    "late: 31 hours old, at most 30 expected",
    "late: 509 hours old, at most 480 expected",
  ]);
  const error = await openAt("2026-11-03T22:00:00Z", "hu/quality.html");
  expect(await error.locator(".stamp .late.error").first().innerText()).toBe(
    "késik: 72 órás adat, legfeljebb 72 órás lehetne",
  );
  expect(await error.locator("#freshness-headline").innerText()).toBe(
    "2 forrásból 2 késik a saját határidejéhez képest",
  );
});

test("the last runs are on Data quality, without what they said of files and paths", async () => {
  const page = await openAt("2026-11-01T05:00:00Z", "en/quality.html");
  expect(await page.locator("#runs-headline").innerText()).toBe("2 of the last 5 refreshes did not publish");
  const rows = await page
    .locator("#runs tbody tr")
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)));
  expect(rows).toEqual([
    ["1 Nov 2026 03:00", "–", "published", "131", "2", "Sales: +1 leads, +1 open"],
    ["31 Oct 2026 03:00", "0 s", "ended from outside", "–", "–", "–"],
    ["30 Oct 2026 03:00", "5 min", "published", "130", "2", "Sales: +30 leads, +2 won, +28 open"],
    ["29 Oct 2026 03:00", "3 s", "failed (file_refused)", "–", "–", "–"],
    ["28 Oct 2026 03:00", "75 s", "published", "100", "2", "nothing"],
  ]);
  expect(publishedText()).not.toMatch(/home\/acme|secret\.csv/);
});

test("the cookbook has each question, its SQL to copy, and what it answers, but not what people wrote", async () => {
  const { page } = await open("hu/cookbook.html");
  expect(await page.locator("#questions li").allInnerTexts()).toEqual([
    "Milyen szakaszok vannak?",
    "Nincs semmi?",
    "Mit írtak az emberek?",
  ]);
  expect(await page.locator("#stages pre").innerText()).toBe(
    "select pipeline, stage, stage_ordinal from marts.stage order by all",
  );
  expect(await page.locator("#stages tbody tr").count()).toBe(9);
  expect(await page.locator("#stages tbody tr").first().locator("td").allInnerTexts()).toEqual([
    "partner",
    "agreement",
    "3",
  ]);
  expect(await page.locator("#stages td.number").count()).toBe(9);
  expect(await page.locator("#none .empty").innerText()).toBe("Ezen a kiadáson nincs sora.");
  expect(await page.locator("#reasons").innerText()).toContain("A sorai itt nem láthatók");
  expect(await page.locator("#reasons table").count()).toBe(0);
  await reader.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator("#stages button").click();
  await page.locator("#stages button", { hasText: "Kimásolva" }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("from marts.stage");
});

test("a funnel is built step by step with the keyboard, and its address brings it back in the other language", async () => {
  const { page, complaints } = await open("en/explore.html?source=referral");
  const headline = page.locator("#explore-headline");
  expect(await headline.innerText()).toMatch(/^[\d.]+% .* get from Lead to Won within 180 days$/);
  await page.locator(".builder > summary").click();
  const step = (name: string) => page.locator(`.builder [name="${name}"]`);
  await step("leave-contacted").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/steps=lead\.qualified\.meeting\.proposal\.negotiation\.won/);
  // The button is gone with its step: the list of stages to add has the focus.
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("add-step");
  await step("join-meeting").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/steps=lead\.qualified-meeting\.proposal/);
  await page.selectOption("select[name=order]", "ordered");
  await step("up-proposal").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/steps=lead\.proposal\.qualified-meeting\.negotiation\.won/);
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("up-proposal");
  const names = () => page.locator(".builder .step").allInnerTexts();
  expect(await names()).toEqual([
    "Lead",
    "Proposal",
    "Qualified (SQL) + Meeting / demo",
    "Negotiation",
    "Won",
  ]);
  expect(await page.locator("#app > [role=status]").textContent()).toBe(await headline.innerText());
  await page.reload();
  await drawn(page);
  await page.locator("a.language").click();
  await page.waitForURL("**/hu/explore.html?*");
  await drawn(page);
  await page.locator(".builder > summary").click();
  expect(await names()).toEqual([
    "Lead",
    "Ajánlat",
    "Minősített (SQL) + Megbeszélés / bemutató",
    "Tárgyalás",
    "Megnyert",
  ]);
  expect(await headline.innerText()).toMatch(/^Lead → Megnyert: /);
  expect(complaints).toEqual([]);
});

test("what an address asks of a funnel and nobody has is left out with a note", async () => {
  for (const [asked, name] of [
    ["steps=lead.nonsense.won", "Steps"],
    ["steps=%3Cscript%3Ealert(1)%3C/script%3E", "Steps"],
    ["steps=lead", "Steps"],
    ["steps=lead.won.won", "Steps"],
    ["within=0", "Within days"],
    ["within=1e9", "Within days"],
    ["order=sideways", "A deal counts at a step when"],
    ["split=phone", "Split by"],
  ]) {
    const { page } = await open(`en/explore.html?${asked}`);
    expect(await page.locator("#app .warning").innerText(), asked).toContain(`${name}: `);
    expect(await page.locator("#explore-headline").innerText(), asked).toContain(
      "from Lead to Won within 180 days",
    );
    expect(new URL(page.url()).search, asked).toBe("");
    await page.close();
  }
});

test("a count of a funnel opens its deals, or lists as many ids in place where the page Deals cannot say which", async () => {
  const { page } = await open("en/explore.html?split=source&steps=lead.meeting.won");
  const won = page.locator("#explore-split tr", { hasText: "Referral" }).locator("td.number a").last();
  const count = await won.innerText();
  await won.click();
  await page.waitForURL("**/deals.html?*");
  await drawn(page);
  expect(await page.locator("#deals-headline").innerText()).toBe(`${count} deals, ${count} of them won`);
  await page.goto(`${server.url}funnel/en/explore.html?split=country&steps=lead.meeting.won&tier=A`);
  await drawn(page);
  const meetings = page.locator("#explore-split tr", { hasText: "AT" }).locator("td.number a").nth(1);
  const asMany = await meetings.innerText();
  await meetings.click();
  await page.waitForURL("**/deals.html?*");
  await drawn(page);
  expect(await page.locator("#deals-headline").innerText()).toMatch(new RegExp(`^${asMany} deals,`));
  await page.goto(`${server.url}funnel/en/explore.html?split=country&within=90&steps=lead.meeting.won`);
  await drawn(page);
  const listed = page.locator("#explore-split tr", { hasText: "HU" }).locator("button.count").last();
  const asked = await listed.innerText();
  await listed.click();
  await page.waitForSelector("#listed");
  expect(await page.locator("#listed-headline").innerText()).toBe(`${asked} deals at Won, HU`);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("listed-headline");
  const ids = await page.locator("#listed tbody td").allInnerTexts();
  expect(ids).toHaveLength(Number(asked));
  expect(
    await mart(
      `select count(*) from marts.deal where country = 'HU' and outcome = 'won' and deal_id in (${ids.map((id) => `'${id}'`).join(", ")})`,
    ),
  ).toBe(Number(asked));
});

test("a view of the deals is saved under a name, opened again and deleted, and columns that are left out stay out", async () => {
  const { page } = await open("en/deals.html?source=referral&outcome=won&sort=age_days.desc");
  await page.evaluate(() => {
    localStorage.clear();
  });
  await page.reload();
  await drawn(page);
  await page.locator(".choose > summary", { hasText: "Saved views (0)" }).click();
  await page.locator("[name=view-name]").fill("<b>Won by referral</b>");
  await page.keyboard.press("Enter");
  await page.goto(`${server.url}funnel/hu/deals.html?source=inbound_web`);
  await drawn(page);
  await page.locator(".choose > summary", { hasText: "Mentett nézetek (1)" }).click();
  await page.locator(".choose a", { hasText: "<b>Won by referral</b>" }).click();
  await page.waitForURL("**/hu/deals.html?*");
  expect(new URL(page.url()).search).toBe("?source=referral&pipeline=sales&outcome=won&sort=age_days.desc");
  await drawn(page);
  const heads = () => page.locator("#deals th").allInnerTexts();
  expect((await heads()).join(" ")).toContain("Indult");
  await page.locator(".choose > summary", { hasText: "Oszlopok" }).click();
  await page.locator("[name=column-started_on]").uncheck();
  expect((await heads()).join(" ")).not.toContain("Indult");
  await page.reload();
  await drawn(page);
  expect((await heads()).join(" ")).not.toContain("Indult");
  await page.locator(".choose > summary", { hasText: "Mentett nézetek (1)" }).click();
  await page.locator(".choose li button").click();
  expect(await page.locator(".choose > summary").first().innerText()).toBe("Mentett nézetek (0)");
  // What somebody else left there is no view.
  await page.evaluate(() => {
    localStorage.setItem(
      "funnelhouse-views",
      '[{"name":7},null,{"name":"x","query":"?source=event&x=javascript:1"}]',
    );
  });
  await page.reload();
  await drawn(page);
  await page.locator(".choose > summary", { hasText: "Mentett nézetek (1)" }).click();
  expect(await page.locator(".choose li a").getAttribute("href")).toBe("./deals.html?source=event");
  await page.evaluate(() => {
    localStorage.clear();
  });
});

test("the dictionary finds tables, columns and measures by what is typed, and says how many", async () => {
  const { page } = await open("en/dictionary.html");
  await page.locator("[name=find]").fill("Journeys AT this stage");
  await expect.poll(() => page.locator(".finder [role=status]").innerText()).toMatch(/^\d+ of \d+ found$/);
  expect(await page.locator("section[id^='marts.']:visible, section[id^='core.']:visible").count()).toBe(1);
  expect(await page.locator("section[id='marts.stage_conversion'] tbody tr:visible").count()).toBe(1);
  await page.locator("[name=find]").fill("wilson");
  expect(await page.locator("#measures li:visible").count()).toBeGreaterThan(0);
  await page.locator("[name=find]").fill("zzzz");
  expect(await page.locator(".finder [role=status]").innerText()).toContain("Try fewer");
});

test("each measure says its formula, what one row is, a query to open, and the pages that show it", async () => {
  const { page } = await open("en/metrics.html");
  const row = page.locator("tr", { has: page.locator("#metric-stage_rate_so_far") });
  expect(await row.innerText()).toContain("pipeline, segment, segment_value");
  expect(await row.locator("a", { hasText: "Stage conversion" }).count()).toBeGreaterThan(0);
  const sql = await row.locator("a[href*='console.html']").getAttribute("href");
  expect(decodeURIComponent(sql ?? "")).toContain(
    "select pipeline, segment, segment_value, stage, rate_so_far\nfrom marts.stage_conversion",
  );
  const used = await page.locator("tbody tr td:last-child a").count();
  expect(used).toBeGreaterThan(30);
  await page.locator("[name=find]").fill("leak");
  expect(await page.locator("tbody tr:visible").count()).toBeLessThan(await page.locator("tbody tr").count());
});
