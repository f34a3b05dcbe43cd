import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFile } from "../contract/durable.ts";
import type { Home } from "../contract/home.ts";
import type { LoadedFile } from "../contract/loaded-file.ts";

/** A file that the last refresh refused, so that nothing of it was published. */
export type RefusedFile = Pick<LoadedFile, "name" | "reason">;

const pathIn = (home: Home) => join(home.state, "refused.json");

/** Keeps what a refresh refused until the next one; it can be deleted at any time. */
export function keepRefused(home: Home, files: RefusedFile[]): void {
  if (files.length === 0) return rmSync(pathIn(home), { force: true });
  mkdirSync(home.state, { recursive: true });
  writeFile(pathIn(home), JSON.stringify(files.map(({ name, reason }) => ({ name, reason }))));
}

/** What the last refresh refused. */
export function readRefused(home: Home): RefusedFile[] {
  try {
    return JSON.parse(readFileSync(pathIn(home), "utf8")) as RefusedFile[];
  } catch {
    return [];
  }
}
