import { cpSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { chromium } from "playwright-core";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { pages } from "../../dashboards/pages.ts";
import { homeAt, sampleHome } from "../../pipelines/contract/home.ts";
import { csvRecords } from "../../pipelines/formats/csv/csv.ts";
import { serveSite } from "../../pipelines/site/serve.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { runCli } from "../cli/run-cli.ts";
import { payloads } from "./hostile.ts";
import { scratchFolder } from "../scratch.ts";

const planted = {
  mail: "zsombor.kanari@titkos-ceg.example",
  phone: "+36 30 555 0199",
  name: "Kanárisi Zsombor",
};
/** What the site counts by: a name in it is a name of a thing, and shown. */
const isCategory = (column: string) =>
  /pipeline|stage|source|list id|vendor|legal basis|campaign|currency|country|product| id$/i.test(column);

/** What no column of texts holds; a cell of it that is no such thing is set aside and never shown. */
const isMeasure = (cell: string) => /^[-+]?[\d.,\s]*$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(cell);

/**
 * A part of an export, and after it for every column a row for each name of a person, and for every column of texts or ids a row for each
 * text that would run a script.
 */
function withCanaries(file: string): number {
  const lines = csvRecords(readFileSync(file), ",").map(({ cells }) => cells);
  const head = lines.findIndex((cells) => cells.length > 2);
  const [columns = [], sample = []] = [lines[head], lines[head + 1]];
  const rows = lines.slice(0, head + 200);
  let count = 0;
  for (const [place, column] of columns.entries())
    for (const [kind, text] of Object.entries(planted)) {
      if (kind === "name" && isCategory(column)) continue;
      const row = [...sample];
      // A record of its own.
      if (/^(record|opportunity) id$/i.test(columns[0] ?? "")) row[0] = `${row[0] ?? ""}7${count}`;
      count++;
      row[place] = text;
      rows.push(row);
    }
  for (const [place, column] of columns.entries()) {
    const isId = / id$/i.test(column);
    if (!isId && rows.slice(head + 1, head + 200).every((row) => isMeasure(row[place] ?? ""))) continue;
    for (const text of payloads) {
      const row = [...sample];
      if (/^(record|opportunity) id$/i.test(columns[0] ?? "")) row[0] = `${row[0] ?? ""}8${count}`;
      count++;
      row[place] = text;
      rows.push(row);
    }
  }
  const cellOf = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  writeFileSync(file, `${rows.map((cells) => cells.map(cellOf).join(",")).join("\n")}\n`);
  return count;
}

/** A text in the forms in which it may be on a site. */
function formsOf(text: string): Buffer[] {
  const plain = Buffer.from(text);
  const wide = Buffer.from(text, "utf16le");
  const base64 = [0, 1, 2].map((shift) => {
    const coded = Buffer.concat([Buffer.alloc(shift), plain]).toString("base64");
    // The digits that depend on the text alone.
    return coded.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + plain.length) * 4) / 3));
  });
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return [
    plain,
    wide,
    Buffer.from(wide).swap16(),
    ...[...base64, encodeURIComponent(text), encodeURIComponent(text).replaceAll("%20", "+"), escaped].map(
      (form) => Buffer.from(form),
    ),
  ];
}

const folder = scratchFolder();
const home = homeAt(folder);

beforeAll(async () => {
  cpSync(sampleHome.exports, home.exports, { recursive: true });
  cpSync(sampleHome.reference, home.reference, { recursive: true });
  // Of a few lines more would be wrong than right, and the file refused.
  const files = readdirSync(home.exports, { recursive: true, encoding: "utf8" }).filter(
    (name) =>
      name.endsWith(".csv") && readFileSync(join(home.exports, name), "utf8").split("\n").length > 100,
  );
  expect(files.length).toBeGreaterThan(12);
  const counts = files.map((name) => withCanaries(join(home.exports, name)));
  expect(Math.min(...counts), "a file without canaries").toBeGreaterThan(5);
  const { code, err } = await runCli("refresh", "--no-wait", "--home", home.root);
  expect(code, err).toBe(0);
});

