import { quotedString } from "@duckdb/node-api";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { silent } from "../effects.ts";
import { homeAt } from "../home.ts";
import { refresh } from "../refresh.ts";
import { openWarehouse } from "../warehouse/open.ts";

/** One case in a process of its own: `case.ts floor|refresh <home>`; prints one JSON line. */
const [name, root = ""] = process.argv.slice(2);
const started = performance.now();
const fingerprint = name === "floor" ? await floor(root) : await wholeRefresh(root);
process.stdout.write(
  `${JSON.stringify({ seconds: (performance.now() - started) / 1000, megabytes: process.resourceUsage().maxRSS / 1024, fingerprint })}\n`,
);

/** The bare engine: reads both files with their types and sorts the changes once. The footer is read past with null padding. */
async function floor(home: string): Promise<string> {
  const engine = await openWarehouse(":memory:");
  try {
    const read = (file: string, columns: string[], types: Record<string, string>) =>
      `read_csv(${quotedString(join(home, "exports", "salesforce", file))}, auto_detect = false, header = true, quote = '"', escape = '"', null_padding = true, strict_mode = false,
        timestampformat = '%m/%d/%Y %I:%M %p', dateformat = '%m/%d/%Y', columns = {${columns.map((column) => `'${column}': '${types[column] ?? "varchar"}'`).join(", ")}}, ignore_errors = true)`;
    await engine.run(`create temp table sorted as select * from ${read("history.csv", ["id", "name", "from_stage", "to_stage", "changed_at", "amount", "close_date", "stage", "created_on"], { changed_at: "timestamp", amount: "decimal(18,2)", close_date: "date", created_on: "date" })}
      where to_stage is not null order by id, changed_at`);
    await engine.run(
      `create temp table opportunity as select * from ${read("opportunities.csv", ["id", "name", "account", "stage", "amount", "currency", "created_on", "close_date", "lead_source", "owner"], { amount: "decimal(18,2)", created_on: "date", close_date: "date" })} where stage is not null`,
    );
    const [row] = await engine.rows<{ count: string }>("select count(*) as count from sorted");
    return row?.count ?? "";
  } finally {
    engine.close();
  }
}

/** The whole refresh without the site, from an empty load cache. */
async function wholeRefresh(root: string): Promise<string> {
  const home = homeAt(root);
  for (const folder of [home.loads, home.releases, home.state])
    rmSync(folder, { recursive: true, force: true });
  rmSync(home.current, { force: true });
  const { contentHash } = await refresh({ home, site: false }, { now: () => new Date(), report: silent });
  return contentHash;
}
