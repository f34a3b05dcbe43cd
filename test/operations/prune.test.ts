import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import type { Home } from "../../pipelines/contract/home.ts";
import { describePruned, prune } from "../../pipelines/operations/prune.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { recordRun } from "../../pipelines/operations/runs.ts";
import { publish } from "../../pipelines/release/publish.ts";
import { share } from "../../pipelines/site/share.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { wholeReleases } from "../../pipelines/release/manifest.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { runCli } from "../cli/run-cli.ts";
import { publishedRelease, temporaryHome } from "../release/small-release.ts";
import { homeWithFiles } from "./home-with-files.ts";

const keep = { releases: 3, load_days: 2, runs: 10 };
const now = new Date("2026-03-10T03:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

const write = (path: string, text = "content") => {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
};

/** A parsed file that a refresh used so many days ago. */
function load(home: Home, letter: string, days: number): string {
  const folder = join(home.loads, letter.repeat(64));
  write(join(folder, "opportunities.parquet"));
  write(join(folder, "manifest.json"), "{}");
  utimesSync(join(folder, "manifest.json"), daysAgo(days), daysAgo(days));
  return folder;
}

const bytesBelow = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).reduce((bytes, name) => {
    const status = lstatSync(join(folder, name));
    return bytes + (status.isFile() ? status.size : 0);
  }, 0);

test("the newest releases and the published one stay, older and unfinished ones go", async () => {
  const home = temporaryHome();
  await publishedRelease(home, "run0");
  mkdirSync(join(home.releases, "run00"));
  for (let run = 1; run <= 5; run++) write(join(home.releases, `run${run}`, "manifest.json"), "{}");
  const pruned = await prune(home, keep, now);
  expect(wholeReleases(home)).toEqual(["run0", "run3", "run4", "run5"]);
  expect(pruned.map(({ what, path }) => [what, path])).toEqual([
    ["unfinished release", "releases/run00"],
    ["release", "releases/run1"],
    ["release", "releases/run2"],
  ]);
});

test("what releases share is no gain of the space until the last of them goes, and none loses it", async () => {
  const home = temporaryHome();
  const kept = join(home.state, "site", "kept", "engine.wasm");
  write(kept, "x".repeat(5000));
  for (let run = 1; run <= 4; run++) {
    write(join(home.releases, `run${run}`, "manifest.json"), "{}");
    share(kept, join(home.releases, `run${run}`, "site", "engine.wasm"), home.state);
  }
  const gone = await prune(home, keep, now);
  expect(gone.map(({ path, bytes }) => [path, bytes])).toEqual([["releases/run1", 2]]);
  expect(lstatSync(kept).nlink).toBe(4);
  expect(readFileSync(join(home.releases, "run4", "site", "engine.wasm"), "utf8")).toHaveLength(5000);
});

test("a parsed file stays while the published release is made of it, or a refresh used it lately", async () => {
  const home = temporaryHome();
  await publishedRelease(home, "run1", 1, "c".repeat(64));
  const [old, young, published] = [load(home, "a", 3), load(home, "b", 1), load(home, "c", 9)];
  expect((await prune(home, keep, now)).map(({ what }) => what)).toEqual(["load"]);
  expect([old, young, published].map((path) => existsSync(path))).toEqual([false, true, true]);
});

test("records of runs beyond those to keep and what killed processes left go, what people were told stays", async () => {
  const home = temporaryHome();
  for (let run = 10; run < 22; run++) write(join(home.state, "runs", `2026${run}.json`), "{}");
  const left = [
    "current.7.tmp",
    "state/told.json.7.tmp",
    "state/runs/x.7.tmp",
    "state/intake/a",
    "state/site/build-x/b",
    "loads/d.building/e",
  ];
  for (const path of [...left, "state/told.json", "state/site/kept/b", "operations.json", "exports/a.tmp"])
    write(join(home.root, path));
  await prune(home, keep, now);
  expect(readdirSync(join(home.state, "runs"))).toHaveLength(10);
  expect(existsSync(join(home.state, "runs", "202610.json"))).toBe(false);
  expect(left.filter((path) => existsSync(join(home.root, path)))).toEqual([]);
  expect(
    ["state/told.json", "state/site/kept/b", "operations.json", "exports/a.tmp"].filter(
      (path) => !existsSync(join(home.root, path)),
    ),
  ).toEqual([]);
});

test("a dry run says what would go with its bytes, and removes nothing", async () => {
  const home = homeWithFiles({ "operations.json": JSON.stringify({ keep: { releases: 2, load_days: 0 } }) });
  for (let run = 1; run <= 3; run++) write(join(home.releases, `run${run}`, "manifest.json"), "12345");
  load(home, "a", 30);
  const dry = await runCli("prune", "--home", home.root, "--dry-run");
  expect(dry.out).toBe(
    `would remove release releases/run1, 5 bytes\nwould remove load loads/${"a".repeat(64)}, 9 bytes\nwould remove 2 in all, 14 bytes\n`,
  );
  expect(wholeReleases(home)).toHaveLength(3);
  const wet = await runCli("prune", "--home", home.root);
  expect(wet.out).toBe(dry.out.replaceAll("would remove", "removed"));
  expect(wholeReleases(home)).toEqual(["run2", "run3"]);
  expect(describePruned(await prune(home, keep, now))).toEqual(["nothing to remove"]);
}, 60_000);

