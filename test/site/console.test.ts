import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { queryHash } from "../../dashboards/lib/console-link.ts";
import { pages } from "../../dashboards/pages.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { buildSite } from "../../pipelines/site/build.ts";
import { serveSite } from "../../pipelines/site/serve.ts";
import { findings } from "./axe.ts";
import { operations, recipes } from "./made.ts";
import { writeMarts } from "./write-marts.ts";
import { scratchFolder } from "../scratch.ts";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const folder = scratchFolder();
const warehouse = join(folder, "warehouse.duckdb");
const cache = join(folder, "cache");
const effects = { now: () => new Date(0), report: silent };
let browser: Browser;
let server: Awaited<ReturnType<typeof serveSite>>;

beforeAll(async () => {
  await writeMarts(warehouse);
  await buildSite({ warehouse, operations, recipes, out: join(folder, "www", "funnel"), cache, effects });
  server = await serveSite(join(folder, "www"), 0);
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
}, 400_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Opened {
  page: Page;
  context: BrowserContext;
  /** Everything that was asked for, by its path in the site or its whole address elsewhere. */
  requests: string[];
  /** Errors of the page; what the engine logs of a query that fails is none. */
  complaints: string[];
}

async function open(path: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Opened> {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const [requests, complaints]: [string[], string[]] = [[], []];
  context.on("request", (request) => requests.push(request.url().replace(`${server.url}funnel/`, "")));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${server.url}funnel/${path}`);
  await page.waitForSelector("#app:not([data-still]) .card");
  return { page, context, requests, complaints };
}

/** Runs a query and gives what is said about it, and the seconds until then. */
async function ask(page: Page, sql: string): Promise<{ said: string; seconds: number }> {
  await page.fill("#sql", sql);
  const begun = performance.now();
  await page.press("#sql", "Control+Enter");
  await page.waitForFunction(() => document.querySelector("button.main")?.hasAttribute("disabled") === false);
  return {
    said: await page.locator("#console [role=status]").innerText(),
    seconds: (performance.now() - begun) / 1000,
  };
}

const cells = (page: Page) => page.locator(".answer td").allInnerTexts();
const ofEngine = (requests: string[]) => requests.filter((path) => /_console|\.duckdb$/.test(path));

test("nothing of the engine is loaded before the first run; then queries are answered from the tables of this release, also with the network cut, and a warm one within two seconds", async () => {
  const { page, context, requests, complaints } = await open("en/console.html");
  expect(ofEngine(requests)).toEqual([]);
  const { said } = await ask(
    page,
    "select sum(started_count)::integer as leads from marts.journey_cube where lead_source <> 'purchased_list'",
  );
  expect(said).toMatch(/^1 row in /);
  expect(await cells(page)).toEqual(["1053"]);
  expect(ofEngine(requests).map((path) => path.replace(/\.[0-9a-f]{8}\./, "."))).toEqual([
    "_console/engine.js",
    "_console/worker.js",
    "data/warehouse.duckdb",
    "_console/duckdb.wasm",
  ]);
  const before = requests.length;
  await context.setOffline(true);
  expect(
    (await ask(page, "select wilson_low(12, 40) as low, date '2026-01-02' as day")).seconds,
  ).toBeLessThan(2);
  expect(await cells(page)).toEqual([expect.stringMatching(/^0\.1807/), "2026-01-02"]);
  expect(requests.slice(before)).toEqual([]);
  expect(requests.filter((path) => path.includes("://"))).toEqual([]);
  expect(complaints).toEqual([]);
});

test("values are shown as they are: whole numbers beyond those of JavaScript, exact decimals, dates, times, nested values; a type that does not come over is refused", async () => {
  const { page } = await open("en/console.html");
  await ask(
    page,
    "select 9007199254740993::bigint a, 12345678901234567.89::decimal(20,2) b, -0.05::decimal(4,2) c, timestamp '2026-01-02 03:04:05' d, time '12:00:01' e, [1, 2] f, {'k': 1.5::decimal(4,2)} g, true h, null i, 'nan'::double j",
  );
  expect(await cells(page)).toEqual([
    "9007199254740993",
    "12345678901234567.89",
    "-0.05",
    "2026-01-02 03:04:05",
    "12:00:01",
    "[1,2]",
    '{"k":1.5}',
    "true",
    "–",
    "NaN",
  ]);
  await ask(page, "select interval 1 day as gap");
  expect(await page.locator(".answer .warning").innerText()).toContain("gap::varchar");
});

test("a link is a query: it fills the editor, runs nothing, and a run writes it; what cannot be read is ignored", async () => {
  const sql = "select 'á é \"#&%' as text -- űő";
  const { page, requests } = await open(`hu/console.html${queryHash(sql)}`);
  expect(await page.inputValue("#sql")).toBe(sql);
  expect(ofEngine(requests)).toEqual([]);
  await ask(page, "select 2 as two");
  expect(new URL(page.url()).hash).toBe(queryHash("select 2 as two"));
  await page.locator("#examples a").first().click();
  expect(await page.inputValue("#sql")).toContain("from marts.stage");
  await page.goBack();
  expect(await page.inputValue("#sql")).toBe("select 2 as two");
  const odd = await open("en/console.html#q=%E0%A4%A");
  expect(await odd.page.inputValue("#sql")).toContain("from marts.stage");
});

test("every figure leads to the queries that its numbers come from, and they run", async () => {
  const { page } = await open("en/index.html");
  const figures = await page.locator(".card:has(.as-sql)").count();
  expect(figures).toBeGreaterThan(3);
  await page.locator("#funnel summary").click();
  await page.locator("#funnel .as-sql").click();
  await page.waitForSelector("#app:not([data-still]) #sql");
  expect(await page.inputValue("#sql")).toContain("from marts.deal");
  await page.click("button.main");
  await page.waitForSelector(".answer td");
  expect(await page.locator(".answer tbody tr").first().innerText()).toMatch(/^lead\s+1,?053\b/);
  // Of a figure that its page works out, the queries that it is made of.
  await page.goto(`${server.url}funnel/en/index.html?compare=previous`);
  await page.waitForSelector("#app:not([data-still]) .card");
  await page.locator("#funnel .behind-sql").click();
  await page.waitForSelector("#app:not([data-still]) #sql");
  expect(await page.inputValue("#sql")).toContain("from marts.");
  await page.goto("about:blank");
  await page.goto(
    `${server.url}funnel/en/console.html#behind=summary:marts.funnel_cube,marts.stage_conversion`,
  );
  await page.waitForSelector("#app:not([data-still]) #sql");
  const behind = await page.locator("#console > p.note a").allInnerTexts();
  expect(behind).toEqual(["summary/funnel", "summary/estimates", "summary/stages"]);
  const built = pages.map(({ key }) =>
    readFileSync(join(folder, "www", "funnel", "hu", `${key}.html`), "utf8"),
  );
  const links = new Set(
    [...built.join("").matchAll(/<a [^>]*class="(?:as|behind)-sql"[^>]*>/g)].map(
      ([link]) => /href="\.\/console\.html(#[^"]*)"/.exec(link)?.[1] ?? "",
    ),
  );
  expect(links.size).toBeGreaterThan(20);
  for (const link of links) {
    await page.fill("#sql", "");
    await page.evaluate((hash) => {
      location.hash = hash;
    }, link);
    await expect
      .poll(() => page.inputValue("#sql"), { message: link })
      .toMatch(/^(--|with|select)[\s\S]* marts\./);
  }
}, 180_000);

