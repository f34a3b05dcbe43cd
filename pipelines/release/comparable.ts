import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Home } from "../contract/home.ts";
import type { Previous } from "../transform/previous.ts";
import { currentRun, manifestsOf } from "./manifest.ts";

/** The published release, if its manifest says that it holds the same kind of data: sample or real. */
export function comparableRelease(home: Home, isSample: boolean): Previous | undefined {
  const run = currentRun(home);
  const manifest = manifestsOf(home).find((each) => each.run === run);
  if (run === undefined || manifest?.isSample !== isSample) return undefined;
  const path = join(home.releases, run, "warehouse.duckdb");
  return existsSync(path) ? { run, version: manifest.version, path } : undefined;
}
