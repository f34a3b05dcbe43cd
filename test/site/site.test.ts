import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silent } from "../../pipelines/effects.ts";
import { buildSite } from "../../pipelines/site/build.ts";
import { serveSite } from "../../pipelines/site/serve.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { seriousFindings } from "./axe.ts";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const folder = mkdtempSync(join(tmpdir(), "funnelhouse-site-"));
let browser: Browser;
let server: Awaited<ReturnType<typeof serveSite>>;

beforeAll(async () => {
  if (!existsSync(executablePath))
    throw new Error("Chromium is missing: apt-get install chromium, or set CHROMIUM");
  const warehouse = join(folder, "warehouse.duckdb");
  const writer = await openWarehouse(warehouse);
  await writer.run(readFileSync(join(import.meta.dirname, "marts.sql"), "utf8"));
  writer.close();
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

test("the Hungarian page says so and writes a decimal comma", async () => {
  const { page } = await open("hu/index.html");
  expect(await page.locator("html").getAttribute("lang")).toBe("hu");
  expect(await number(page, "rate")).toMatch(/^\d+,\d%$/);
});

test.each(["index", "conversion", "cycle", "deals", "quality", "metrics"])(
  "%s has no error, no foreign request and no serious accessibility finding",
  async (name) => {
    const { page, complaints } = await open(`hu/${name}.html`);
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  },
);
