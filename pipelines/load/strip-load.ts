import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { LoadedFile } from "../contract/loaded-file.ts";
import type { StreamName } from "../contract/streams.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";
import { forgottenSql } from "./forgotten-rows.ts";
import { namesSql } from "./forgotten-names.ts";
import { plainSql } from "./forgotten-text.ts";
import { amendLoad } from "./kept-load.ts";

/** Streams with one row, or one id, for a record. */
const oneRow: Partial<Record<StreamName, string>> = {
  leads: "lead_id",
  opportunities: "opportunity_id",
  contacts: "contact_id",
  list_members: "member_id",
};

/**
 * Takes the rows of forgotten persons out of a load whose export is gone, so that it cannot be read again. `pattern` finds them among
 * the bytes that were set aside.
 */
export async function stripLoad(
  engine: Warehouse,
  folder: string,
  file: LoadedFile,
  pattern?: string,
): Promise<void> {
  let [records, others] = [0, 0];
  const streams = [];
  for (const loaded of file.streams) {
    const { removed, ids } = await stripStream(engine, file.source, loaded);
    if (oneRow[loaded.stream] === undefined) others = Math.max(others, removed);
    else records = Math.max(records, ids);
    streams.push({ ...loaded, rows: loaded.rows - removed });
  }
  const gone = records > 0 ? records : others;
  const quarantine = join(folder, "quarantine.parquet");
  if (pattern !== undefined && existsSync(quarantine))
    await rewrite(
      engine,
      quarantine,
      `select * replace (case when regexp_matches(${plainSql("raw")}, ${quotedString(pattern)}) then ''::blob else raw end as raw) from read_parquet(${quotedPath(quarantine)})`,
    );
  amendLoad(folder, { ...file, streams, loaded: file.loaded - gone, skipped: file.skipped + gone });
}

async function stripStream(
  engine: Warehouse,
  source: string,
  { stream, path, columns }: LoadedFile["streams"][number],
): Promise<{ removed: number; ids: number }> {
  const columnOf = (name: string) => (columns.includes(name) ? quotedIdentifier(name) : undefined);
  const names = namesSql({ stream, source, columnOf });
  if (names === undefined) return { removed: 0, ids: 0 };
  const from = `read_parquet(${quotedPath(path)}, file_row_number = true)`;
  const id = columnOf(oneRow[stream] ?? "") ?? "null";
  await engine.run(
    `create or replace temp table forgotten_places as ${forgottenSql(names, from, `distinct file_row_number as place, ${id} as id`)}`,
  );
  const [found] = await engine.rows<{ removed: string; ids: string }>(
    "select count(distinct place) as removed, count(distinct id) as ids from forgotten_places",
  );
  const removed = Number(found?.removed);
  if (removed > 0)
    await rewrite(
      engine,
      path,
      `select * exclude (file_row_number) from ${from} where file_row_number not in (select place from forgotten_places) order by file_row_number`,
    );
  return { removed, ids: Number(found?.ids) };
}

async function rewrite(engine: Warehouse, path: string, sql: string): Promise<void> {
  await engine.run(`copy (${sql}) to ${quotedString(`${path}.tmp`)} (format parquet, compression zstd)`);
  renameSync(`${path}.tmp`, path);
}
