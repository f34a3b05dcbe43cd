import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Files } from "../../dashboards/lib/data.ts";
import { queryIn } from "../../dashboards/lib/console-link.ts";
import { figureIn, figureSql } from "../../dashboards/lib/figure-query.ts";
import type { Filters } from "../../dashboards/lib/filters.ts";
import { pages, type PageKey } from "../../dashboards/pages.ts";
import { stepsSql } from "../../dashboards/lib/steps-sql.ts";
import { writeConsoleData } from "../../pipelines/site/console-data.ts";
import { readPageQueries } from "../../pipelines/site/page-queries.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { draw, madeFiles } from "./draw-page.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();
let files: Files;
let warehouse: Warehouse;
beforeAll(async () => {
  const path = join(folder, "warehouse.duckdb");
  files = await madeFiles(path);
  // What the console has: the tables that are published.
  const published = join(folder, "published.duckdb");
  await writeConsoleData(path, published);
  warehouse = await openWarehouse(published, { readOnly: true });
});
afterAll(() => {
  warehouse.close();
});

type Row = Record<string, unknown>;

const queries = new Map(readPageQueries().map((query) => [`${query.page}/${query.table}`, query.sql]));

/** The query that a link of a figure puts into the editor of the console. */
function queryOf(href: string): string | undefined {
  const { hash } = new URL(href, "https://site.example/en/");
  const asked = figureIn(hash);
  return asked === undefined
    ? queryIn(hash)
    : (stepsSql(asked, files.summary) ?? figureSql(queries.get(asked.of) ?? "", asked));
}

/** Takes what a figure saves as CSV: its numbers as data. */
async function savedRows(section: Element): Promise<Row[]> {
  const save = [...section.querySelectorAll("button")].find((button) => button.textContent === "CSV");
  const original = URL.createObjectURL;
  let blob = new Blob();
  URL.createObjectURL = (made: Blob) => ((blob = made), "blob:");
  try {
    save?.click();
  } finally {
    URL.createObjectURL = original;
  }
  const path = join(folder, "figure.csv");

  writeFileSync(path, Buffer.from(await blob.arrayBuffer()));
  return warehouse.rows<Row>(
    `select * from read_csv('${path}', header = true, all_varchar = true, quote = '"', escape = '"')`,
  );
}

/** Figures that show several rows of their query in one, or one in several: of them every count is in its answer. */
const turned = new Set([
  "matrix",
  "transitions",
  "funnels",
  "crm-times",
  "unknown-fields",
  "touch",
  "stages",
  "won",
  "grid",
]);
/** What a figure calls a column of its query. */
const renamed: Record<string, string> = {
  lead_source: "source",
  list: "segment_value",
  campaign: "segment_value",
  quarter: "quarter",
};

const plain = (value: unknown): string => {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return value ? "true" : "false";
  const number = Number(value);
  return Number.isNaN(number) ? String(value) : number.toPrecision(9).replace(/\.?0+$/, "");
};

test.each<[string, Partial<Filters>]>([
  ["no filter", {}],
  ["a source, a stage and a segment", { source: "referral", stage: "meeting", segment: "icp_tier" }],
  ["months and a country", { from: "2025-06", to: "2026-02", country: "HU" }],
  ["another pipeline", { pipeline: "partner" }],
])("the SQL that a figure offers gives the numbers that it shows: %s", async (_, filters) => {
  const wrong: string[] = [];
  let count = 0;
  for (const { key } of pages.filter(({ key }) => key !== "console")) {
    const body = draw(files, key as PageKey, filters, "en", true);
    for (const section of body.querySelectorAll("section[id]")) {
      const link = section.querySelector(".as-sql");
      // The funnel that is explored has a test of its own: its answer names its steps by number.
      if (link === null || section.id === "explore") continue;
      const place = `${key}#${section.id}`;
      const sql = queryOf(link.getAttribute("href") ?? "");
      if (sql === undefined) {
        wrong.push(`${place}: its link asks for nothing`);
        continue;
      }
      const shown = await savedRows(section);
      // Step 0 is the whole way, which is another figure's.
      const given = (await warehouse.rows<Row>(sql)).filter((row) => row["step"] !== 0);
      // A figure without a row says so in words.
      if (shown.length === 0) continue;
      count++;
      wrong.push(
        ...(turned.has(section.id) ? missing(shown, given) : differing(shown, given)).map(
          (fault) => `${place}: ${fault}`,
        ),
      );
    }
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan("pipeline" in filters ? 10 : 40);
});

/** Counts that a figure shows and its query does not give. */
function missing(shown: Row[], given: Row[]): string[] {
  const found = new Set(given.flatMap((row) => Object.values(row).map(plain)));
  const counts = shown.flatMap((row) =>
    Object.entries(row).filter(
      ([name, value]) => /_(count|estimate)$/.test(name) && value !== null && value !== "0",
    ),
  );
  const lost = counts.filter(([, value]) => !found.has(plain(value)));
  return lost.map(([name, value]) => `${name} ${String(value)}`);
}

/** How the rows of a figure differ from those of its query, in the columns that both have. */
function differing(shown: Row[], given: Row[]): string[] {
  const columnOf = (name: string, row: Row) => (name in row ? name : (renamed[name] ?? name));
  const [first = {}] = given;
  const shared = Object.keys(shown[0] ?? {}).filter((name) => columnOf(name, first) in first);
  const cells = (row: Row) => shared.map((name) => plain(row[columnOf(name, row)]));
  if (shown.length > 0 && shared.length < 2) return [`only ${shared.join()} in both`];
  const rest = given.map(cells);
  const blanks = (row: string[]) => row.filter((cell) => cell === "").length;
  const own = shown.map(cells).sort((a, b) => blanks(a) - blanks(b));
  // What a figure does not tell of a row is blank in it; a column that it tells of no row is missing.
  const untold = shared.filter(
    (_, column) => own.every((row) => row[column] === "") && rest.some((row) => row[column] !== ""),
  );
  const isTold = (row: string[], by: string[]) =>
    row.every((cell, column) => cell === "" || cell === by[column]);
  const unmatched = own.filter((row) => {
    const match = rest.findIndex((by) => isTold(row, by));
    if (match !== -1) rest.splice(match, 1);
    return match === -1;
  });
  return [
    ...untold.map((name) => `${name}: shown of no row`),
    ...unmatched.map((row) => `${shared.join()}: shows ${row.join(" | ")}, which its query does not give`),
    ...rest.map((row) => `${shared.join()}: does not show ${row.join(" | ")}`),
  ];
}
