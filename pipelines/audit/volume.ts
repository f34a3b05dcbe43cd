import { join } from "node:path";
import { FunnelError } from "../errors.ts";
import type { Home } from "../home.ts";
import type { LoadedFile } from "../load/loaded-file.ts";
import { readManifest, wholeReleases } from "../release/manifest.ts";

/** How many releases a source is compared with, and how much smaller it may be. */
const compared = 5;
const toleratedDrop = 0.2;

/** Loaded records per source. */
export function recordsBySource(files: LoadedFile[]): Record<string, number> {
  const records: Record<string, number> = {};
  for (const file of files)
    if (file.status === "loaded") records[file.source] = (records[file.source] ?? 0) + file.loaded;
  return records;
}

/**
 * Compares each source's records with the median of the last five releases. Throws a data-check error for a drop of more than 20 %, or for
 * a source that is gone, unless it is accepted; an accepted drop starts a new history. `accepted` holds sources or file names.
 */
export function checkVolume(home: Home, files: LoadedFile[], isSample: boolean, accepted: string[]): void {
  const records = recordsBySource(files);
  const history = wholeReleases(home)
    .map((run) => readManifest(join(home.releases, run)))
    .filter((manifest) => manifest.isSample === isSample);
  const sources = new Set(history.slice(-1).flatMap((manifest) => Object.keys(manifest.records)));
  for (const source of sources) {
    if (accepted.includes(source)) continue;
    if (files.some((file) => file.source === source && accepted.includes(file.name))) continue;
    const since = history.findLastIndex((manifest) => manifest.accepted.includes(source));
    const before = history
      .slice(Math.max(0, since))
      .flatMap((manifest) => manifest.records[source] ?? [])
      .slice(-compared)
      .toSorted((left, right) => left - right);
    const median = before[Math.floor(before.length / 2)] ?? 0;
    const found = records[source] ?? 0;
    if (found < median * (1 - toleratedDrop))
      throw new FunnelError(
        "dataCheck",
        "volume_drop",
        `${source}: expected about ${median} records as in the last ${before.length} releases, found ${found}; the published release stays. If that is right, run again with --accept ${source}`,
      );
  }
}

/** The sources whose drop a person accepted, of what was given to --accept. */
export function acceptedSources(files: LoadedFile[], accepted: string[]): string[] {
  return [
    ...new Set([
      ...accepted.filter((name) => !files.some((file) => file.name === name)),
      ...files.filter((file) => accepted.includes(file.name)).map((file) => file.source),
    ]),
  ].sort();
}
