import { lstatSync, readlinkSync, rmSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { pointTo } from "../contract/durable.ts";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { deliveredFiles } from "../intake/deliveries.ts";
import { currentRun, entriesOf, wholeReleases } from "./manifest.ts";

/** Throws a config error where something else stands in the place of the link to the published release. */
export function refuseNoLink(home: Home): void {
  if (lstatSync(home.current, { throwIfNoEntry: false })?.isSymbolicLink() === false)
    throw new FunnelError(
      "config",
      "current_no_link",
      `${home.current}: expected a link to a release, found something else, as a copy without links leaves it; remove it and run again`,
    );
}

/** Throws a config error for a home in which no release could be published in one step. */
export function refuseUnfitHome(home: Home): void {
  refuseNoLink(home);
  const probe = join(home.root, "probe.tmp");
  try {
    for (const target of ["one", "other"]) pointTo(probe, target, "probe");
    if (readlinkSync(probe) === "other") return;
  } catch (error) {
    if (!lacking.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    rmSync(probe, { force: true });
  }
  throw new FunnelError(
    "config",
    "home_file_system",
    `${home.root}: this file system cannot replace a link in one step, so that a reader could find half a release; put the home on a local disk (not FAT, exFAT or a share without links)`,
  );
}

/** How a file system says that it has no links, or cannot rename over one. */
const lacking = new Set(["EPERM", "EEXIST", "EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]);

const mebibyte = 1 << 20;

/** Bytes that a run may need, and bytes that are free; and whether there are releases that a lower keep.releases would remove. */
export interface Room {
  needed: number;
  free: number;
  isPrunable: boolean;
}

/**
 * What a run may need on the disk at most, measured on homes of 60 to 10,000 deals: 64 MiB, one and a half times the last release, which
 * counts as 16 MiB where it is smaller or there is none, and three times what was delivered since for its copy, its text and its Parquet files. `free` is Infinity where the file system does not say.
 */
export function roomFor(home: Home): Room {
  const run = currentRun(home);
  const last = run === undefined ? undefined : join(home.releases, run);
  const since = last === undefined ? 0 : (statSync(last, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const delivered =
    statSync(home.exports, { throwIfNoEntry: false }) === undefined ? [] : deliveredFiles(home.exports);
  const fresh = delivered
    .map((path) => lstatSync(path, { throwIfNoEntry: false }))
    .reduce((bytes, status) => bytes + (status === undefined || status.mtimeMs < since ? 0 : status.size), 0);
  // What its site shares with other releases is there for the next one too.
  const release =
    last === undefined
      ? 0
      : (lstatSync(join(last, "warehouse.duckdb"), { throwIfNoEntry: false })?.size ?? 0) +
        bytesBelow(join(last, "site"));
  const { blocks, bavail, bsize } = statfsSync(home.root);
  return {
    needed: Math.ceil(64 * mebibyte + 1.5 * Math.max(release, 16 * mebibyte) + 3 * fresh),
    free: blocks === 0 ? Infinity : bavail * bsize,
    // fewer than two cannot be kept
    isPrunable: wholeReleases(home).length > 2,
  };
}

/** Throws an io error, with the numbers, where the disk cannot hold a run. */
export function refuseWithoutRoom(home: Home, { needed, free, isPrunable }: Room): void {
  if (free >= needed) return;
  const mebibytes = (bytes: number) => `${Math.ceil(bytes / mebibyte).toLocaleString("en")} MiB`;
  throw new FunnelError(
    "io",
    "disk_space",
    `${home.root}: a run needs up to ${mebibytes(needed)} of space and ${mebibytes(free)} are free; free ${mebibytes(needed - free)}${isPrunable ? " or lower keep.releases in operations.json" : ""}, and run again. Nothing was begun and the published release stays`,
  );
}

/** Bytes of the files in a folder and below that have no other name: what its removal would free. */
export function bytesBelow(path: string): number {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status?.isDirectory() !== true) return status === undefined || status.nlink > 1 ? 0 : status.size;
  return entriesOf(path).reduce((bytes, name) => bytes + bytesBelow(join(path, name)), 0);
}