/** Delivers the export of a night: the same deals with other amounts. */
function deliver(home: Home, night: number): void {
  const deals = [1, 2, 3].map(
    (deal) =>
      `${deal},Deal ${deal},Closed Won,Sales,2026-01-0${deal} 09:00,2026-02-0${deal} 09:00,${100 + night}`,
  );
  write(
    join(home.exports, "hubspot", "deals.csv"),
    `Record ID,Deal Name,Deal Stage,Pipeline,Create Date,Close Date,Amount\n${deals.join("\n")}\n`,
  );
}

test("the disk stays flat over thirty nights, each with a new export", async () => {
  const home = temporaryHome();
  const bytes: number[] = [];
  for (let night = 10; night < 40; night++) {
    const at = new Date(Date.UTC(2026, 2, night, 3));
    deliver(home, night);
    const [file] = await loadExports(home, new Map(), { now: () => at, report: silent });
    const run = `run${night}`;
    const release = join(home.releases, run);
    mkdirSync(release, { recursive: true });
    const warehouse = await openWarehouse(join(release, "warehouse.duckdb"), { threads: 1 });
    await warehouse.run("create schema ops");
    await warehouse.run(`create table ops.file as select '${file?.fileId ?? ""}' as file_id`);
    warehouse.close();
    write(join(release, "sealed.json"), "{}");
    publish(home, run);
    const instant = at.toISOString();
    recordRun(
      home,
      { run, startedAt: instant, finishedAt: instant, outcome: "published", pid: 1 },
      keep.runs,
    );
    await prune(home, keep, at);
    bytes.push(bytesBelow(home.root));
  }
  expect(readdirSync(home.loads)).toHaveLength(3);
  expect(readdirSync(join(home.state, "runs"))).toHaveLength(10);
  expect(wholeReleases(home)).toEqual(["run37", "run38", "run39"]);
  const settled = bytes.slice(10);
  expect(Math.max(...settled) - Math.min(...settled)).toBeLessThan(200);
}, 240_000);

test("a refresh ends by removing what it needs no more", async () => {
  const home = homeWithFiles({ "operations.json": JSON.stringify({ keep: { releases: 2, load_days: 0 } }) });
  for (const night of [1, 2, 3]) {
    deliver(home, night);
    write(join(home.state, "draft.tmp"));
    const at = new Date(Date.UTC(2026, 2, night, 3));
    await refresh({ home, site: false, threads: 1 }, { now: () => at, report: silent });
  }
  expect(readdirSync(home.loads)).toHaveLength(1);
  expect(wholeReleases(home)).toHaveLength(2);
  expect(existsSync(join(home.state, "draft.tmp"))).toBe(false);
}, 240_000);

test("a delivered file goes after its days once it is loaded, and its numbers stay", async () => {
  const home = homeWithFiles({ "operations.json": JSON.stringify({ keep: { export_days: 30 } }) });
  deliver(home, 1);
  const path = join(home.exports, "hubspot", "deals.csv");
  const young = join(home.exports, "hubspot", "young.csv");
  write(
    young,
    "Record ID,Deal Name,Deal Stage,Pipeline,Create Date,Close Date,Amount\n9,x,Closed Won,Sales,2026-01-05 09:00,2026-02-05 09:00,7\n",
  );
  const night = (day: number) => ({ now: () => new Date(Date.UTC(2026, 2, day, 3)), report: silent });
  utimesSync(path, new Date("2026-02-01T00:00:00Z"), new Date("2026-02-01T00:00:00Z"));
  utimesSync(young, new Date("2026-02-20T00:00:00Z"), new Date("2026-02-20T00:00:00Z"));
  const first = await refresh({ home, site: false, threads: 1 }, night(5));
  expect(
    [path, young].map((each) => existsSync(each)),
    "32 and 13 days",
  ).toEqual([false, true]);
  const last = await refresh({ home, site: false, threads: 1 }, night(6));
  expect(last.contentHash).toBe(first.contentHash);
  expect(await prune(home, { ...keep, load_days: 0 }, new Date("2027-01-01T00:00:00Z"))).not.toContainEqual(
    expect.objectContaining({ what: "load" }),
  );
}, 240_000);

test("a delivered file that is not loaded stays, however old", async () => {
  const home = temporaryHome();
  await publishedRelease(home, "run1");
  write(join(home.exports, "hubspot", "deals.csv"), "never loaded");
  expect(await prune(home, { ...keep, export_days: 1 }, new Date("2036-01-01T00:00:00Z"))).toEqual([]);
  expect(existsSync(join(home.exports, "hubspot", "deals.csv"))).toBe(true);
});
