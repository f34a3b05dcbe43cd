import { existsSync, rmSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import type { Effects } from "../../contract/effects.ts";
import { FunnelError } from "../../contract/errors.ts";
import type { Home } from "../../contract/home.ts";
import { vendorOf, type LoadedFile } from "../../contract/loaded-file.ts";
import { createForgotten } from "../../load/forgotten-rows.ts";
import { keepForgotten, readForgotten, type Forgotten } from "../../load/forgotten.ts";
import { allLoads } from "../../load/kept-load.ts";
import { loadExports, removeForgotten } from "../../load/load.ts";
import { readReference, settingsOf } from "../../reference/read.ts";
import { refreshLocked } from "../../refresh.ts";
import { withLock } from "../../release/lock.ts";
import { currentRun, entriesOf, readManifest } from "../../release/manifest.ts";
import { hasDeliveries } from "../../release/refuse-exports.ts";
import { openWarehouse } from "../../warehouse/open.ts";
import { identityOf } from "./identity.ts";
import { findPerson, type Person } from "./person.ts";
import { heldExports, rewriteExports } from "./rewrite-exports.ts";
import { scanHome, type Scanned } from "./scan.ts";
import { patternOf } from "./traces.ts";

export interface ForgetOptions {
  /** Do it; without, only say what would be done. */
  confirm: boolean;
  /** Cut the person out of delivered files too. */
  rewriteExports: boolean;
}

/** What became of a person; nothing in it says who it is. */
export interface ForgetReport {
  isDone: boolean;
  /** Records that are the person's, by source and type. */
  records: { source: string; type: string; count: number }[];
  /** Rows that name the person, by delivered file. */
  rows: { file: string; stream: string; count: number }[];
  /** Other records that share a phone number or e-mail address with the person's, and stay. */
  alike: number;
  loadsRemoved: number;
  rewritten: { file: string; records: number; lines: string }[];
  /** Delivered files whose records of the person are left out but stand in them still. */
  held: { file: string; records: number; lines: string; obstacle?: string }[];
  release: string | null;
  releasesRemoved: number;
  /** What the last look through every file found. */
  scanned: Scanned;
}

/**
 * Removes a person from a home: from what is loaded, from every release with its site and quarantine, and from the delivered files if
 * asked to; keeps salted hashes so that no later delivery brings the person back; then looks through every file for what is left.
 * Without `confirm` only says what it would do. Throws a usage or config error before anything is changed.
 */
export async function forget(
  home: Home,
  written: string[],
  options: ForgetOptions,
  effects: Effects,
): Promise<ForgetReport> {
  const identities = written.map(identityOf);
  return withLock(home, async () => {
    if (!hasDeliveries(home) && entriesOf(home.loads).length === 0)
      throw new FunnelError(
        "config",
        "nobody_here",
        `${home.root}: there are no exports and nothing is loaded; correct --home`,
      );
    const settings = settingsOf(await readReference(home));
    const load = (): Promise<LoadedFile[]> =>
      hasDeliveries(home) ? loadExports(home, settings, effects) : Promise.resolve([]);
    effects.report.step("load");
    const before = await load();
    const person = await withEngine((engine) =>
      findPerson(
        engine,
        allLoads(home.loads).map(({ file }) => file),
        identities,
      ),
    );
    const pattern = patternOf(identities, person.names, person.records);
    const found = describePerson(home, person);
    if (!options.confirm) {
      effects.report.step("look");
      return { ...found, ...nothingDone, scanned: await scanHome(home, pattern) };
    }

    effects.report.step("forget");
    const forgotten = readForgotten(home);
    for (const name of person.names) forgotten.hashes.add(forgotten.hashOf(name));
    // first, so that a kill in between leaves a home in which nothing is forgotten yet, and none that only looks so
    const loadsRemoved = await removeLoads(home, person, pattern, forgotten);
    keepForgotten(home, forgotten);
    const after = await load();
    const held = await heldExports(home, after);
    const left = options.rewriteExports ? await rewriteExports(home, held, settings, before, effects) : held;
    const rewritten = held.filter(({ name }) => !left.some((each) => each.name === name));
    const { release, releasesRemoved } = await rebuild(home, after, effects);

    effects.report.step("look");
    return {
      ...found,
      isDone: true,
      loadsRemoved,
      rewritten: rewritten.map(({ name, records, lines }) => ({ file: name, records, lines })),
      held: left.map(({ name, records, lines, obstacle }) => ({
        file: name,
        records,
        lines,
        ...(obstacle === undefined ? {} : { obstacle }),
      })),
      release,
      releasesRemoved,
      scanned: await scanHome(home, pattern),
    };
  });
}

const nothingDone = {
  isDone: false,
  loadsRemoved: 0,
  rewritten: [],
  held: [],
  release: null,
  releasesRemoved: 0,
};

async function withEngine<T>(
  work: (engine: Awaited<ReturnType<typeof openWarehouse>>) => Promise<T>,
): Promise<T> {
  const engine = await openWarehouse(":memory:", { memoryLimit: "700MB" });
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}

function describePerson(home: Home, { records, rows, alike }: Person) {
  const kinds = [...new Set(records.map(({ source, type }) => `${source} ${type}`))].sort();
  const names = new Map(allLoads(home.loads).map(({ folder, file }) => [folder, file.name]));
  return {
    records: kinds.map((kind) => {
      const [source = "", type = ""] = kind.split(" ");
      const count = records.filter((each) => each.source === source && each.type === type).length;
      return { source, type, count };
    }),
    rows: rows.map(({ path, stream, rows: count }) => ({
      file: names.get(dirname(path)) ?? basename(dirname(path)),
      stream,
      count,
    })),
    alike,
  };
}

/** Removes the loads that hold the person in a stream or among what was set aside; what is still delivered is read again, without. */
async function removeLoads(
  home: Home,
  { rows }: Person,
  pattern: string,
  forgotten: Forgotten,
): Promise<number> {
  const { traces } = await scanHome({ ...home, root: home.loads, exports: home.loads }, pattern);
  const folders = new Set([
    ...rows.map(({ path }) => dirname(path)),
    ...traces.map(({ file }) => join(home.loads, file.split("/")[0] ?? "")),
  ]);
  const files = allLoads(home.loads).map(({ file }) => file);
  await withEngine(async (engine) => {
    await createForgotten(engine, forgotten);
    for (const folder of folders)
      if (relative(home.loads, folder) !== "") await removeForgotten(engine, folder, files, pattern);
  });
  return folders.size;
}

/** Publishes a release without the person, and removes all others, which hold the person or tell of the change. */
async function rebuild(home: Home, files: LoadedFile[], effects: Effects) {
  const former = currentRun(home);
  if (former === undefined || !hasDeliveries(home)) return { release: null, releasesRemoved: 0 };
  const { asOf } = readManifest(join(home.releases, former));
  const options = {
    home,
    site: existsSync(join(home.releases, former, "site")),
    accepted: [...new Set(files.map(vendorOf))],
    compare: false as const,
    fetch: false,
    ...(asOf === null ? {} : { asOf }),
  };
  const { run } = await refreshLocked(options, effects).catch((error: unknown) => {
    if (!(error instanceof FunnelError)) throw error;
    const state = "the person is out of what is loaded, but not yet out of the published release";
    throw new FunnelError(error.kind, error.code, `${state}: ${error.message}; then run this again`, {
      cause: error,
    });
  });
  const others = entriesOf(home.releases).filter((name) => name !== run);
  for (const name of others) rmSync(join(home.releases, name), { recursive: true, force: true });
  return { release: run, releasesRemoved: others.length };
}
