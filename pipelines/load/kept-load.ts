import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { checkedFacts, checkedText, differences, fingerprints } from "../contract/checksum.ts";
import { appear, flushTree, writeFile } from "../contract/durable.ts";
import { faultPoint } from "../contract/faults.ts";
import type { LoadedFile } from "../contract/loaded-file.ts";
import type { Place } from "./places.ts";
import type { Connector } from "../layout/layout.ts";
import type { Recognition } from "./decisions.ts";

/** Raise it when any file would be read differently. */
const loaderVersion = 15;

const placesName = "forgotten.json";
const retainedName = "retained.json";

interface Kept {
  key: string;
  /** The reader that would recognise the delivered file so again; empty when it holds more than one table. */
  reader: string;
  recognition: Recognition;
  file: LoadedFile;
  /** sha256 of each of its Parquet files. */
  files?: Record<string, string>;
}

const manifestName = "manifest.json";

const digestOf = (texts: string[]) =>
  createHash("sha256").update(texts.join("\u0000")).digest("hex").slice(0, 12);

/** What a load of given bytes depends on beside them: the versions of who reads them, and what is declared of them. */
export const loadKey = ({ connector, version }: Recognition, declared: string[]): string =>
  `${loaderVersion}-${connector}-${version}-${digestOf(declared)}`;

/** What the recognition of given bytes depends on beside them: all who are asked, and what people say beside a file of this name. */
export const readerOf = (connectors: Connector[], name: string, sidecars: string): string =>
  digestOf([`${loaderVersion}`, ...connectors.map((each) => `${each.name}-${each.version}`), name, sidecars]);

/** What a load says of itself. */
function readKept(folder: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(join(folder, manifestName), "utf8")) as Kept & { checksum?: string };
    delete kept.checksum;
    const streams = kept.file.streams.map((loaded) => ({
      ...loaded,
      path: join(folder, `${loaded.stream}.parquet`),
    }));
    if (!streams.every(({ path }) => existsSync(path))) return undefined;
    // a home may have moved
    const quarantinePath = kept.file.quarantinePath === "" ? "" : join(folder, "quarantine.parquet");
    return { ...kept, file: { ...kept.file, streams, quarantinePath } };
  } catch {
    return undefined;
  }
}

const parquetIn = (folder: string) =>
  Object.fromEntries(
    Object.entries(fingerprints(folder, manifestName)).filter(([name]) => name.endsWith(".parquet")),
  );

/** What a load says of itself, if it is byte by byte as it was kept; else its delivery is read again. */
function readWhole(folder: string): Kept | undefined {
  const kept = readKept(folder);
  if (kept === undefined || checkedFacts(readFileSync(join(folder, manifestName), "utf8")) === undefined)
    return undefined;
  return differences(kept.files ?? {}, parquetIn(folder)).length === 0 ? kept : undefined;
}

/** An earlier load of the same bytes under the same key. */
export function keptLoad(folder: string, key: string, reader: string): LoadedFile | undefined {
  const kept = readWhole(folder);
  if (kept?.key !== key) return undefined;
  if (reader !== kept.reader) writeManifest(folder, { ...kept, reader });
  return kept.file;
}

/** An earlier load of the same bytes that the same reader recognised. */
export function recognisedLoad(
  folder: string,
  reader: string,
): Pick<Kept, "key" | "recognition" | "file"> | undefined {
  const kept = readWhole(folder);
  return kept?.reader === reader ? kept : undefined;
}

const writeManifest = (folder: string, kept: Kept) => {
  writeFile(join(folder, manifestName), checkedText(kept));
};

/** Every load in a folder of loads that can be read, whether a delivery has it or not. */
export function allLoads(loads: string): { folder: string; file: LoadedFile }[] {
  if (!existsSync(loads)) return [];
  return readdirSync(loads)
    .sort()
    .flatMap((name) => {
      const folder = join(loads, name);
      const file = readKept(folder)?.file;
      return file === undefined ? [] : [{ folder, file }];
    });
}

/** Keeps a load for good under the name of its export, which is removed after its time: nothing else knows the records then. */
export function retainLoad(folder: string, name: string, exportName: string): void {
  const kept = readKept(folder);
  if (kept === undefined) return;
  const delivered: Kept = { ...kept, file: { ...kept.file, name, exportName } };
  writeFile(join(folder, retainedName), JSON.stringify(delivered), { flush: true });
}

/** Whether a load is all that is left of an export. */
export const isRetained = (folder: string): boolean => existsSync(join(folder, retainedName));

/** The loads whose exports were removed after their time, as the deliveries they were. */
export function retainedLoads(loads: string): LoadedFile[] {
  return allLoads(loads)
    .filter(({ folder }) => isRetained(folder))
    .map(({ folder, file }) => {
      const { file: delivered } = JSON.parse(readFileSync(join(folder, retainedName), "utf8")) as Kept;
      const { name, exportName, source, delivery, zone } = delivered;
      return { ...file, name, exportName, source, delivery, zone };
    });
}

/** Replaces what a load says of itself: rows were taken out of it. */
export function amendLoad(folder: string, file: LoadedFile): void {
  const kept = readKept(folder);
  if (kept !== undefined) writeManifest(folder, { ...kept, file, files: parquetIn(folder) });
}

/** Notes where the records of forgotten persons stand in what was delivered. */
export function keepPlaces(building: string, places: Place[]): void {
  writeFile(join(building, placesName), JSON.stringify(places));
}

/** Where the records of forgotten persons stand in the text that a load was made of. */
export function keptPlaces(folder: string): Place[] {
  const path = join(folder, placesName);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Place[]) : [];
}

const buildingOf = (folder: string) => `${folder}.building`;

/** An empty folder for a load, until it is whole. */
export function beginLoad(folder: string): string {
  const building = buildingOf(folder);
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  return building;
}

/** Puts a finished load in its place. */
export function keepLoad(folder: string, kept: Omit<Kept, "files">): void {
  const building = buildingOf(folder);
  faultPoint("load.write");
  writeManifest(building, { ...kept, files: parquetIn(building) });
  flushTree(building);
  rmSync(folder, { recursive: true, force: true });
  appear(building, folder, "load");
}

/** Notes when a load was last used: from then on count the days that it is kept. */
export function markUsed(folder: string, now: Date): void {
  try {
    utimesSync(join(folder, manifestName), now, now);
  } catch {
    // a refused file has no load, and whoever cannot set the time of another's file loses only some days
  }
}
