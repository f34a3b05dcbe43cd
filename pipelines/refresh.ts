import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { audit } from "./audit/audit.ts";
import { withLostColumns } from "./audit/columns.ts";
import { newlyUnread } from "./audit/unread.ts";
import { acceptedSources, checkVolume, recordsByExport, recordsBySource } from "./audit/volume.ts";
import { warnOfEarlyEnd, warnOfIssues } from "./audit/warnings.ts";
import { instantOf } from "./contract/as-of.ts";
import type { Effects } from "./contract/effects.ts";
import { FunnelError } from "./contract/errors.ts";
import { faultPoint } from "./contract/faults.ts";
import { sampleHome, type Home } from "./contract/home.ts";
import { describeOutcome, extract, isComplete, reasonOf } from "./extract/extract.ts";
import type { Clock } from "./extract/http/clock.ts";
import type { SourceOutcome } from "./extract/job/run-job.ts";
import { hasSources } from "./extract/sources.ts";
import { arrivedAt, waitForDeliveries } from "./intake/deliveries.ts";
import { loadExports } from "./load/load.ts";
import { withPresumedZones } from "./load/presumed-zone.ts";
import { readConnectors } from "./connectors/all.ts";
import { failureOf } from "./operations/failure.ts";
import { readOperations, type Operations } from "./operations/operations.ts";
import { operated } from "./operations/operate.ts";
import { prune } from "./operations/prune.ts";
import { nameRun, readRuns } from "./operations/runs.ts";
import { figuresOf, type Figures } from "./operations/figures.ts";
import type { Late } from "./operations/news.ts";
import { ownSettings, readReference, settingsOf } from "./reference/read.ts";
import { writeReference } from "./reference/write.ts";
import { refuseUnfitHome, refuseWithoutRoom, roomFor } from "./release/check-home.ts";
import { withLock } from "./release/lock.ts";
import { comparableRelease } from "./release/comparable.ts";
import { currentRun, manifestsOf, wholeReleases } from "./release/manifest.ts";
import { publish } from "./release/publish.ts";
import {
  hasDeliveries,
  refuseBadFiles,
  refuseEmptiedExports,
  refuseNoRecords,
} from "./release/refuse-exports.ts";
import { seal, signOff } from "./release/seal.ts";
import { buildSite } from "./site/build.ts";
import { readCookbook } from "./site/cookbook.ts";
import { operationsOf } from "./site/operations.ts";
import type { SiteInput } from "./site/read-files.ts";
import { transform } from "./transform/transform.ts";
import { zonesOf } from "./transform/zones.ts";
import { describeSummary, summarise, type Summary } from "./summary.ts";
import { version } from "./contract/version.ts";
import { queries } from "./warehouse/dialect.ts";
import { openWarehouse, threadsFor, type Warehouse } from "./warehouse/open.ts";

export interface RefreshOptions {
  home: Home;
  /** ISO instant up to which sources that declare no export time are known. */
  asOf?: string;
  site: boolean;
  /** Wait until deliveries have not changed for a minute. */
  wait?: boolean;
  /** Sources or file names whose drop in volume is right. */
  accepted?: string[];
  threads?: number;
  /** False where the release before holds what the new one must not name: a forgotten person. */
  compare?: false;
  /** Fetch first from the accounts of sources.json. */
  fetch?: boolean;
  /** The time that fetching waits by. */
  clock?: Clock;
}

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
    if (roomFor(home).free < roomFor(home).needed) await tidyUp(home, operations, effects);
    refuseWithoutRoom(home, roomFor(home));
    const release = join(home.releases, run);
    mkdirSync(release, { recursive: true });
    try {
      const delivered = await deliver(options, effects);
      const built = await build(
        release,
        delivered,
        { run, started, asOf, threads: options.threads },
        effects,
      );
      if (options.site) {
        const current = { run, startedAt: started.toISOString(), figures: built.figures };
        await addSite(
          home,
          release,
          {
            operations: operationsOf(operations, readRuns(home), current, effects.now()),
            ...operations.site,
          },
          effects,
        );
      }

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
      const unfetched = fetched.flatMap((outcome) => {
        const reason = reasonOf(outcome);
        return reason === undefined ? [] : [{ source: outcome.source, reason }];
      });
      return { run, ...built, fetched, unfetched };
    } catch (error) {
      if (currentRun(home) !== run) discard(release);
      throw error;
    }
  });
}

/** Fetches from the accounts of the home. One that fails is a warning: the numbers go on with the files that it has, dated as they are. */
async function fetchFirst({ home, fetch = true, clock }: RefreshOptions, effects: Effects) {
  if (!fetch || !hasSources(home)) return [];
  const outcomes = await extract({ home, ...(clock === undefined ? {} : { clock }) }, effects);
  for (const outcome of outcomes) {
    const { info, warnings } = describeOutcome(outcome);
    info.forEach((line) => effects.report.info(line));
    warnings.forEach((line) => effects.report.warn(line));
  }
  if (outcomes.some((outcome) => !isComplete(outcome)) && !hasDeliveries(home))
    throw new FunnelError(
      "io",
      "nothing_fetched",
      `${home.exports}: no file was ever fetched or delivered, and no source could be fetched now: ${outcomes.flatMap(({ streams }) => streams.flatMap(({ message }) => message ?? [])).join("; ")}`,
    );
  return outcomes;
}