test("of many rows the first thousand are shown, all are counted, and the CSV has more", async () => {
  const { page } = await open("en/console.html");
  const { said } = await ask(page, "select range as n, '=1+1' as formula from range(250000)");
  expect(said).toMatch(/^250,000 rows in .* The first 1,000 are shown\. The CSV has the first 100,000\.$/);
  expect(await page.locator(".answer tbody tr").count()).toBe(1000);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".answer button", { hasText: "CSV" }).click(),
  ]);
  const lines = readFileSync(await download.path(), "utf8").split("\r\n");
  expect(lines).toHaveLength(100_002);
  expect(lines[1]).toBe("0,'=1+1");
});

test.each([
  ["selec 1", "syntax error", ""],
  ["select '{}'::json", "json extension", "needs the extension json"],
  ["from read_parquet('x.parquet')", "parquet", "needs the extension parquet"],
  ["select date_trunc('month', timestamptz '2026-01-01')", "icu", "needs the extension icu"],
  ["from 'https://example.com/x.csv'", "Permission Error", "Only the tables below"],
  ["copy (select 1) to 'x.csv'", "Permission Error", "Only the tables below"],
  ["attach 'https://example.com/x.duckdb' as x", "Permission Error", "Only the tables below"],
  ["load icu", "Permission Error", "Only the tables below"],
  ["set autoload_known_extensions = true", "locked", "Only the tables below"],
  ["select owner_id from marts.open_journeys", "Binder Error", "owner_id names people or may"],
  ["create table marts.x as select 1", "read-only", ""],
  ["drop table marts.stage", "read-only", ""],
])("%s is refused in plain words, without a request", async (sql, engine, plain) => {
  const { page, requests } = await shared();
  const before = requests.length;
  expect((await ask(page, sql)).said).toBe("This did not run");
  expect(await page.locator(".answer pre").innerText()).toContain(engine);
  expect((await page.locator(".answer .warning").allInnerTexts()).join("")).toContain(plain);
  expect(requests.slice(before)).toEqual([]);
  expect((await ask(page, "select 1 as one")).said).toMatch(/^1 row/);
});

