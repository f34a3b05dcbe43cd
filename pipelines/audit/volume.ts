import { FunnelError } from "../contract/errors.ts";
import { vendorOf, type LoadedFile } from "../contract/loaded-file.ts";
import { ordersOf } from "./newest.ts";
import { seriesOf } from "./series.ts";

/** How many releases a source is compared with, and how much smaller it may be. */
const compared = 5;
const toleratedDrop = 0.2;
/** Below this many records a drop of an export says nothing. */
const fewest = 20;

/** What an earlier release held, oldest first. */
export interface PastRelease {
  records: Record<string, number>;
  /** Those of each export that held every record of its kind, by name. */
  exports: Record<string, number>;
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

/** Loaded records of each export that holds every record of its kind, by name. */
export const recordsByExport = (files: LoadedFile[]): Record<string, number> =>
  Object.fromEntries(
    files
      .filter(({ status, delivery }) => status === "loaded" && delivery !== "delta")
      .map(({ name, loaded }) => [name, loaded]),
  );

/** What may be smaller than before, and when each file was delivered. */
export interface VolumeCheck {
  /** Sources or file names. */
  accepted?: string[];
  arrivedAt?: (file: LoadedFile) => number;
}

/**
 * Compares each source's records, and each export with its own name's, with the median of the last five releases, and the newest
 * export of each kind, by any sign of its age, with the five before it. Throws a data-check error for a drop of more than 20 %, or for a
 * source that is gone, unless it is accepted; an accepted drop of a source starts a new history. Returns the files that are accepted by now.
 */
export function checkVolume(
  history: PastRelease[],
  files: LoadedFile[],
  { accepted = [], arrivedAt = () => 0 }: VolumeCheck = {},
): string[] {
  const records = recordsBySource(files);
  const since = (source: string) =>
    history.slice(
      Math.max(
        0,
        history.findLastIndex((manifest) => manifest.accepted.includes(source)),
      ),
    );
  const sources = new Set(history.slice(-1).flatMap((manifest) => Object.keys(manifest.records)));
  for (const source of sources) {
    if (accepted.includes(source)) continue;
    if (files.some((file) => vendorOf(file) === source && accepted.includes(file.name))) continue;
    const before = since(source)
      .flatMap((manifest) => manifest.records[source] ?? [])
      .slice(-compared);
    refuseDrop({ name: source, found: records[source] ?? 0, before, when: "releases", accept: source });
  }
  const isAccepted = new Set([
    ...history.slice(-1).flatMap((manifest) => manifest.acceptedFiles),
    ...files
      .filter((file) => accepted.includes(vendorOf(file)) || accepted.includes(file.name))
      .map((file) => file.fileId),
  ]);
  const refuseFile = (file: LoadedFile, before: number[], when: "releases" | "exports") => {
    if (medianOf(before) < fewest || isAccepted.has(file.fileId)) return;
    refuseDrop({ ...file, found: file.loaded, before, when, accept: file.name });
  };
  const kindOf = fullKind(files);
  for (const file of files)
    if (file.status === "loaded" && kindOf(file) !== undefined)
      refuseFile(
        file,
        since(vendorOf(file))
          .flatMap((manifest) => manifest.exports[file.name] ?? [])
          .slice(-compared),
        "releases",
      );
  for (const exports of seriesOf(files, kindOf))
    for (const order of ordersOf(wholeExports(exports), arrivedAt)) {
      const newest = order.at(-1);
      const before = order.slice(0, -1).filter((file) => file.delivery !== "delta");
      if (newest !== undefined)
        refuseFile(
          newest,
          before.slice(-compared).map(({ loaded }) => loaded),
          "exports",
        );
    }
  return [...isAccepted].filter((fileId) => files.some((file) => file.fileId === fileId)).sort();
}

interface Drop {
  name: string;
  found: number;
  before: number[];
  when: "releases" | "exports";
  accept: string;
  isCutOff?: boolean;
}

function refuseDrop({ name, found, before, when, accept, isCutOff = false }: Drop): void {
  const median = medianOf(before);
  if (found >= median * (1 - toleratedDrop)) return;
  const one = before.length === 1;
  const those =
    when === "releases"
      ? `the last ${one ? "release" : `${before.length} releases`}`
      : `the ${one ? "export" : `${before.length} exports`} before it`;
  throw new FunnelError(
    "dataCheck",
    "volume_drop",
    `${name}: expected about ${median} records as in ${those}, found ${found}: more than ${toleratedDrop * 100} % fewer${isCutOff ? ", and it ends inside a record, so that it was cut off on its way" : ""}; the published release stays. Where the export is filtered or not whole, export every record again, or move it away until then; if the records are gone in the source as well, or it is an old export, run again with --accept ${JSON.stringify(accept)}`,
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
    const former = whole.get(name);
    const loaded = (former?.loaded ?? 0) + file.loaded;
    whole.delete(name);
    whole.set(name, { ...file, loaded, isCutOff: file.isCutOff || former?.isCutOff === true });
  }
  return [...whole.values()];
}

/** Exports that hold every record of their kind are versions of each other, and so is one that should and is cut off. */
function fullKind(files: LoadedFile[]) {
  const cut = new Set(files.filter(({ isCutOff }) => isCutOff).map(({ exportName }) => exportName));
  return ({ delivery, exportName, streams }: LoadedFile) =>
    delivery === "delta" && !cut.has(exportName)
      ? undefined
      : JSON.stringify(streams.map(({ stream }) => stream).sort());
}

/** The sources whose drop a person accepted, of what was given to --accept. */
export function acceptedSources(files: LoadedFile[], accepted: string[]): string[] {
  return [
    ...new Set([
      ...accepted.filter((name) => !files.some((file) => file.name === name)),
      ...files.filter((file) => accepted.includes(file.name)).map(vendorOf),
    ]),
  ].sort();
}
