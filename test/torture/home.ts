import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { differences, fingerprints } from "../../pipelines/contract/checksum.ts";
import type { Home } from "../../pipelines/contract/home.ts";
import {
  currentRun,
  entriesOf,
  manifestName,
  manifestText,
  readManifest,
} from "../../pipelines/release/manifest.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";

/** Delivers so many deals to a home in one export: each number makes another release. */
export function deliverDeals(home: Home, count: number): void {
  const folder = join(home.exports, "hubspot");
  mkdirSync(folder, { recursive: true });
  const day = (at: number, later = 0) =>
    new Date(Date.UTC(2025, 0, 1 + (at % 300) + later)).toISOString().slice(0, 10);
  const deals = Array.from(
    { length: count },
    (_, at) => `${at + 1},Deal ${at + 1},Closed Won,Sales,${day(at)} 09:00,${day(at, 20)} 09:00,100`,
  );
  writeFileSync(
    join(folder, "deals.csv"),
    `Record ID,Deal Name,Deal Stage,Pipeline,Create Date,Close Date,Amount\n${deals.join("\n")}\n`,
  );
}

/** Makes a home that keeps few releases and writes all that a run can write. */
export function makeHome(home: Home): void {
  deliverDeals(home, 3);
  writeFileSync(
    join(home.root, "operations.json"),
    JSON.stringify({
      keep: { releases: 3, load_days: 0, runs: 10 },
      tell: { prometheus: { file: join(home.root, "state", "funnelhouse.prom") } },
    }),
  );
}

/** What a reader of the published release finds: its run, its number of deals, and everything that is wrong with it. */
export interface Read {
  run: string | undefined;
  deals: number;
  wrong: string[];
}

/** Reads the published release as a person would, once its link is followed, and every byte of it. */
export async function readRelease(home: Home): Promise<Read> {
  const run = currentRun(home);
  if (run === undefined) return { run, deals: 0, wrong: [] };
  const release = join(home.releases, run);
  try {
    const manifest = readManifest(release);
    const text = readFileSync(join(release, manifestName), "utf8");
    const found = fingerprints(release, manifestName);
    const warehouse = await openWarehouse(join(release, "warehouse.duckdb"), { readOnly: true, threads: 1 });
    try {
      const [row] = await warehouse.rows<{ run: string; deals: number }>(
        "select (select run_id from ops.run) as run, (select count(*) from core.fct_journey)::integer as deals",
      );
      return {
        run,
        deals: row?.deals ?? 0,
        wrong: [
          ...(text === manifestText(manifest) ? [] : ["the manifest is not as it was written"]),
          ...differences(found, manifest.files).map((name) => `${name} is not as sealed`),
          ...(row?.run === run && manifest.run === run
            ? []
            : [`release ${run} holds the run ${row?.run ?? "?"}`]),
          ...("site/index.html" in found === existsSync(join(release, "site")) ? [] : ["half a site"]),
        ],
      };
    } finally {
      warehouse.close();
    }
  } catch (error) {
    return {
      run,
      deals: 0,
      wrong: [`release ${run}: ${error instanceof Error ? error.message : String(error)}`],
    };
  }
}

/** What lies in a home after a run and belongs nowhere: drafts, halves, scratch. */
export function leftovers(home: Home): string[] {
  const known = new Set(["current", "exports", "loads", "operations.json", "reference", "releases", "state"]);
  const stateKnown = new Set(["funnelhouse.prom", "refresh.lock", "runs", "site", "told.json"]);
  return [
    ...entriesOf(home.root).filter((name) => !known.has(name)),
    ...entriesOf(home.state).filter((name) => !stateKnown.has(name)),
    ...entriesOf(join(home.state, "runs")).filter((name) => !name.endsWith(".json")),
    ...entriesOf(join(home.state, "site")).filter((name) => !/^[0-9a-f]{64}$/.test(name)),
    ...entriesOf(home.loads).filter((name) => !/^[0-9a-f]{64}$/.test(name)),
    ...entriesOf(home.releases).flatMap((run) =>
      entriesOf(join(home.releases, run))
        .filter((name) => !["manifest.json", "site", "warehouse.duckdb"].includes(name))
        .map((name) => `${run}/${name}`),
    ),
    ...entriesOf(home.releases).filter((run) => !entriesOf(join(home.releases, run)).includes(manifestName)),
  ];
}

/** Bytes that a home takes beside its exports. */
export function bytesOf(path: string): number {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status?.isDirectory() !== true) return status?.size ?? 0;
  return entriesOf(path).reduce((bytes, name) => bytes + bytesOf(join(path, name)), 0);
}
