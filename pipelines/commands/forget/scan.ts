import { quotedIdentifier } from "@duckdb/node-api";
import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Home } from "../../contract/home.ts";
import { gunzip } from "../../formats/archive/gzip.ts";
import { extractZip } from "../../formats/archive/zip.ts";
import { sniff } from "../../formats/sniff.ts";
import { plainSql } from "../../load/forgotten-text.ts";
import { lineRanges } from "../../load/line-ranges.ts";
import { openWarehouse, type Warehouse } from "../../warehouse/open.ts";
import { quotedPath } from "../../warehouse/paths.ts";
import { TextTraces, type Trace } from "./traces.ts";

const chunkBytes = 32 << 20;
/** What a trace may be cut by at the border of two chunks. */
const overlapBytes = 4096;

/** What a scan looked through, and what it found. */
export interface Scanned {
  files: number;
  bytes: number;
  traces: Trace[];
  /** Files that could not be opened, damaged or locked ones: their bytes were looked through, what is packed in them was not. */
  unopened: string[];
}

/**
 * Looks for a pattern in every file of a home and its exports, as text in any usual encoding, inside archives and workbooks, and in every
 * text column of Parquet files and databases.
 */
export async function scanHome(home: Home, pattern: string): Promise<Scanned> {
  const scratch = join(home.state, "forget.tmp", "unpacked");
  const scanned: Scanned = { files: 0, bytes: 0, traces: [], unopened: [] };
  if (pattern === "") return scanned;
  const engine = await openWarehouse(":memory:", { threads: 1, memoryLimit: "700MB" });
  const texts = new TextTraces(pattern);
  const places = new Set([home.root, home.exports].flatMap(filesBelow));
  try {
    for (const path of [...places].sort()) {
      if (path.startsWith(scratch)) continue;
      rmSync(scratch, { recursive: true, force: true });
      mkdirSync(scratch, { recursive: true });
      scanned.files++;
      const file = path.startsWith(`${home.root}/`) ? relative(home.root, path) : path;
      const { bytes, where, isOpened } = await traceIn(engine, texts, pattern, path, scratch);
      scanned.bytes += bytes;
      if (!isOpened) scanned.unopened.push(file);
      if (where.length > 0) scanned.traces.push({ file, where });
    }
    return scanned;
  } finally {
    engine.close();
    rmSync(join(home.state, "forget.tmp"), { recursive: true, force: true });
  }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);

async function traceIn(engine: Warehouse, texts: TextTraces, pattern: string, path: string, scratch: string) {
  const { bytes, lines } = linesIn(texts, path);
  const isBinary = /\.(parquet|duckdb)$/.test(path);
  const where = lines.length === 0 ? [] : [isBinary ? "its bytes" : `lines ${lineRanges(lines)}`];
  let isOpened = true;
  try {
    if (path.endsWith(".parquet"))
      where.push(...(await columnsOf(engine, pattern, [`read_parquet(${quotedPath(path)})`], () => "")));
    else if (path.endsWith(".duckdb")) where.push(...(await inDatabase(pattern, path)));
    else where.push(...(await inArchive(texts, path, scratch)));
  } catch {
    isOpened = false;
  }
  return { bytes, where: [...new Set(where)], isOpened };
}

function linesIn(texts: TextTraces, path: string): { bytes: number; lines: number[] } {
  const handle = openSync(path, "r");
  const buffer = Buffer.alloc(chunkBytes + overlapBytes);
  const lines: number[] = [];
  let [bytes, line, kept] = [0, 1, 0];
  try {
    for (;;) {
      const read = readSync(handle, buffer, kept, chunkBytes, null);
      if (read === 0) return { bytes, lines };
      bytes += read;
      const chunk = buffer.subarray(0, kept + read);
      lines.push(...texts.linesIn(chunk, line));
      const next = Math.max(0, chunk.length - overlapBytes);
      for (let at = chunk.indexOf(10); at >= 0 && at < next; at = chunk.indexOf(10, at + 1)) line++;
      kept = chunk.length - next;
      buffer.copy(buffer, 0, next, chunk.length);
    }
  } finally {
    closeSync(handle);
  }
}

/** The members of an archive or workbook, or what a gzip file holds. Throws where it cannot be unpacked. */
async function inArchive(texts: TextTraces, path: string, scratch: string): Promise<string[]> {
  const kind = await sniff(path);
  if (kind === "gzip") {
    const inside = await gunzip(path, join(scratch, "inside"));
    const { lines } = linesIn(texts, inside.path);
    return lines.length > 0 ? [`lines ${lineRanges(lines)}`] : [];
  }
  if (kind !== "zip" && kind !== "xlsx") return [];
  const { members } = await extractZip(path, scratch);
  const found: string[] = [];
  for (const member of members) {
    const { lines } = linesIn(texts, member.path);
    const inner =
      member.kind === "xlsx" ? await inArchive(texts, member.path, inFolder(scratch, member.path)) : [];
    if (lines.length + inner.length > 0)
      found.push(
        `${member.name} in it${lines.length > 0 && kind === "zip" ? `, lines ${lineRanges(lines)}` : ""}`,
      );
  }
  return found;
}

function inFolder(scratch: string, path: string): string {
  const folder = join(scratch, `of-${basename(path)}`);
  mkdirSync(folder);
  return folder;
}

/** What a database holds, through an engine of its own: damage stops that one and no other. */
async function inDatabase(pattern: string, path: string): Promise<string[]> {
  const database = await openWarehouse(path, { readOnly: true, threads: 1, memoryLimit: "700MB" });
  try {
    const tables = await database.rows<{ schema_name: string; table_name: string }>(
      "select schema_name, table_name from duckdb_tables() order by all",
    );
    const named = new Map(
      tables.map(({ schema_name: schema, table_name: table }) => [
        `${quotedIdentifier(schema)}.${quotedIdentifier(table)}`,
        `${schema}.${table}.`,
      ]),
    );
    return await columnsOf(database, pattern, [...named.keys()], (place) => named.get(place) ?? "");
  } finally {
    database.close();
  }
}

/** The text columns of tables that hold the pattern, with how many rows do. */
async function columnsOf(
  engine: Warehouse,
  pattern: string,
  places: string[],
  prefix: (place: string) => string,
) {
  const found: string[] = [];
  for (const place of places) {
    const columns = await engine.rows<{ column_name: string; column_type: string }>(
      `describe select * from ${place}`,
    );
    const texts = columns
      .filter(({ column_type: type }) => /VARCHAR|BLOB|JSON/.test(type))
      .map(({ column_name: name }) => name);
    if (texts.length === 0) continue;
    const counts = texts.map(
      (name, index) =>
        `count(*) filter (where regexp_matches(${plainSql(quotedIdentifier(name))}, $1)) as c${index}`,
    );
    const [row = {}] = await engine.rows<Record<string, string>>(
      `select ${counts.join(", ")} from ${place}`,
      [pattern],
    );
    found.push(
      ...texts.flatMap((name, index) => {
        const rows = Number(row[`c${index}`]);
        return rows === 0 ? [] : [`${prefix(place)}${name} of ${rows} rows`];
      }),
    );
  }
  return found;
}