test("what names a person in any text column of the exports is nowhere in the site, its pages, its data or the tables of its console, in no encoding", async () => {
  const has = (path: string, forms: Buffer[]) => {
    const bytes = readFileSync(path);
    return forms
      .filter((form) => bytes.includes(form))
      .map((form) => `${basename(path)}: ${form.toString("latin1")}`);
  };
  const everything = [
    ...Object.values(planted),
    planted.phone.replaceAll(" ", ""),
    planted.mail.split("@")[0] ?? "",
  ];
  const forms = everything.flatMap(formsOf);
  // They were there to be found.
  expect(has(join(home.current, "warehouse.duckdb"), forms)).not.toEqual([]);
  const site = join(home.current, "site");
  const paths = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".wasm"))
    .map((entry) => join(entry.parentPath, entry.name));
  expect(paths.some((path) => path.endsWith(".duckdb"))).toBe(true);

  // As values too, whatever the file does to them.
  const reader = await openWarehouse(paths.find((path) => path.endsWith(".duckdb")) ?? "", {
    readOnly: true,
  });
  const columns = await reader.rows<{ of: string; name: string }>(
    `select schema_name || '.' || table_name as of, column_name as name from duckdb_columns()
     where data_type = 'VARCHAR' and not internal`,
  );
  const found: string[] = [];
  for (const { of, name } of columns)
    for (const row of await reader.rows<{ text: string }>(
      `select "${name}" as text from ${of} where regexp_matches("${name}", 'zsombor[.]kanari|kan[aá]risi|555 ?0199', 'i')`,
    ))
      found.push(`${of}.${name}: ${row.text}`);
  reader.close();
  expect(found).toEqual([]);
  expect(paths.flatMap((path) => has(path, forms))).toEqual([]);
});

test("what would run as a script, in any text column of the exports, runs on no page, nor does the page need its policy for that", async () => {
  const site = realpathSync(join(home.current, "site"));
  // They are there to be run.
  const published = pages.map(({ key }) => readFileSync(join(site, "en", `${key}.html`), "utf8")).join("");
  expect(payloads.filter((text) => published.includes(escaped(text))).length).toBeGreaterThan(45);
  const server = await serveSite(site, 0);
  onTestFinished(() => server.close());
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  onTestFinished(() => browser.close());
  const ran: string[] = [];
  const refused: string[] = [];
  for (const bypassCSP of [true, false]) {
    const context = await browser.newContext({ bypassCSP });
    await context.exposeFunction("ran", () => {
      ran.push(where);
    });
    let where = "";
    const page = await context.newPage();
    page.on("dialog", (dialog) => {
      ran.push(where);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) refused.push(`${where}: ${message.text()}`);
    });
    page.on("pageerror", (error) => refused.push(`${where}: ${error.message}`));
    // One of them, where nothing is done about it, runs.
    if (bypassCSP) {
      where = "a page that takes text for markup";
      await page.setContent(payloads[6] ?? "");
      await expect.poll(() => ran.splice(0)).toEqual([where]);
    }
    const addresses = pages.map(({ key }) => `en/${key}.html`);
    const hostile = ["source", "deal", "mark", "search", "pipeline"].map(
      (name, place) => `en/deals.html?${name}=${encodeURIComponent(payloads[place * 7] ?? "")}`,
    );
    for (const address of bypassCSP ? [...addresses, ...hostile] : ["en/deals.html", "en/sources.html"]) {
      where = address;
      await page.goto(`${server.url}${address}`);
      await page.waitForSelector("#app:not([data-still]) .page", { state: "attached" });
      // What is closed is opened, and what has a list of choices shows it.
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))),
      );
    }
    await context.close();
  }
  expect(ran).toEqual([]);
  expect(refused).toEqual([]);
});

/** A text as it stands in HTML. */
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
