import { existsSync, readdirSync, statSync, type Stats } from "node:fs";
import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Effects } from "../contract/effects.ts";
import { fetchedOf, isManifest, isOfPart, isWithoutRecords } from "./fetched.ts";

/** A delivery is complete when it has not changed for this long, or when a file of its name with .done or the manifest of a job lies beside it. */
const settledAfter = 60_000;
const lookEvery = 1_000;

/** Whether a browser saved it beside a page: pictures and scripts, in a folder named like the page. */
function isInPageFolder(top: string, folder: string): boolean {
  if (folder === top || folder === dirname(folder)) return false;
  const page = folder.replace(/_(files|elemei)$/, "");
  const isSaved = page !== folder && [".html", ".htm"].some((ending) => existsSync(`${page}${ending}`));
  return isSaved || isInPageFolder(top, dirname(folder));
}

/** An empty folder named like an export stands where a file should. */
const isInsteadOfFile = (folder: string) =>
  /\.(csv|tsv|txt|xlsx?|html?|json|ndjson|zip|gz)$/i.test(folder) && readdirSync(folder).length === 0;

/** The README of the exports folder itself says what belongs there and is none of it. */
export const isReadme = (folder: string, entry: { parentPath: string; name: string }): boolean =>
  entry.parentPath === folder && entry.name === "README.md";

/** Files below the exports folder that are deliveries: not hidden, no mapping, not the README of the folder, no manifest, no .done mark, no part of a saved page or of what a job has yet to fetch whole; sorted by path. */
export function deliveredFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        (!entry.isDirectory() || isInsteadOfFile(join(entry.parentPath, entry.name))) &&
        !entry.name.startsWith(".") &&
        !["mapping.json", "competitors.json"].includes(entry.name) &&
        !isReadme(folder, entry) &&
        !entry.name.endsWith(".done") &&
        !isManifest(entry.name) &&
        !isOfPart(relative(folder, entry.parentPath)) &&
        !isInPageFolder(folder, entry.parentPath) &&
        !isWithoutRecords(join(entry.parentPath, entry.name)),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** When the delivered file that a table is of was last changed, in milliseconds since 1970; 0 where it is there no more. The table of an archive or a workbook is named below it. */
export function arrivedAt(exports: string, table: string): number {
  for (let name = table.replace(/#\d+$/, ""); name !== "."; name = dirname(name)) {
    const status = statusOf(join(exports, name));
    if (status !== undefined) return status.isFile() ? status.mtimeMs : 0;
  }
  return 0;
}

/**
 * Waits until every delivery has been left alone for a minute, saying which one it waits for. Returns those that changed while we
 * waited: somebody is still writing them, they are for the next run. `wait` sleeps; tests pass their own.
 */
export async function waitForDeliveries(
  folder: string,
  effects: Effects,
  wait: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<Set<string>> {
  const young = new Map(
    deliveredFiles(folder).flatMap((path) => {
      const status = statusOf(path);
      return status === undefined || isSettled(path, status) ? [] : [[path, status] as const];
    }),
  );
  const changing = new Set<string>();
  const [first] = young.keys();
  if (first !== undefined)
    effects.report.info(
      `${relative(folder, first)}${young.size > 1 ? ` and ${young.size - 1} more` : ""} changed in the last minute: waiting until complete (--no-wait reads as is)`,
    );
  while (young.size > 0) {
    for (const [path, seen] of young) {
      const status = statusOf(path);
      if (status === undefined || status.size !== seen.size || status.mtimeMs !== seen.mtimeMs) {
        changing.add(path);
        young.delete(path);
      } else if (isSettled(path, status)) young.delete(path);
    }
    if (young.size > 0) await wait(lookEvery);
  }
  return changing;
}

const isSettled = (path: string, status: Stats) =>
  Date.now() - status.mtimeMs >= settledAfter || existsSync(`${path}.done`) || fetchedOf(path) !== undefined;

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
