import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import type { LoadedFile } from "../contract/loaded-file.ts";
import { deliveredFiles, isReadme } from "../intake/deliveries.ts";
import { isOfPart } from "../intake/fetched.ts";
import { manifestsOf } from "./manifest.ts";
import { retainedLoads } from "../load/kept-load.ts";
import { keepRefused } from "./refused.ts";

/** Whether there is anything in a folder of exports, though it may be no file that can be read. */
function hasExports(folder: string): boolean {
  if (!existsSync(folder)) return false;
  return (
    deliveredFiles(folder).length > 0 ||
    readdirSync(folder, { recursive: true, withFileTypes: true }).some(
      (entry) =>
        !entry.isDirectory() &&
        !isReadme(folder, entry) &&
        !entry.name.startsWith(".") &&
        !isOfPart(relative(folder, join(entry.parentPath, entry.name))),
    )
  );
}

/** Whether a home has data of its own: exports, or what is left of those that were removed after their time. */
export const hasDeliveries = (home: Home): boolean =>
  hasExports(home.exports) || retainedLoads(home.loads).length > 0;

/** Exports that are gone are a failed delivery, and no wish to see the sample. Throws a config error after a release of own data. */
export function refuseEmptiedExports(home: Home): void {
  if (manifestsOf(home).at(-1)?.isSample ?? true) return;
  throw new FunnelError(
    "config",
    "exports_gone",
    `${home.exports}: no files, but the last release was made from exports here. Nothing was published and the published release stays. Put the exports back; to see the synthetic sample use another --home`,
  );
}

/** A refused file stops the refresh: publishing without it would show a funnel with a hole in it. */
export function refuseBadFiles(home: Home, files: LoadedFile[], effects: Effects): void {
  const refused = files.filter((file) => file.status === "refused");
  keepRefused(home, refused);
  for (const file of files.filter((each) => each.status === "waiting"))
    effects.report.warn(`${file.name}: ${file.reason}`);
  for (const file of files.filter((each) => each.status === "loaded" && each.reason !== ""))
    effects.report.warn(`${file.name}${file.quarantined > 0 ? " " : ": "}${file.reason}`);
  for (const file of refused.slice(1)) effects.report.warn(`refused: ${file.name}: ${file.reason}`);
  const [first, ...others] = refused;
  if (first === undefined) return;
  const them = others.length === 0 ? "it" : "them";
  throw new FunnelError(
    "config",
    "file_refused",
    `nothing was published and the published release stays: ${refused.length} of ${files.length} files refused. ${first.name}: ${first.reason}${others.length === 0 ? "" : ` (and ${others.length} more: ${others.map(({ name }) => name).join(", ")})`}. Correct ${them}, or move ${them} out of ${home.exports} and run again to publish the rest; npm run quarantine tells why`,
  );
}

/** Files without a record make no funnel: a broken report, or all of them are still being written. Throws a config error. */
export function refuseNoRecords(home: Home, files: LoadedFile[]): void {
  if (files.some((file) => file.loaded > 0)) return;
  const [first] = files;
  throw new FunnelError(
    "config",
    "no_records",
    `nothing was published and the published release stays: no file in ${home.exports} holds a record to load${first === undefined ? "" : ` (${first.name}: ${first.reason})`}. Deliver an export with rows and run again`,
  );
}
