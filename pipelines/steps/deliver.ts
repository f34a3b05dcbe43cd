import { withLostColumns } from "../audit/columns.ts";
import { newlyUnread } from "../audit/unread.ts";
import { acceptedSources, checkVolume, recordsByExport, recordsBySource } from "../audit/volume.ts";
import type { Effects } from "../contract/effects.ts";
import { sampleHome, type Home } from "../contract/home.ts";
import type { LoadedFile } from "../contract/loaded-file.ts";
import { arrivedAt, waitForDeliveries } from "../intake/deliveries.ts";
import { loadExports } from "../load/load.ts";
import { withPresumedZones } from "../load/presumed-zone.ts";
import { ownSettings, readReference, settingsOf } from "../reference/read.ts";
import type { Reference } from "../reference/tables.ts";
import { comparableRelease } from "../release/comparable.ts";
import { manifestsOf, wholeReleases, type Manifest } from "../release/manifest.ts";
import {
  hasDeliveries,
  refuseBadFiles,
  refuseEmptiedExports,
  refuseNoRecords,
} from "../release/refuse-exports.ts";
import type { RefreshOptions } from "./options.ts";

/** Reads the exports, or the sample where there are none, and refuses what no release may be made of. */
export async function deliver(options: RefreshOptions, effects: Effects) {
  const { home, compare } = options;
  const isSample = !hasDeliveries(home);
  const reference = await readDecisions(home, isSample, effects);
  effects.report.step("load");
  const { exports } = isSample ? sampleOf(home, effects) : home;
  const files = await load(exports, options, reference, effects);
  refuseBadFiles(home, files, effects);
  refuseNoRecords(home, files);
  const account = accountFor(files, releasesBefore(home, isSample, effects), options, exports);
  const previous = compare === false ? undefined : comparableRelease(home, isSample);
  const unread = isSample ? [] : await newlyUnread(files, previous?.path);
  return { isSample, reference, files, previous, unread, account };
}

export type Delivered = Awaited<ReturnType<typeof deliver>>;

async function readDecisions(home: Home, isSample: boolean, effects: Effects): Promise<Reference> {
  const reference = await readReference(home, { isSample });
  if (reference.orderedByMap.length > 0)
    effects.report.warn(
      `there is no reference/stages.csv: the stages of ${reference.orderedByMap.join(", ")} stand in the order in which stage_map.csv names them; write stages.csv to give them another, and labels and benchmarks`,
    );
  return reference;
}

function sampleOf(home: Home, effects: Effects): Home {
  refuseEmptiedExports(home);
  effects.report.info("no exports found: using the synthetic sample");
  return sampleHome;
}

/** Waits until deliveries are complete, where that is wanted, and loads them. */
async function load(
  exports: string,
  { home, wait }: RefreshOptions,
  reference: Reference,
  effects: Effects,
): Promise<LoadedFile[]> {
  const isWaiting = wait === true && exports === home.exports;
  const waiting = isWaiting ? await waitForDeliveries(exports, effects) : new Set<string>();
  const loaded = await loadExports({ ...home, exports }, settingsOf(reference), effects, waiting);
  return withLostColumns(withPresumedZones(loaded, ownSettings(reference)));
}

/** What the earlier releases say of themselves, of the sample or of own data. */
function releasesBefore(home: Home, isSample: boolean, effects: Effects): Manifest[] {
  const past = manifestsOf(home);
  for (const run of wholeReleases(home).filter((each) => !past.some((manifest) => manifest.run === each)))
    effects.report.warn(
      `release ${run}: its manifest is damaged; it is compared with nothing and can be removed`,
    );
  return past.filter((manifest) => manifest.isSample === isSample);
}

/** What the manifest of the release will say of its exports. Throws a data-check error for a drop in volume that nobody accepted. */
function accountFor(
  files: LoadedFile[],
  past: Manifest[],
  { accepted = [] }: RefreshOptions,
  exports: string,
): Pick<Manifest, "records" | "exports" | "accepted" | "acceptedFiles"> {
  return {
    records: recordsBySource(files),
    exports: recordsByExport(files),
    accepted: acceptedSources(files, accepted),
    acceptedFiles: checkVolume(past, files, { accepted, arrivedAt: ({ name }) => arrivedAt(exports, name) }),
  };
}