/** Removes an unfinished release; where that fails, what went wrong before it is what counts, and the next run removes it. */
function discard(release: string): void {
  try {
    rmSync(release, { recursive: true, force: true });
  } catch {
    return;
  }
}

/** Removes what the home needs no more. What cannot be removed is no failure of a run that has published. */
async function tidyUp(home: Home, { keep }: Operations, effects: Effects): Promise<void> {
  try {
    await prune(home, keep, effects.now());
  } catch (error) {
    effects.report.warn(
      `what is no longer needed could not be removed: ${failureOf(error).message}; npm run prune tries again`,
    );
  }
}

/** Reads the exports, or the sample where there are none, and refuses what no release may be made of. */
export async function deliver({ home, wait, accepted = [], compare }: RefreshOptions, effects: Effects) {
  const isSample = !hasDeliveries(home);
  const reference = await readReference(home, { isSample });

  if (reference.orderedByMap.length > 0)
    effects.report.warn(
      `there is no reference/stages.csv: the stages of ${reference.orderedByMap.join(", ")} stand in the order in which stage_map.csv names them; write stages.csv to give them another, and labels and benchmarks`,
    );

  effects.report.step("load");
  const exports = isSample ? { ...home, exports: sampleHome.exports } : home;
  if (isSample) {
    refuseEmptiedExports(home);
    effects.report.info("no exports found: using the synthetic sample");
  }
  const waiting =
    wait === true && !isSample ? await waitForDeliveries(exports.exports, effects) : new Set<string>();
  const loaded = await loadExports(exports, settingsOf(reference), effects, waiting);
  const files = withLostColumns(withPresumedZones(loaded, ownSettings(reference)));
  refuseBadFiles(home, files, effects);
  refuseNoRecords(home, files);
  const past = manifestsOf(home);
  for (const run of wholeReleases(home).filter((each) => !past.some((manifest) => manifest.run === each)))
    effects.report.warn(
      `release ${run}: its manifest is damaged; it is compared with nothing and can be removed`,
    );
  const acceptedFiles = checkVolume(
    past.filter((manifest) => manifest.isSample === isSample),
    files,
    { accepted, arrivedAt: ({ name }) => arrivedAt(exports.exports, name) },
  );
  const previous = compare === false ? undefined : comparableRelease(home, isSample);
  return {
    isSample,
    reference,
    files,
    previous,
    unread: isSample ? [] : await newlyUnread(files, previous?.path),
    account: {
      records: recordsBySource(files),
      exports: recordsByExport(files),
      accepted: acceptedSources(files, accepted),
      acceptedFiles,
    },
  };
}

type Delivered = Awaited<ReturnType<typeof deliver>>;

interface RunFacts {
  run: string;
  started: Date;
  asOf: string | undefined;
  threads: number | undefined;
}

/** Makes the warehouse of a release, checks it and seals it. */
export async function build(
  release: string,
  { files, reference, previous, isSample, unread }: Delivered,
  { run, started, asOf, threads }: RunFacts,
  effects: Effects,
) {
  effects.report.step("transform");
  const path = join(release, "warehouse.duckdb");
  const warehouse = await openWarehouse(path, {
    memoryLimit: "2GB",
    threads:
      threads ??
      threadsFor(
        "rows",
        files.reduce((rows, { loaded }) => rows + loaded, 0),
      ),
  });
  let summary: Summary;
  let figures: Figures;
  try {
    await warehouse.run("create schema ops; create schema staging; create schema core; create schema marts");
    await writeReference(warehouse, reference);
    const connectors = await readConnectors();
    const zones = zonesOf(reference, files);
    const runFacts = { run, startedAt: started.toISOString(), isSample, asOf };
    const models = await transform(warehouse, { connectors, files, zones, previous, runFacts }, effects);

    effects.report.step("audit");
    faultPoint("audit");
    await audit(warehouse, models.all, effects);
    await warnOfIssues(warehouse, effects);
    await warnOfEarlyEnd(warehouse, effects);
    await finishRun(warehouse, effects);
    summary = await summarise(warehouse, files, unread);
    figures = await figuresOf(warehouse);
    faultPoint("finish");
    await models.finish();
  } finally {
    warehouse.close();
  }

  effects.report.step("seal");
  return { contentHash: await seal(path), summary, figures };
}

async function addSite(
  home: Home,
  release: string,
  input: Pick<SiteInput, "operations" | "console">,
  effects: Effects,
): Promise<void> {
  effects.report.step("site");
  await buildSite({
    warehouse: join(release, "warehouse.duckdb"),
    ...input,
    recipes: readCookbook(),
    out: join(release, "site"),
    cache: join(home.state, "site"),
    effects,
  });
}

async function finishRun(warehouse: Warehouse, effects: Effects): Promise<void> {
  const finished = effects.now().toISOString().replace("T", " ").replace("Z", "");
  await queries(warehouse).updateTable("ops.run").set({ finished_at: finished }).execute();
}