let opened: Promise<Opened> | undefined;
/** One page for the queries that fail: starting an engine for each would only take time. */
function shared(): Promise<Opened> {
  opened ??= (async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const requests: string[] = [];
    context.on("request", (request) => requests.push(request.url()));
    await page.goto(`${server.url}funnel/en/console.html`);
    await page.waitForSelector("#app:not([data-still]) .card");
    await ask(page, "select 1");
    return { page, context, requests, complaints: [] };
  })();
  return opened;
}

test("a query that takes too long is cancelled, and the next one is answered", async () => {
  const { page } = await open("en/console.html");
  await page.fill(
    "#sql",
    "select count(*) from range(10000000) as a, range(10000000) as b where a.range * b.range = 7",
  );
  await page.click("button.main");
  await page.waitForFunction(
    () => document.querySelector("#console [role=status]")?.textContent === "Running …",
  );
  await page.getByRole("button", { name: "Cancel" }).click();
  expect(await page.locator("#console [role=status]").innerText()).toMatch(/^Cancelled/);
  expect((await ask(page, "select 1 as one")).said).toMatch(/^1 row/);
});

/** What runs `payload(n)` when it is taken for markup or script. */
const payloads = Array.from({ length: 50 }, (_, n) => {
  const call = `window.executed=(window.executed||[]).concat(${n})`;
  const forms = [
    `<img src=x onerror="${call}">`,
    `<script>${call}</script>`,
    `</td></table><svg onload="${call}">`,
    `"><iframe srcdoc="<script>parent.${call}</script>">`,
    `<a href="javascript:${call}">x</a>`,
    `<details open ontoggle="${call}">`,
    `<style>@import 'javascript:${call}'</style><input autofocus onfocus="${call}">`,
    `javascript:${call}`,
    `{{constructor.constructor("${call}")()}}`,
    `<math><mtext></p><img src=x onerror="${call}">`,
  ];
  return `${n} ${forms[n % forms.length] ?? ""}`;
});

