import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LoadedFile } from "../contract/loaded-file.ts";
import type { Connector } from "../layout/layout.ts";

/** Raise it when any file would be read differently. */
const loaderVersion = 12;

interface Kept {
  key: string;
  file: LoadedFile;
}

/** What a load of given bytes depends on beside them: the versions of who reads them, and what is declared of them. */
export function loadKey(connector: Connector, declared: string[]): string {
  const digest = createHash("sha256").update(declared.join("")).digest("hex").slice(0, 12);
  return `${loaderVersion}-${connector.name}-${connector.version}-${digest}`;
}

/** An earlier load of the same bytes under the same key. */
export function keptLoad(folder: string, key: string): LoadedFile | undefined {
  try {
    const kept = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Kept;
    const streams = kept.file.streams.map((part) => ({
      ...part,
      path: join(folder, `${part.stream}.parquet`),
    }));
    const isWhole = kept.key === key && streams.every(({ path }) => existsSync(path));
    return isWhole ? { ...kept.file, streams } : undefined;
  } catch {
    return undefined;
  }
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
export function keepLoad(folder: string, key: string, file: LoadedFile): void {
  const building = buildingOf(folder);
  writeFileSync(join(building, "manifest.json"), JSON.stringify({ key, file } satisfies Kept));
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
