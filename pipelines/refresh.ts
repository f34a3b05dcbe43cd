import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { instantOf } from "./contract/as-of.ts";
import type { Effects } from "./contract/effects.ts";
import type { Home } from "./contract/home.ts";
import { version } from "./contract/version.ts";
import type { SourceOutcome } from "./extract/job/run-job.ts";
import type { Figures } from "./operations/figures.ts";
import type { Late } from "./operations/news.ts";
import { operated } from "./operations/operate.ts";
import { readOperations, type Operations } from "./operations/operations.ts";
import { nameRun, readRuns } from "./operations/runs.ts";
import { refuseUnfitHome } from "./release/check-home.ts";
import { withLock } from "./release/lock.ts";
import { currentRun } from "./release/manifest.ts";
import { publish } from "./release/publish.ts";
import { signOff } from "./release/seal.ts";
import { buildSite } from "./site/build.ts";
import { readCookbook } from "./site/cookbook.ts";
import { operationsOf } from "./site/operations.ts";
import { build } from "./steps/build.ts";
import { deliver } from "./steps/deliver.ts";
import { fetchFirst, unfetchedOf } from "./steps/fetch-first.ts";
import type { RefreshOptions } from "./steps/options.ts";
import { makeRoom, tidyUp } from "./steps/room.ts";
import { describeSummary, type Summary } from "./summary.ts";

/** What every refresh leaves, besides a release. */
export interface Refreshed {
  run: string;
  contentHash: string;
  summary: Summary;
  figures: Figures;
  late: Late[];
  /** What came of the accounts of sources.json; nothing where there are none. */
  fetched: SourceOutcome[];
}

/**
 * Exports in, a published release out: extract → intake → load → transform → audit → seal → site → publish.
 * Throws a FunnelError and leaves the published release as it was when anything on the way fails.
 */
export async function refresh(options: RefreshOptions, effects: Effects): Promise<Refreshed> {
  return withLock(options.home, () => refreshLocked(options, effects));
}

/** The same for a caller that holds the lock of the home. */
export async function refreshLocked(options: RefreshOptions, effects: Effects): Promise<Refreshed> {
  const { home } = options;
  const asOf = options.asOf === undefined ? undefined : instantOf(options.asOf);
  const started = effects.now();
  const run = nameRun(home, started);
  const operations = readOperations(home);
  return operated(home, operations, run, effects, async () => {
    refuseUnfitHome(home);
    const fetched = await fetchFirst(options, effects);
    await makeRoom(home, operations, effects);
    const release = join(home.releases, run);
    mkdirSync(release, { recursive: true });
    try {
      const delivered = await deliver(options, effects);
      const facts = { run, started, asOf, threads: options.threads };
      const built = await build(release, delivered, facts, effects);
      if (options.site)
        await addSite(home, release, operations, { run, started, figures: built.figures }, effects);

      effects.report.step("publish");
      signOff(release, {
        ...delivered.account,
        run,
        asOf: asOf ?? null,
        version,
        contentHash: built.contentHash,
        isSample: delivered.isSample,
        finishedAt: effects.now().toISOString(),
      });
      publish(home, run);
      const seconds = Math.max(0, effects.now().getTime() - started.getTime()) / 1000;
      effects.report.info(`published ${run} in ${seconds.toFixed(1)} s, content hash ${built.contentHash}`);
      for (const line of describeSummary(built.summary)) effects.report.info(line);
      await tidyUp(home, operations, effects);
      return { run, ...built, fetched, unfetched: unfetchedOf(fetched) };
    } catch (error) {
      if (currentRun(home) !== run) discard(release);
      throw error;
    }
  });
}

/** Makes the site of a release from its marts and from what is known of the runs so far. */
async function addSite(
  home: Home,
  release: string,
  operations: Operations,
  { run, started, figures }: { run: string; started: Date; figures: Figures },
  effects: Effects,
): Promise<void> {
  effects.report.step("site");
  const current = { run, startedAt: started.toISOString(), figures };
  await buildSite({
    warehouse: join(release, "warehouse.duckdb"),
    operations: operationsOf(operations, readRuns(home), current, effects.now()),
    ...operations.site,
    recipes: readCookbook(),
    out: join(release, "site"),
    cache: join(home.state, "site"),
    effects,
  });
}

/** Removes an unfinished release; where that fails, what went wrong before it is what counts, and the next run removes it. */
function discard(release: string): void {
  try {
    rmSync(release, { recursive: true, force: true });
  } catch {
    return;
  }
}