test.each([false, true])(
  "text that is markup stays text, in rows, names of columns, errors and the address (policy switched off: %s)",
  async (bypassCSP) => {
    const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
    const rows = payloads.map((text) => `(${literal(text)})`).join(", ");
    const name = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const { page } = await open(`en/console.html${queryHash(payloads[0] ?? "")}`, { bypassCSP });
    await ask(page, `from (values ${rows}) as given(text)`);
    expect((await cells(page)).map((text) => text.trim())).toEqual(payloads);
    await ask(page, `select ${payloads.map((text, n) => `${n} as ${name(text)}`).join(", ")}`);
    expect(await page.locator(".answer th").count()).toBe(payloads.length);
    for (const text of payloads.slice(0, 10)) await ask(page, `select ${name(text)} from marts.stage`);
    expect(await page.locator(".answer pre").innerText()).toContain("<math>");
    expect(
      await page.evaluate(() => (window as unknown as { executed?: number[] }).executed),
    ).toBeUndefined();
  },
);

test.each(["light", "dark"] as const)(
  "the console breaks no rule of accessibility: %s",
  async (colorScheme) => {
    const { page } = await open("hu/console.html", { colorScheme });
    await ask(page, "from marts.stage");
    for (const table of await page.locator(".schema summary").all()) await table.click();
    expect(await findings(page)).toEqual([]);
  },
);

test("a phone shows the console without scrolling sideways", async () => {
  const { page } = await open("hu/console.html", { viewport: { width: 360, height: 740 } });
  await ask(page, "from marts.stage_conversion");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("the engine is one file for all sites of a home, and only its page may compile it", () => {
  const site = join(folder, "www", "funnel");
  const [wasm = ""] = readdirSync(join(site, "_console")).filter((name) => name.endsWith(".wasm"));
  expect(statSync(join(site, "_console", wasm)).nlink).toBe(2);
  expect(statSync(join(site, "_console", wasm)).mode & 0o222).toBe(0);
  expect(readFileSync(join(site, "en", "console.html"), "utf8")).toContain("'wasm-unsafe-eval'");
  expect(readFileSync(join(site, "en", "index.html"), "utf8")).not.toContain("wasm-unsafe-eval");
});

test("a table says in words and in a picture what it is made of, from the sources on", async () => {
  const { page } = await open("en/metrics.html");
  expect(await page.locator('a[href="./dictionary.html#marts.stage_conversion"]').count()).toBeGreaterThan(0);
  await page.goto(`${server.url}funnel/en/dictionary.html`);
  await page.waitForSelector("#app:not([data-still]) .card");
  const made = page.locator('[id="marts.stage_conversion"]');
  // The dictionary is laid out as one comes to it.
  await made.scrollIntoViewIfNeeded();
  await expect
    .poll(() => made.locator("p.note", { hasText: "Made of" }).innerText())
    .toMatch(/^Made of: .*core\.fct_stage_reach.* · Sources: hubspot$/);
  expect(await made.locator("svg").count()).toBe(0);
  await made.locator(".lineage summary").click();
  await made.locator(".lineage svg text").first().waitFor();
  const drawn = await made.locator(".lineage svg text").allTextContents();
  expect(drawn).toEqual(
    expect.arrayContaining([
      "Sources",
      "hubspot",
      "opportunities",
      "core.fct_journey",
      "marts.stage_conversion",
    ]),
  );
  expect(await findings(page)).toEqual([]);
});

test("a site without a console has no page of it, no way to it, no engine and no tables", async () => {
  const out = join(folder, "without");
  await buildSite({ warehouse, operations, recipes, console: false, out, cache, effects });
  expect(existsSync(join(out, "en", "console.html"))).toBe(false);
  const overview = readFileSync(join(out, "en", "index.html"), "utf8");
  expect(overview).not.toContain("console.html");
  expect(overview).not.toContain("data-console");
  const names = readdirSync(out, { recursive: true, encoding: "utf8" });
  expect(names.filter((name) => /_console|\.duckdb$|\.wasm$/.test(name))).toEqual([]);
});
