import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { audit } from "./audit/audit.ts";
import { withLostColumns } from "./audit/columns.ts";
import { newlyUnread } from "./audit/unread.ts";
import { acceptedSources, checkVolume, recordsBySource } from "./audit/volume.ts";
import type { Effects } from "./contract/effects.ts";
import { FunnelError } from "./contract/errors.ts";
import { sampleHome, type Home } from "./contract/home.ts";
import { deliveredFiles, waitForDeliveries } from "./intake/deliveries.ts";
import { loadExports } from "./load/load.ts";
import { withPresumedZones } from "./load/presumed-zone.ts";
import { readConnectors } from "./connectors/all.ts";
import type { LoadedFile } from "./contract/loaded-file.ts";
import { keepRefused } from "./release/refused.ts";
import { readOperations } from "./operations/operations.ts";
import { operated } from "./operations/operate.ts";
import { figuresOf, type Figures } from "./operations/figures.ts";
import type { Late } from "./operations/news.ts";
import { ownSettings, readReference, settingsOf } from "./reference/read.ts";
import { writeReference } from "./reference/write.ts";
import { withLock } from "./release/lock.ts";
import { comparableRelease } from "./release/comparable.ts";
import { manifestsOf, readManifest, wholeReleases } from "./release/manifest.ts";
import { publish } from "./release/publish.ts";
import { seal, signOff } from "./release/seal.ts";
import { buildSite } from "./site/build.ts";
import { transform } from "./transform/transform.ts";
import { zonesOf } from "./transform/zones.ts";
import { describeSummary, summarise, type Summary } from "./summary.ts";
import { version } from "./contract/version.ts";
import { queries } from "./warehouse/dialect.ts";
import { openWarehouse, type Warehouse } from "./warehouse/open.ts";

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
}

/**
 * Exports in, a published release out: intake → load → transform → audit → seal → site → publish.
 * Throws a FunnelError and leaves the published release as it was when anything on the way fails.
 */
export async function refresh(
  options: RefreshOptions,
  effects: Effects,
): Promise<{ run: string; contentHash: string; summary: Summary; figures: Figures; late: Late[] }> {
  const { home } = options;
  const asOf = options.asOf === undefined ? undefined : instantOf(options.asOf);
  return withLock(home, async () => {
    const started = effects.now();
    const run = started
      .toISOString()
      .replace(/[-:]/g, "")
      .replace(/\.(\d+)Z$/, "$1Z");
    const release = join(home.releases, run);
    const operations = readOperations(home);
    return operated(home, operations, run, effects, async () => {
      mkdirSync(release, { recursive: true });
      try {
        const isSample = !hasExports(home.exports);
        const reference = await readReference(home, { isSample });

        effects.report.step("load");
        const exports = isSample ? { ...home, exports: sampleHome.exports } : home;
        if (isSample) {
          refuseEmptiedExports(home);
          effects.report.info("no exports found: using the synthetic sample");
        }
        const waiting =
          options.wait === true && !isSample
            ? await waitForDeliveries(exports.exports, effects)
            : new Set<string>();
        const loaded = await loadExports(exports, settingsOf(reference), effects, waiting);
        const files = withLostColumns(withPresumedZones(loaded, ownSettings(reference)));
        refuseBadFiles(home, files, effects);
        refuseNoRecords(home, files);
        const accepted = options.accepted ?? [];
        const acceptedFiles = checkVolume(manifestsOf(home, isSample), files, accepted);

        const previous = comparableRelease(home, isSample);
        const unread = isSample ? [] : await newlyUnread(files, previous?.path);

        effects.report.step("transform");
        const path = join(release, "warehouse.duckdb");
        let summary: Summary;
        let figures: Figures;
        const warehouse = await openWarehouse(path, {
          memoryLimit: "2GB",
          ...(options.threads === undefined ? {} : { threads: options.threads }),
        });
        try {
          await warehouse.run(
            "create schema ops; create schema staging; create schema core; create schema marts",
          );
          await writeReference(warehouse, reference);
          const models = await transform(
            warehouse,
            {
              connectors: await readConnectors(),
              files,
              zones: zonesOf(reference, files),
              previous,
              runFacts: { run, startedAt: started.toISOString(), isSample, asOf },
            },
            effects,
          );

          effects.report.step("audit");
          await audit(warehouse, models.all, effects);
          await warnOfIssues(warehouse, effects);
          await warnOfEarlyEnd(warehouse, effects);
          await finishRun(warehouse, effects);
          summary = await summarise(warehouse, files, unread);
          figures = await figuresOf(warehouse);
          await models.finish();
        } finally {
          warehouse.close();
        }

        effects.report.step("seal");
        const contentHash = await seal(path);

        if (options.site) {
          effects.report.step("site");
          await buildSite({
            warehouse: path,
            out: join(release, "site"),
            cache: join(home.state, "site"),
            effects,
          });
        }

        effects.report.step("publish");
        signOff(release, {
          run,
          asOf: asOf ?? null,
          version,
          contentHash,
          isSample,
          records: recordsBySource(files),
          accepted: acceptedSources(files, accepted),
          acceptedFiles,
          finishedAt: effects.now().toISOString(),
        });
        await publish(home, run, operations.keep.releases);
        effects.report.info(
          `published ${run} in ${((effects.now().getTime() - started.getTime()) / 1000).toFixed(1)} s, content hash ${contentHash}`,
        );
        for (const line of describeSummary(summary)) effects.report.info(line);
        return { run, contentHash, summary, figures };
      } catch (error) {
        rmSync(release, { recursive: true, force: true });
        throw error;
      }
    });
  });
}

