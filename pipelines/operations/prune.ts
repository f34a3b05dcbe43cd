import { existsSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { faultPoint } from "../contract/faults.ts";
import type { Home } from "../contract/home.ts";
import { deliveredFiles } from "../intake/deliveries.ts";
import { markRemoved } from "../intake/fetched.ts";
import { exportName } from "../intake/export-name.ts";
import { fingerprint } from "../contract/checksum.ts";
import { partId } from "../intake/to-texts.ts";
import { isRetained, retainLoad } from "../load/kept-load.ts";
import { bytesBelow } from "../release/check-home.ts";
import { currentRun, entriesOf, wholeReleases } from "../release/manifest.ts";
import { queries } from "../warehouse/dialect.ts";
import { openWarehouse } from "../warehouse/open.ts";
import type { Operations } from "./operations.ts";
import { runsBeyond } from "./runs.ts";

const day = 86_400_000;

/** Something in a home that nothing needs any more. */
export interface Pruned {
  what: "release" | "unfinished release" | "load" | "export" | "record of a run" | "scratch";
  /** Relative to the home. */
  path: string;
  bytes: number;
}

/**
 * Removes what nothing needs any more: releases beyond those to keep and unfinished ones, parsed files that no refresh used for as many
 * days as they are kept, delivered files after their days, where that is wanted and their parsed files stand for them, records of runs beyond those to keep, scratch. Only under the refresh lock. With `dryRun` only says what.
 * A release holds all it needs; a parsed file that is missed is parsed again.
 */
export async function prune(
  home: Home,
  keep: Operations["keep"],
  now: Date,
  { dryRun = false } = {},
): Promise<Pruned[]> {
  const needless = [
    ...releases(home, keep.releases),
    ...(await loads(home, keep.load_days, now)),
    ...(await oldExports(home, keep.export_days, now)),
    ...runsBeyond(home, keep.runs).map((path): Needless => ({ what: "record of a run", path })),
    ...scratch(home),
  ].map(({ what, path }): Pruned => ({ what, path: relative(home.root, path), bytes: bytesBelow(path) }));
  if (!dryRun)
    for (const { what, path } of needless) {
      if (what === "export") {
        await retain(home, path);
        markRemoved(join(home.root, path));
      }
      rmSync(join(home.root, path), { recursive: true, force: true });
      faultPoint("prune");
    }
  return needless;
}

type Needless = Omit<Pruned, "bytes">;

function releases(home: Home, kept: number): Needless[] {
  const whole = wholeReleases(home);
  const stays = new Set([...whole.slice(-kept), currentRun(home)]);
  return entriesOf(home.releases)
    .filter((run) => !stays.has(run))
    .map((run) => ({
      what: whole.includes(run) ? "release" : "unfinished release",
      path: join(home.releases, run),
    }));
}

async function loads(home: Home, days: number, now: Date): Promise<Needless[]> {
  const inUse = await publishedFiles(home);
  if (inUse === undefined) return [];
  const before = now.getTime() - days * day;
  return entriesOf(home.loads)
    .filter((name) => /^[0-9a-f]{64}$/.test(name) && !inUse.has(name))
    .map((name) => join(home.loads, name))
    .filter((path) => !isRetained(path))
    .filter((path) => usedAt(path) < before)
    .map((path) => ({ what: "load", path }));
}

/** Delivered files older than they are kept, of which the published release has all records and whose loads are there to stand for them. */
async function oldExports(home: Home, days: number | undefined, now: Date): Promise<Needless[]> {
  if (days === undefined || !existsSync(home.exports)) return [];
  const before = now.getTime() - days * day;
  const old = deliveredFiles(home.exports).filter(
    (path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < before,
  );
  const published = old.length === 0 ? [] : await publishedTables(home);
  return old
    .filter((path) => {
      const tables = tablesOf(published, relative(home.exports, path));
      return (
        tables.length > 0 &&
        tables.every(
          ({ status, fileId }) =>
            ["loaded", "duplicate"].includes(status) && existsSync(join(home.loads, fileId, "manifest.json")),
        ) &&
        isOfBytes(path, tables)
      );
    })
    .map((path) => ({ what: "export", path }));
}

/** Whether tables were made of the bytes that lie at a path now; of an archive of several files nobody can tell. */
function isOfBytes(path: string, tables: PublishedTable[]): boolean {
  const fileId = fingerprint(path);
  const sheets = Array.from({ length: 100 }, (_, index) => partId(fileId, index + 1));
  return tables.every((table) => table.fileId === fileId || sheets.includes(table.fileId));
}

/** Lets the loads of an export stand for it from now on. */
async function retain(home: Home, path: string): Promise<void> {
  const name = relative(home.exports, join(home.root, path));
  for (const table of tablesOf(await publishedTables(home), name))
    if (table.status === "loaded") retainLoad(join(home.loads, table.fileId), table.name, exportName(name));
}

const tablesOf = (tables: PublishedTable[], name: string) =>
  tables.filter(
    (table) => table.name === name || ["/", "#"].some((mark) => table.name.startsWith(`${name}${mark}`)),
  );

interface PublishedTable {
  name: string;
  fileId: string;
  status: string;
}

/** The tables that the published release was made of. */
async function publishedTables(home: Home): Promise<PublishedTable[]> {
  const rows = await inPublished(home, (ask) =>
    ask.selectFrom("ops.file").select(["name", "file_id", "status"]).execute(),
  );
  return rows.map(({ name, file_id, status }) => ({
    name: name ?? "",
    fileId: file_id ?? "",
    status: status ?? "",
  }));
}

/** The ids of the files that the published release was made of; none before the first, undefined where the release cannot say. */
async function publishedFiles(home: Home): Promise<Set<string | null> | undefined> {
  try {
    const rows = await inPublished(home, (ask) => ask.selectFrom("ops.file").select("file_id").execute());
    return new Set(rows.map(({ file_id }) => file_id));
  } catch {
    return undefined;
  }
}

/** Rows of the published release; none before the first. */
async function inPublished<Row>(
  home: Home,
  read: (ask: ReturnType<typeof queries>) => Promise<Row[]>,
): Promise<Row[]> {
  const path = join(home.current, "warehouse.duckdb");
  if (!existsSync(path)) return [];
  const warehouse = await openWarehouse(path, { readOnly: true, threads: 1 });
  try {
    return await read(queries(warehouse));
  } finally {
    warehouse.close();
  }
}

/** When a refresh last used a parsed file, in milliseconds since 1970: its manifest says so by its time. */
function usedAt(load: string): number {
  return (statSync(join(load, "manifest.json"), { throwIfNoEntry: false }) ?? statSync(load)).mtimeMs;
}

/** What a process that was killed left behind. */
function scratch(home: Home): Needless[] {
  const left = [home.root, home.state, join(home.state, "runs"), home.loads].flatMap((folder) =>
    entriesOf(folder)
      .filter((name) => name.endsWith(".tmp") || (folder === home.loads && name.endsWith(".building")))
      .map((name) => join(folder, name)),
  );
  // what is built of a site's pages stays there for the next release
  const site = join(home.state, "site");
  const builds = entriesOf(site).filter((name) => name.startsWith("build-"));
  const intake = entriesOf(home.state).filter((name) => name === "intake");
  return [
    ...left,
    ...builds.map((name) => join(site, name)),
    ...intake.map((name) => join(home.state, name)),
  ].map((path) => ({ what: "scratch", path }));
}

/** What was or would be removed, one line per kind and one for all. */
export function describePruned(pruned: Pruned[], { dryRun = false } = {}): string[] {
  const removed = dryRun ? "would remove" : "removed";
  if (pruned.length === 0) return ["nothing to remove"];
  const total = pruned.reduce((bytes, each) => bytes + each.bytes, 0);
  return [
    ...pruned.map(({ what, path, bytes }) => `${removed} ${what} ${path}, ${bytes} bytes`),
    `${removed} ${pruned.length} in all, ${total} bytes`,
  ];
}
