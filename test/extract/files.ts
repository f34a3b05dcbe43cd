import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fetchedFiles } from "../../pipelines/extract/files/newest.ts";
import type { Home } from "../../pipelines/contract/home.ts";
import { Random } from "../../tools/simulate/random.ts";

/** A table of so many bytes or a little more. */
export function csvOf(bytes: number, seed = 1): Buffer {
  const random = new Random(seed, 5);
  let text = "Name,Email,Date\n";
  while (text.length < bytes)
    text += `Vevő ${random.whole(0, 1e9)},v${random.whole(0, 1e9)}@minta.example,2026-01-01\n`;
  return Buffer.from(text);
}

/** The files of a source as they were taken, the oldest first: their names when they were delivered, and their bytes. */
export const takenOf = (home: Home, source: string): [string, Buffer][] =>
  fetchedFiles(join(home.exports, source)).map(({ path, manifest }) => [
    (manifest.cursor as { name: string }).name,
    readFileSync(path),
  ]);
