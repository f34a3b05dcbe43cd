import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import type { LoadedFile } from "../../pipelines/contract/loaded-file.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

export interface LoadedText extends LoadedFile {
  /** The rows of each stream in file order. */
  rows: Record<string, Record<string, unknown>[]>;
}

/** Loads one export of the given content, with settings beside the time zone, and reads its rows back. Checks the accounting. */
export async function loadText(
  content: string | Buffer,
  settings: Record<string, string> = {},
): Promise<LoadedText> {
  const home = homeAt(scratchFolder());
  const path = join(home.exports, "any-name.csv");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    const [file] = await loadExports(
      home,
      new Map(Object.entries({ source_time_zone: "Europe/Budapest", ...settings })),
      {
        now: () => new Date(0),
        report: silent,
      },
    );
    if (file === undefined) throw new Error("no file");
    if (file.recordsIn !== file.loaded + file.quarantined + file.deduplicated + file.skipped)
      throw new Error("the accounts of the file do not add up");
    const rows: LoadedText["rows"] = {};
    for (const part of file.streams)
      rows[part.stream] = await engine.rows(`select * from read_parquet('${part.path}')`);
    return { ...file, rows };
  } finally {
    engine.close();
  }
}
