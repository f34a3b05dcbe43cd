import fc from "fast-check";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { silent } from "../../pipelines/contract/effects.ts";
import { FunnelError } from "../../pipelines/contract/errors.ts";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { readOperations } from "../../pipelines/operations/operations.ts";
import { readReference } from "../../pipelines/reference/read.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { leftovers } from "./home.ts";
import { Report } from "./sweep.ts";
import { scratchFolder } from "../scratch.ts";

const effects = { now: () => new Date("2026-03-01T03:00:00Z"), report: silent };
/** Texts that one home meets: as names of files, headers, values, and what a person maps. */
const together = 25;

/** What breaks out of a quoted text, a path, a pattern or a shell, where one is made by pasting. */
const piecesFor = (root: string) =>
  fc.constantFrom(
    "'",
    '"',
    "''",
    "`",
    ";",
    "--",
    "/*",
    "*",
    "?",
    "[a-z]",
    "{a,b}",
    "$1",
    "$$",
    "%s",
    "\\",
    "|",
    "&&",
    "-rf",
    "=1+1",
    "ő",
    "e\u0301",
    "\u202e",
    "👩‍👩‍👧",
    "null",
    "..",
    "../secret.csv",
    `${root}/secret.csv`,
    "'; create table marts.injected as select 1; --",
    `'); copy (select 1) to '${root}/injected'; --`,
    `' union all by name from read_csv('${root}/secret.csv') --`,
    `$(touch ${root}/injected)`,
    `\`touch ${root}/injected\``,
    '"), (select 1',
    "s3://bucket/x",
    "{{7*7}}",
    "${process.exit(1)}",
    "__proto__",
    "name",
  );

const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;

/** Texts that fit a cell, each with a number so that no two are equal. */
const textsFor = (root: string, count: number, seed: number) =>
  fc
    .sample(fc.array(piecesFor(root), { minLength: 1, maxLength: 4 }), { numRuns: count, seed })
    .map((pieces, number) => `${pieces.join("")} ${number}`);

/** The text as the name of a file: no folder, not hidden, not too long. */
const asName = (text: string) => text.replaceAll("/", "").replace(/^\.+/, "").slice(0, 80);

/** A home of which every name that others choose is hostile: of the folder, of files, of headers, of values, of what is mapped. */
function hostileHome(home: Home, texts: string[]): void {
  mkdirSync(home.reference, { recursive: true });
  writeFileSync(
    join(home.root, "secret.csv"),
    "Id,Who,When,Line,Step\nsecret,secret,2026-01-05,secret,secret\n",
  );
  writeFileSync(
    join(home.reference, "stage_map.csv"),
    `source,pipeline,source_stage,kind,target_pipeline,stage,valid_from,valid_to\n${texts.map((text) => `sheet,${cell(text)},${cell(text)},won,,,,`).join("\n")}\n`,
  );
  for (const [number, text] of texts.entries()) {
    const folder = join(home.exports, `${number}`);
    mkdirSync(folder, { recursive: true });
    const headers = ["Id", text, "When", `${text} line`, `${text} step`];
    writeFileSync(
      join(folder, `${asName(text)}.csv`),
      `${headers.map(cell).join(",")}\n${[`case-${number}`, text, "2026-01-05", text, text].map(cell).join(",")}\n`,
    );
    const [opportunity_id, account_id, created_at, pipeline, stage] = headers;
    const columns = { opportunity_id, account_id, created_at, pipeline, stage };
    writeFileSync(
      join(folder, "mapping.json"),
      JSON.stringify({ source: "sheet", files: [{ file: "*.csv", stream: "opportunities", columns }] }),
    );
  }
}

/** Texts as configuration: each is taken as it is, or refused as a configuration. */
async function asConfiguration(home: Home, texts: string[], report: Report): Promise<void> {
  const keys = ["base_currency", "reporting_time_zone", "sheet.time_zone", "reopen_days", "sheet.date_order"];
  const settings = join(home.reference, "settings.csv");
  for (const [number, text] of texts.entries()) {
    const key = keys[number % keys.length] ?? "";
    writeFileSync(settings, `key,value\n${key},${cell(text)}\n`);
    writeFileSync(
      join(home.root, "operations.json"),
      JSON.stringify({ sources: { [text]: { schedule: text } }, [text]: text }),
    );
    for (const read of [() => readReference(home), async () => readOperations(home)])
      await read().then(
        () => report.wrong.push(`${key} and operations.json took ${JSON.stringify(text)}`),
        (error: unknown) => {
          report.expect(
            error instanceof FunnelError && error.kind === "config",
            `${JSON.stringify(text)} as configuration: ${String(error)}`,
          );
        },
      );
    report.count("configurations refused");
  }
  rmSync(settings);
  rmSync(join(home.root, "operations.json"));
}

async function oneHome(texts: string[], home: Home, report: Report): Promise<void> {
  hostileHome(home, texts);
  await asConfiguration(home, texts, report);
  const files = await loadExports(home, new Map(), effects);
  const refused = files.filter(({ status }) => status !== "loaded");
  report.count("files loaded", files.length - refused.length);
  for (const { name, reason } of refused) {
    report.count("files refused");
    report.expect(reason !== "", `${JSON.stringify(name)} is refused without a reason`);
    rmSync(join(home.exports, name.split("/")[0] ?? ""), { recursive: true });
  }
  await refresh({ home, site: false }, effects);
  const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
    readOnly: true,
    threads: 1,
  });
  try {
    const held = await warehouse.rows<{ id: string; account: string; outcome: string }>(
      "select opportunity_id as id, account_id as account, outcome from core.fct_journey order by id",
    );
    const wanted = texts
      .map((text, number) => ({ id: `case-${number}`, account: text, outcome: "won" }))
      .filter(({ id }) => !refused.some(({ name }) => name.startsWith(`${id.slice("case-".length)}/`)))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
    const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row));
    const strangers = lines(held).filter((line) => !lines(wanted).includes(line));
    const missing = lines(wanted).filter((line) => !lines(held).includes(line));
    for (const line of strangers) report.wrong.push(`the warehouse holds ${line}`);
    for (const line of missing) report.wrong.push(`the warehouse lacks ${line}`);
    const [injected] = await warehouse.rows<{ count: number }>(
      "select count(*)::integer as count from duckdb_tables() where table_name = 'injected'",
    );
    report.expect(injected?.count === 0, "a table was made by a text");
  } finally {
    warehouse.close();
  }
  report.expect(!existsSync(join(home.root, "injected")), "a file was made by a text");
  for (const name of leftovers(home).filter((each) => each !== "secret.csv"))
    report.wrong.push(`${name} is left`);
}

/** Loads, maps and configures so many hostile texts: none is run, and none leads to a file that was not delivered. */
export async function hostileTexts(count: number, seed = 1): Promise<Report> {
  const report = new Report("hostile names, headers, values and configuration", `seed ${seed}`);
  for (let done = 0; done < count; done += together) {
    const folder = scratchFolder();
    const home = homeAt(join(folder, "it's [a]*; --"));
    mkdirSync(home.root);
    try {
      const texts = textsFor(home.root, Math.min(together, count - done), seed + done);
      report.count("texts", texts.length);
      await oneHome(texts, home, report);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return report;
}
