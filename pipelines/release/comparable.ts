import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Home } from "../contract/home.ts";
import type { Previous } from "../transform/previous.ts";
import { currentRun, readManifest } from "./manifest.ts";

/** The published release, if its manifest says that it holds the same kind of data: sample or real. */
export function comparableRelease(home: Home, isSample: boolean): Previous | undefined {
  const run = currentRun(home);
  if (run === undefined) return undefined;
  const release = join(home.releases, run);
  const path = join(release, "warehouse.duckdb");
  try {
    const manifest = readManifest(release);
    return manifest.isSample === isSample && existsSync(path)
      ? { run, version: manifest.version, path }
      : undefined;
  } catch {
    return undefined;
  }
}