/** The as-of as a UTC timestamp text. Throws a config error for anything that is not an ISO date or instant. */
function instantOf(asOf: string): string {
  const instant = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$/.test(asOf)
    ? new Date(/(Z|[+-]\d{2}:\d{2})$/.test(asOf) || asOf.length === 10 ? asOf : `${asOf.replace(" ", "T")}Z`)
    : new Date(NaN);
  if (Number.isNaN(instant.getTime()))
    throw new FunnelError(
      "config",
      "as_of",
      `--as-of ${asOf}: expected an ISO date or instant like 2026-10-31 or 2026-10-31T22:00:00Z`,
    );
  return instant.toISOString().replace("T", " ").replace("Z", "");
}

function hasExports(folder: string): boolean {
  if (!existsSync(folder)) return false;
  return (
    deliveredFiles(folder).length > 0 ||
    readdirSync(folder, { recursive: true, withFileTypes: true }).some(
      (entry) => !entry.isDirectory() && !entry.name.startsWith("."),
    )
  );
}

/** Exports that are gone are a failed delivery, and no wish to see the sample. Throws a config error after a release of own data. */
function refuseEmptiedExports(home: Home): void {
  const run = wholeReleases(home).at(-1);
  if (run === undefined || readManifest(join(home.releases, run)).isSample) return;
  throw new FunnelError(
    "config",
    "exports_gone",
    `${home.exports}: no files, but the last release was made from exports here. Nothing was published and the published release stays. Put the exports back; to see the synthetic sample use another --home`,
  );
}

async function finishRun(warehouse: Warehouse, effects: Effects): Promise<void> {
  const finished = effects.now().toISOString().replace("T", " ").replace("Z", "");
  await queries(warehouse).updateTable("ops.run").set({ finished_at: finished }).execute();
}

/** What a person can settle with one line of reference data or a mapping, or another export: it is published as well as we know. */
const toSettle = [
  "several_accounts",
  "too_many_stages",
  "unmapped_stage",
  "unmatched_stage",
  "unmapped_source",
  "presumed_currency",
  "lost_column",
  "lone_time",
  "presumed_zone",
  "deletion_unclear",
];
const mostNamed = 20;

async function warnOfIssues(warehouse: Warehouse, effects: Effects): Promise<void> {
  for (const kind of toSettle) {
    const rows = await queries(warehouse)
      .selectFrom("ops.issue")
      .select(["id", "detail"])
      .where("kind", "=", kind)
      .orderBy("id")
      .execute();
    for (const row of rows.slice(0, mostNamed))
      effects.report.warn(`${kind.replaceAll("_", " ")} ${row.id ?? ""}: ${row.detail ?? ""}`);
    if (rows.length > mostNamed)
      effects.report.warn(`${kind.replaceAll("_", " ")}: ${rows.length - mostNamed} more; see ops.issue`);
  }
}

/** An as-of before what a source tells makes its later changes impossible, which a typing error does as well. */
async function warnOfEarlyEnd(warehouse: Warehouse, effects: Effects): Promise<void> {
  const rows = await queries(warehouse)
    .selectFrom("ops.watermark")
    .select(["source", "as_of", "newest_event_at"])
    .where("kind", "=", "as_of")
    .whereRef("newest_event_at", ">", "as_of")
    .orderBy("source")
    .execute();
  for (const row of rows)
    effects.report.warn(
      `--as-of: ${row.source ?? ""} is taken as known until ${row.as_of ?? ""} (UTC) but tells of ${row.newest_event_at ?? ""}; what happened in between is flagged as impossible and left out of durations`,
    );
}

/** A refused file stops the refresh: publishing without it would show a funnel with a hole in it. */
function refuseBadFiles(home: Home, files: LoadedFile[], effects: Effects): void {
  const refused = files.filter((file) => file.status === "refused");
  keepRefused(home, refused);
  for (const file of files.filter((each) => each.status === "waiting"))
    effects.report.warn(`${file.name}: ${file.reason}`);
  for (const file of files.filter((each) => each.status === "loaded" && each.reason !== ""))
    effects.report.warn(`${file.name}${file.quarantined > 0 ? " " : ": "}${file.reason}`);
  for (const file of refused.slice(1)) effects.report.warn(`refused: ${file.name}: ${file.reason}`);
  const [first, ...others] = refused;
  if (first === undefined) return;
  const them = others.length === 0 ? "it" : "them";
  throw new FunnelError(
    "config",
    "file_refused",
    `nothing was published and the published release stays: ${refused.length} of ${files.length} files refused. ${first.name}: ${first.reason}${others.length === 0 ? "" : ` (and ${others.length} more: ${others.map(({ name }) => name).join(", ")})`}. Correct ${them}, or move ${them} out of ${home.exports} and run again to publish the rest; npm run quarantine tells why`,
  );
}

/** Files without a record make no funnel: a broken report, or all of them are still being written. Throws a config error. */
function refuseNoRecords(home: Home, files: LoadedFile[]): void {
  if (files.some((file) => file.loaded > 0)) return;
  const [first] = files;
  throw new FunnelError(
    "config",
    "no_records",
    `nothing was published and the published release stays: no file in ${home.exports} holds a record to load${first === undefined ? "" : ` (${first.name}: ${first.reason})`}. Deliver an export with rows and run again`,
  );
}
