import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import type { Effects } from "../../contract/effects.ts";
import type { Home } from "../../contract/home.ts";
import type { LoadedFile } from "../../contract/loaded-file.ts";
import { gunzip } from "../../formats/archive/gzip.ts";
import { sniff } from "../../formats/sniff.ts";
import { fingerprint } from "../../contract/checksum.ts";
import { fetchedOf, manifestPath, type Fetched } from "../../intake/fetched.ts";
import { deliveredFiles } from "../../intake/deliveries.ts";
import { keptPlaces } from "../../load/kept-load.ts";
import { loadExports } from "../../load/load.ts";
import { lineRanges } from "../../load/line-ranges.ts";
import type { Place } from "../../load/places.ts";
import { flush } from "../../contract/durable.ts";
import { cutRecords } from "./cut-records.ts";

/** A delivered file that holds records of forgotten persons. */
export interface Held {
  /** Relative to the exports. */
  name: string;
  path: string;
  records: number;
  lines: string;
  places: Place[];
  encoding: string;
  /** Why it cannot be rewritten; undefined when it can. */
  obstacle?: string;
}

const mostBytes = 1 << 30;

/** The delivered files that hold records of forgotten persons, as the last load found them. */
export async function heldExports(home: Home, files: LoadedFile[]): Promise<Held[]> {
  const held: Held[] = [];
  for (const path of deliveredFiles(home.exports)) {
    const name = relative(home.exports, path);
    const tables = files.filter(
      (file) => file.name === name || ["/", "#"].some((mark) => file.name.startsWith(`${name}${mark}`)),
    );
    const places = tables.flatMap(({ fileId }) => keptPlaces(join(home.loads, fileId)));
    if (places.length === 0) continue;
    const obstacle = await obstacleOf(path, places);
    held.push({
      name,
      path,
      records: places.length,
      lines: lineRanges(places.map(({ line }) => line)),
      places,
      encoding: tables[0]?.encoding ?? "utf-8",
      ...(obstacle === undefined ? {} : { obstacle }),
    });
  }
  return held;
}

async function obstacleOf(path: string, places: Place[]): Promise<string | undefined> {
  const kind = await sniff(path);
  if (kind === "xlsx") return "rows of a workbook cannot be cut out of it";
  if (kind === "zip") return "records cannot be cut out of an archive";
  if (statSync(path).size > mostBytes) return "it is larger than 1 GiB";
  return places.some(({ offset }) => offset === null) ? "its records have no bytes of their own" : undefined;
}

/**
 * Cuts the records of forgotten persons out of delivered files. Each new file is first read as a refresh would read it; only one that is
 * read whole, without the persons and with every other record, takes the place of the old one, which is gone then. Returns the files
 * that stay as they were, with the reason.
 */
export async function rewriteExports(
  home: Home,
  held: Held[],
  settings: Map<string, string>,
  before: LoadedFile[],
  effects: Effects,
): Promise<Held[]> {
  const trial = trialHome(home);
  rmSync(trial.exports, { recursive: true, force: true });
  const possible = held.filter(({ obstacle }) => obstacle === undefined);
  for (const each of possible) await writeDraft(trial, each);
  const after = possible.length === 0 ? [] : await loadExports(trial, settings, effects);
  const counted = (files: LoadedFile[], name: string) =>
    files
      .filter((file) => file.name === name || file.name.startsWith(`${name}#`))
      .reduce((records, file) => records + file.recordsIn, 0);
  const left = held.map((each): Held => {
    if (each.obstacle !== undefined) return each;
    const read = after.filter((file) => file.name === each.name || file.name.startsWith(`${each.name}#`));
    const refused = read.find(({ status }) => status === "refused");
    if (refused !== undefined)
      return { ...each, obstacle: `without them it would be refused: ${refused.reason}` };
    const old = before.filter(({ status }) => status !== "duplicate");
    const isWhole =
      !old.some(({ name }) => name === each.name) ||
      counted(after, each.name) === counted(old, each.name) - each.records;
    return isWhole
      ? each
      : { ...each, obstacle: "without them other records of it would be read differently" };
  });
  for (const { name, path } of left.filter(({ obstacle }) => obstacle === undefined))
    replaceExport(join(trial.exports, name), path);
  rmSync(trial.state, { recursive: true, force: true });
  return left.filter(({ obstacle }) => obstacle !== undefined);
}

/** A place for new files to be tried in, with the reference data of the home. */
const trialHome = (home: Home): Home => {
  const state = join(home.state, "forget.tmp");
  return { ...home, state, exports: join(state, "exports"), loads: join(state, "loads") };
};

async function writeDraft(trial: Home, { name, path, places, encoding }: Held): Promise<void> {
  const draft = join(trial.exports, name);
  mkdirSync(dirname(draft), { recursive: true });
  for (const sidecar of ["mapping.json", "competitors.json"])
    if (existsSync(join(dirname(path), sidecar)))
      copyFileSync(join(dirname(path), sidecar), join(dirname(draft), sidecar));
  const kind = await sniff(path);
  const fetched = fetchedOf(path);
  if (kind !== "gzip") writeFileSync(draft, cutRecords(readFileSync(path), places, kind, encoding));
  else {
    const unpacked = `${draft}.unpacked.tmp`;
    const inside = await gunzip(path, unpacked);
    // in bodies that follow one another records stand in lists
    const inLists = (fetched?.records_at ?? null) === null ? inside.kind : "json";
    writeFileSync(draft, gzipSync(cutRecords(readFileSync(unpacked), places, inLists, encoding)));
    rmSync(unpacked);
  }
  if (fetched !== undefined) writeFileSync(manifestPath(draft), manifestOf(draft, fetched, places.length));
}

/** What the manifest of a fetched file says of the bytes that are left of it; those of before are still it, until they are replaced. */
function manifestOf(draft: string, fetched: Fetched, cut: number): string {
  const { records, sha256 } = fetched;
  const left: Fetched = {
    ...fetched,
    records: records === null ? null : records - cut,
    sha256: fingerprint(draft),
    replaces: sha256,
    bytes: statSync(draft).size,
  };
  return `${JSON.stringify(left, null, 2)}\n`;
}

/** Puts a new file in the place of a delivered one; its manifest comes first and tells of both. */
function replaceExport(from: string, delivered: string): void {
  if (existsSync(manifestPath(from))) replace(manifestPath(from), manifestPath(delivered));
  replace(from, delivered);
}

/** Puts a new file in the place of another, with its time and its permissions. */
function replace(from: string, delivered: string): void {
  const to = realpathSync(delivered);
  const { atime, mtime, mode } = statSync(to);
  // hidden, so that a refresh takes it for no delivery; beside it, so that it can be renamed
  const draft = join(dirname(to), `.${basename(to)}.forget.tmp`);
  cpSync(from, draft);
  chmodSync(draft, mode);
  utimesSync(draft, atime, mtime);
  flush(draft);
  renameSync(draft, to);
  flush(dirname(to));
}
