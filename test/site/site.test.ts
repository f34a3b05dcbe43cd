import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silent } from "../../pipelines/effects.ts";
import { buildSite } from "../../pipelines/site/build.ts";
import { serveSite } from "../../pipelines/site/serve.ts";
import { seriousFindings } from "./axe.ts";
import { writeMarts } from "./write-marts.ts";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const folder = mkdtempSync(join(tmpdir(), "funnelhouse-site-"));
let browser: Browser;
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
    out: join(folder, "www", "funnel"),
    scratch: join(folder, "scratch"),
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
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
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
  const page = await context.newPage();
  await page.goto(`${server.url}funnel/${path}`);
  return page;
}

/** Until the browser has drawn what the address asks for in place of the default view. */
const drawn = (page: Page) => page.waitForSelector("#app:not([data-still]) .card");

/** Opens a page in a fresh session and collects what should not happen: errors and requests to other hosts. */
async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
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
  ["en/index.html", ["funnel", "conversion", "cohorts", "dwell", "sources"]],
  ["hu/conversion.html", ["conversion", "sources"]],
  ["hu/cycle.html", ["dwell", "cohorts"]],
])("%s shows its charts and their tables without JavaScript", async (path, figures) => {
  const page = await openWithoutScript(path);
  for (const id of figures) {
    expect(await page.locator(`#${id} svg:visible`).count(), id).toBe(1);
    await page.locator(`#${id} summary`).click();
    expect(await page.locator(`#${id} td.number:visible`).first().innerText(), id).toMatch(/\d/);
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
  await page.locator("nav a", { hasText: "Deals" }).click();
  await page.waitForURL("**/deals.html?*");
  await drawn(page);
  expect(new URL(page.url()).search).toBe("?from=2025-05&to=2025-06&source=referral");
  expect(await page.locator("#deals-headline").innerText()).toMatch(/^20 deals/);
});

test("the default view is not shown where the address asks for another", async () => {
  const { page } = await open("en/index.html?source=referral");
  await page.route("**/*.json", () => new Promise(() => undefined));
  await page.goto(`${server.url}funnel/en/index.html?source=referral`, { waitUntil: "domcontentloaded" });
  expect(await page.locator("#app[data-still] .card").count()).toBeGreaterThan(0);
  expect(await page.locator("#app[data-still] .card:visible").count()).toBe(0);
});

test("stage conversion shows the mature form with its counts and horizon beside the count form", async () => {
  const { page } = await open("en/conversion.html");
  expect(await page.locator("#conversion .subtitle").innerText()).toContain("followed for 126 days");
  expect(await page.locator("#conversion svg").innerHTML()).toMatch(/so far[\s\S]*mature/);
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
  expect(await page.locator("#breakdown").innerText()).toContain("never pooled");
  await page.selectOption("select[name=segment]", "lead_source");
  expect(new URL(page.url()).searchParams.get("segment")).toBe("lead_source");
  expect(await page.locator("#matrix .rate.below").count()).toBeGreaterThan(0);
  expect(await page.locator("select[name=segment] option").allInnerTexts()).not.toContain("owner");
  expect(publishedText()).not.toContain("Kovács Anna");
});

test("cycle time shows how many visits are open and how old they are beside the completed ones", async () => {
  const { page } = await open("en/cycle.html");
  expect(await page.locator("#dwell-headline").innerText()).toMatch(
    /are still open, half of them for more than/,
  );
  await page.locator("#dwell summary").click();
  const head = await page.locator("#dwell th").allInnerTexts();
  expect(head).toContain("Still open");
  expect(head.filter((label) => label.startsWith("Age"))).toHaveLength(4);
});

test("a measure's definition shows on keyboard focus, goes with Escape and leads to its place on the metrics page", async () => {
  for (const [path, words] of [
    ["en/conversion.html", "old enough to have been followed"],
    ["hu/conversion.html", "elég régóta követett"],
  ] as const) {
    const { page } = await open(path);
    const link = page.locator('#conversion a[href="./metrics.html#metric-mature_rate"]');
    const definition = page.locator("#definition-conversion-mature_rate");
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
    expect(await page.locator("#metric-mature_rate").count()).toBe(1);
  }
});

test("every figure names its measures", async () => {
  for (const name of ["index", "conversion", "cycle"]) {
    const { page } = await open(`en/${name}.html`);
    const sections = await page.locator("section.card").count();
    expect(await page.locator("section.card:has(.measures a)").count(), name).toBe(sections);
  }
});

test("the data dictionary lists tables, columns, meaning and grain", async () => {
  const { page } = await open("en/dictionary.html");
  const section = page.locator('[id="marts.stage_conversion"]');
  expect(await section.innerText()).toContain("One row per: pipeline, segment, segment_value, stage");
  expect(await section.locator("tbody tr").first().innerText()).toMatch(
    /reached_count\s+bigint\s+journeys at this stage/,
  );
  expect(await page.locator('nav a[aria-current="page"]').innerText()).toBe("Data dictionary");
});

test("a picture of a figure is a PNG named after the figure and its filters", async () => {
  const { page, complaints } = await open("hu/conversion.html?source=referral&from=2025-05");
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
  expect(await number(page, "rate")).toMatch(/^\d+,\d%$/);
});

test.each(["index", "conversion", "cycle", "deals", "quality", "metrics", "dictionary"])(
  "%s has no error, no foreign request and no serious accessibility finding",
  async (name) => {
    const { page, complaints } = await open(`hu/${name}.html`);
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  },
);
