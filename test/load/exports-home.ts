import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, expect } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import type { LoadedFile } from "../../pipelines/contract/loaded-file.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

/** The home of the test that runs. */
export let home: Home;

/** Gives every test of the file that calls it a fresh home. */
export function freshHomes(): void {
  beforeEach(() => {
    home = homeAt(scratchFolder());
  });
}

/** Delivers a file. */
export function put(name: string, content: string | Uint8Array): void {
  const path = join(home.exports, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Loads every delivered file; each must account for all of its records. */
export async function load(): Promise<LoadedFile[]> {
  const files = await loadExports(home, new Map([["source_time_zone", "Europe/Budapest"]]), {
    now: () => new Date(0),
    report: silent,
  });
  for (const file of files)
    if (file.status === "loaded")
      expect(file.recordsIn).toBe(file.loaded + file.quarantined + file.deduplicated + file.skipped);
  return files;
}

/** Loads the one delivered file. */
export async function only(): Promise<LoadedFile> {
  const [file, ...more] = await load();
  if (file === undefined || more.length > 0) throw new Error(`${more.length + 1} files`);
  return file;
}

/** Rows of a query. */
export async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    return await engine.rows(sql);
  } finally {
    engine.close();
  }
}

/** The rows of one Parquet file. */
export const rows = (path: string) => ask(`select * from read_parquet('${path}')`);

/** The rows a file gave a stream. */
export const rowsOf = (file: LoadedFile, stream: string) =>
  rows(file.streams.find((part) => part.stream === stream)?.path ?? "");

/** The quarantined records of a file; `slice` is what the delivered bytes hold at the recorded place. */
export async function quarantineOf(file: LoadedFile, delivered: string) {
  const bytes = readFileSync(join(home.exports, delivered));
  const found = await ask(
    `select byte_offset, line, hex(raw) as raw, column_name, expected, found from read_parquet('${file.quarantinePath}') order by line`,
  );
  return found.map((row) => {
    const raw = Buffer.from(String(row["raw"]), "hex");
    const at = row["byte_offset"] === null ? null : Number(row["byte_offset"]);
    return {
      ...row,
      column_name: row["column_name"],
      raw,
      line: Number(row["line"]),
      slice: at === null ? undefined : bytes.subarray(at, at + raw.length),
    };
  });
}
