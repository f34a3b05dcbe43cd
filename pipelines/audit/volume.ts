import { FunnelError } from "../contract/errors.ts";
import { vendorOf, type LoadedFile } from "../contract/loaded-file.ts";
import { seriesOf } from "./series.ts";

/** How many releases a source is compared with, and how much smaller it may be. */
const compared = 5;
const toleratedDrop = 0.2;
/** Below this many records a drop of an export says nothing. */
const fewest = 20;

/** What an earlier release held, oldest first. */
export interface PastRelease {
  records: Record<string, number>;
  accepted: string[];
  acceptedFiles: string[];
}

/** Loaded records per source. */
export function recordsBySource(files: LoadedFile[]): Record<string, number> {
  const records: Record<string, number> = {};
  for (const file of files)
    if (file.status === "loaded") records[vendorOf(file)] = (records[vendorOf(file)] ?? 0) + file.loaded;
  return records;
}

/**
 * Compares each source's records with the median of the last five releases, and the newest export of each kind with the five before
 * it. Throws a data-check error for a drop of more than 20 %, or for a source that is gone, unless it is accepted; an accepted drop of a
 * source starts a new history. `accepted` holds sources or file names. Returns the files that are accepted by now.
 */
export function checkVolume(history: PastRelease[], files: LoadedFile[], accepted: string[]): string[] {
  const records = recordsBySource(files);
  const sources = new Set(history.slice(-1).flatMap((manifest) => Object.keys(manifest.records)));
  for (const source of sources) {
    if (accepted.includes(source)) continue;
    if (files.some((file) => vendorOf(file) === source && accepted.includes(file.name))) continue;
    const since = history.findLastIndex((manifest) => manifest.accepted.includes(source));
    const before = history
      .slice(Math.max(0, since))
      .flatMap((manifest) => manifest.records[source] ?? [])
      .slice(-compared);
    refuseDrop(source, records[source] ?? 0, before, `the last ${before.length} releases`, source);
  }
  const isAccepted = new Set([
    ...history.slice(-1).flatMap((manifest) => manifest.acceptedFiles),
    ...files
      .filter((file) => accepted.includes(vendorOf(file)) || accepted.includes(file.name))
      .map((file) => file.fileId),
  ]);
  for (const exports of seriesOf(files, fullKind)) {
    const whole = wholeExports(exports);
    const newest = whole.at(-1);
    const before = whole.slice(-1 - compared, -1).map((file) => file.loaded);
    if (newest === undefined || medianOf(before) < fewest || isAccepted.has(newest.fileId)) continue;
    refuseDrop(newest.name, newest.loaded, before, `the ${before.length} exports before it`, newest.name);
  }
  return [...isAccepted].filter((fileId) => files.some((file) => file.fileId === fileId)).sort();
}

function refuseDrop(name: string, found: number, before: number[], when: string, accept: string): void {
  const median = medianOf(before);
  if (found < median * (1 - toleratedDrop))
    throw new FunnelError(
      "dataCheck",
      "volume_drop",
      `${name}: expected about ${median} records as in ${when}, found ${found}: more than ${toleratedDrop * 100} % fewer; the published release stays. Where the export is filtered or not whole, export every record again; if the records are gone in the source as well, run again with --accept ${JSON.stringify(accept)}`,
    );
}

function medianOf(numbers: number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The parts of one export as one file, in the place of the newest. */
function wholeExports(files: LoadedFile[]): LoadedFile[] {
  const whole = new Map<string, LoadedFile>();
  for (const file of files) {
    const name = file.exportName || file.name;
    const loaded = (whole.get(name)?.loaded ?? 0) + file.loaded;
    whole.delete(name);
    whole.set(name, { ...file, loaded });
  }
  return [...whole.values()];
}

/** Exports that hold every record of their kind are versions of each other. */
const fullKind = ({ delivery, streams }: LoadedFile) =>
  delivery === "delta" ? undefined : JSON.stringify(streams.map(({ stream }) => stream).sort());

/** The sources whose drop a person accepted, of what was given to --accept. */
export function acceptedSources(files: LoadedFile[], accepted: string[]): string[] {
  return [
    ...new Set([
      ...accepted.filter((name) => !files.some((file) => file.name === name)),
      ...files.filter((file) => accepted.includes(file.name)).map(vendorOf),
    ]),
  ].sort();
}
