import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LoadedFile } from "../contract/loaded-file.ts";
import type { Connector } from "../layout/layout.ts";
import type { Recognition } from "./decisions.ts";

/** Raise it when any file would be read differently. */
const loaderVersion = 13;

interface Kept {
  key: string;
  /** The reader that would recognise the delivered file so again; empty when it holds more than one table. */
  reader: string;
  recognition: Recognition;
  file: LoadedFile;
}

const digestOf = (texts: string[]) =>
  createHash("sha256").update(texts.join("\u0000")).digest("hex").slice(0, 12);

/** What a load of given bytes depends on beside them: the versions of who reads them, and what is declared of them. */
export const loadKey = ({ connector, version }: Recognition, declared: string[]): string =>
  `${loaderVersion}-${connector}-${version}-${digestOf(declared)}`;

/** What the recognition of given bytes depends on beside them: all who are asked, and what people say beside a file of this name. */
export const readerOf = (connectors: Connector[], name: string, sidecars: string): string =>
  digestOf([`${loaderVersion}`, ...connectors.map((each) => `${each.name}-${each.version}`), name, sidecars]);

function readKept(folder: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Kept;
    const streams = kept.file.streams.map((part) => ({
      ...part,
      path: join(folder, `${part.stream}.parquet`),
    }));
    const isWhole = streams.every(({ path }) => existsSync(path));
    return isWhole ? { ...kept, file: { ...kept.file, streams } } : undefined;
  } catch {
    return undefined;
  }
}

/** An earlier load of the same bytes under the same key. */
export function keptLoad(folder: string, key: string, reader: string): LoadedFile | undefined {
  const kept = readKept(folder);
  if (kept?.key !== key) return undefined;
  if (reader !== kept.reader) writeManifest(folder, { ...kept, reader });
  return kept.file;
}

/** An earlier load of the same bytes that the same reader recognised. */
export function recognisedLoad(folder: string, reader: string): Omit<Kept, "reader"> | undefined {
  const kept = readKept(folder);
  return kept?.reader === reader ? kept : undefined;
}

const writeManifest = (folder: string, kept: Kept) => {
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(kept));
};

const buildingOf = (folder: string) => `${folder}.building`;

/** An empty folder for a load, until it is whole. */
export function beginLoad(folder: string): string {
  const building = buildingOf(folder);
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  return building;
}

/** Puts a finished load in its place. */
export function keepLoad(folder: string, kept: Kept): void {
  const building = buildingOf(folder);
  writeManifest(building, kept);
  rmSync(folder, { recursive: true, force: true });
  renameSync(building, folder);
}

/** Notes when a load was last used: from then on count the days that it is kept. */
export function markUsed(folder: string, now: Date): void {
  try {
    utimesSync(join(folder, "manifest.json"), now, now);
  } catch {
    // a refused file has no load, and whoever cannot set the time of another's file loses only some days
  }
}
