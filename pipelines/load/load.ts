import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { FunnelError } from "../errors.ts";
import type { Effects } from "../effects.ts";
import type { Home } from "../home.ts";
import { csvRecords, type CsvRecord } from "../formats/csv.ts";
import { htmlTableRows, rowsToCsv } from "../formats/html-table.ts";
import { decode } from "../formats/text.ts";
import { entriesFor, mappedLayout, parseMapping, type Mapping } from "../connectors/mapped.ts";
import { columnsOf, typedColumns, type StreamName } from "../streams.ts";
import type { RawStream } from "../transform/sources.ts";
import { openWarehouse, type Warehouse } from "../warehouse/open.ts";
import { convertRow } from "./convert.ts";
import type { Connector, Layout } from "./connector.ts";
import type { LoadedFile } from "./loaded-file.ts";

/** A text this long still fits one JavaScript string, whatever its encoding. */
const largestFile = 400_000_000;

const connectorsRoot = join(import.meta.dirname, "..", "connectors");

/** The connectors: every file of pipelines/connectors, by its default export. */
export async function readConnectors(): Promise<Connector[]> {
  const files = readdirSync(connectorsRoot)
    .filter((name) => name.endsWith(".ts"))
    .sort();
  return Promise.all(
    files.map(async (name) => ((await import(join(connectorsRoot, name))) as { default: Connector }).default),
  );
}

/** The raw streams that connectors can deliver, with their columns: what an empty raw table looks like. */
export async function rawColumns(): Promise<RawStream[]> {
  return (await readConnectors()).flatMap((connector) =>
    connector.streams.map((stream) => ({ connector: connector.name, stream, columns: typedColumns(stream) })),
  );
}

/**
 * Loads every file below the exports folder. A bad file never throws: it comes back refused, with the reason.
 * A file is parsed once per content, connector version and mapping; its rows lie as Parquet in `<home>/loads/<sha256>`.
 */
export async function loadExports(
  home: Home,
  settings: Map<string, string>,
  effects: Effects,
): Promise<LoadedFile[]> {
  mkdirSync(home.loads, { recursive: true });
  const connectors = await readConnectors();
  const paths = exportFiles(home.exports);
  const seen = new Set<string>();
  const results: LoadedFile[] = [];
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    for (const [index, path] of paths.entries()) {
      const name = relative(home.exports, path);
      effects.report.progress(index, paths.length, name);
      const file = await loadFile({ path, name, home, settings, connectors, engine });
      if (file.status === "loaded" && seen.has(file.fileId))
        results.push({
          ...blank(name),
          fileId: file.fileId,
          source: file.source,
          connector: file.connector,
          status: "duplicate",
          reason: "the same bytes were delivered before",
        });
      else results.push(file);
      seen.add(file.fileId);
    }
  } finally {
    engine.close();
  }
  return results;
}

function exportFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        !entry.isDirectory() &&
        !entry.name.startsWith(".") &&
        entry.name !== "mapping.json" &&
        !entry.name.endsWith(".done"),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const blank = (name: string): LoadedFile => ({
  fileId: "", source: "", connector: "", name, encoding: "", delimiter: "", recordsIn: 0, loaded: 0, quarantined: 0, deduplicated: 0, skipped: 0,
  status: "refused", reason: "", zone: "", declaredAsOf: "", newestEvent: "", streams: [], quarantinePath: "",
}); // prettier-ignore

interface Job {
  path: string;
  name: string;
  home: Home;
  settings: Map<string, string>;
  connectors: Connector[];
  engine: Warehouse;
}

async function loadFile(job: Job): Promise<LoadedFile> {
  const refused = (reason: string, fileId = ""): LoadedFile => ({ ...blank(job.name), fileId, reason });
  let bytes: Buffer;
  try {
    if (statSync(job.path).size > largestFile)
      return refused(
        "it is larger than 400 MB, which this version cannot hold in memory; export it in parts",
      );
    bytes = readFileSync(job.path);
  } catch (error) {
    return refused(
      `it cannot be read (${(error as NodeJS.ErrnoException).code ?? "I/O error"}); check that it exists and may be read`,
    );
  }
  const fileId = createHash("sha256").update(bytes).digest("hex");
  try {
    const mapping = mappingBeside(job);
    return await loadBytes(job, bytes, fileId, mapping);
  } catch (error) {
    if (error instanceof FunnelError && error.kind === "config") return refused(error.message, fileId);
    throw error;
  }
}

function mappingBeside(job: Job): { path: string; text: string; mapping: Mapping } | undefined {
  const path = join(dirname(job.path), "mapping.json");
  if (!existsSync(path)) return undefined;
  const shown = relative(job.home.exports, path);
  const text = readFileSync(path, "utf8");
  const mapping = parseMapping(shown, text);
  return { path: shown, text, mapping };
}

async function loadBytes(
  job: Job,
  bytes: Buffer,
  fileId: string,
  beside: ReturnType<typeof mappingBeside>,
): Promise<LoadedFile> {
  const entries = beside === undefined ? [] : entriesFor(beside.mapping, basename(job.path));
  const text = textOf(bytes, entries[0]?.encoding);
  const layoutKey = (connector: Connector) =>
    `${connector.name}-${connector.version}-${createHash("sha256")
      .update(beside?.text ?? "")
      .digest("hex")
      .slice(0, 12)}`;
  const { layout, connector, records, delimiter } = recognise(job, text.text, beside, entries);
  const source = layout.source ?? connector.name;
  const zone =
    layout.zone ?? job.settings.get(`${source}.time_zone`) ?? job.settings.get("source_time_zone") ?? "UTC";
  const folder = join(job.home.loads, fileId);
  const kept = reuse(folder, layoutKey(connector));
  if (kept !== undefined) return { ...kept, name: job.name, source, zone };
  const file: LoadedFile = {
    ...blank(job.name),
    fileId,
    source,
    connector: connector.name,
    encoding: text.encoding,
    delimiter,
    zone,
    status: "loaded",
  };
  const building = `${folder}.building`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  const writers = new Map<StreamName, LineWriter>();
  const quarantine = new LineWriter(join(building, "quarantine.ndjson"));
  const furniture: string[][] = [];
  const ids = new Set<string>();
  const width = layout.headerAt >= 0 ? (records[layout.headerAt]?.cells.length ?? 0) : 0;
  const footerFrom =
    layout.footer === undefined ? records.length : footerStart(records, layout.footer, layout.headerAt);
  for (const [index, record] of records.entries()) {
    file.recordsIn++;
    if (index <= layout.headerAt || index >= footerFrom || layout.isFurniture?.(record.cells) === true) {
      file.skipped++;
      if (index !== layout.headerAt) furniture.push(record.cells);
      continue;
    }
    const raw = text.text.slice(record.start, record.end);
    const setAside = (column: string, expected: string, found: string) => {
      file.quarantined++;
      quarantine.write({
        file_id: fileId,
        byte_offset: text.bom + Buffer.byteLength(text.text.slice(0, record.start)),
        line: record.line,
        raw: Buffer.from(raw).toString("base64"),
        column_name: column,
        expected,
        found,
      });
    };
    if (record.isBroken) {
      setAside("", "cells in closed quotes", "a quote that is not closed, or text after a closing quote");
      if (raw.includes("\n"))
        throw new FunnelError(
          "config",
          "open_quote",
          `line ${record.line}: a quote is opened and swallows the lines after it; close it and export again`,
        );
      continue;
    }
    if (width > 0 && record.cells.length !== width) {
      setAside("", `${width} cells`, `${record.cells.length} cells`);
      continue;
    }
    if (layout.streams.some((stream) => stream === "leads" || stream === "opportunities")) {
      if (ids.has(raw)) {
        file.deduplicated++;
        continue;
      }
      ids.add(raw);
    }
    const converted = layout.rows(record.cells).map((row) => ({ row, result: convertRow(row, layout) }));
    const misfit = converted
      .map(({ result }) => result)
      .find((result) => "expected" in result && "found" in result && "column" in result);
    if (misfit !== undefined) {
      setAside(String(misfit["column"]), String(misfit["expected"]), String(misfit["found"]));
      continue;
    }
    file.loaded++;
    for (const { row, result } of converted) {
      let writer = writers.get(row.stream);
      if (writer === undefined)
        writers.set(row.stream, (writer = new LineWriter(join(building, `${row.stream}.ndjson`))));
      writer.write(result);
      for (const [column, { event }] of columnsOf(row.stream)) {
        const value = (result as Record<string, string | null>)[column];
        if (event === true && typeof value === "string" && value > file.newestEvent) file.newestEvent = value;
      }
    }
  }
  quarantine.close();
  for (const writer of writers.values()) writer.close();
  const good = file.recordsIn - file.skipped;
  if (good > 0 && file.quarantined > 0.2 * good)
    throw new FunnelError(
      "config",
      "too_many_quarantined",
      `${file.quarantined} of ${good} records do not fit (first: line ${quarantine.first?.["line"] ?? "?"}, ${String(quarantine.first?.["column_name"] || "record")}: expected ${String(quarantine.first?.["expected"])}, found ${String(quarantine.first?.["found"])}); it is damaged or not what it seems`,
    );
  if (file.recordsIn !== file.loaded + file.quarantined + file.deduplicated + file.skipped)
    throw new FunnelError(
      "internal",
      "accounting",
      `${job.name}: the accounting of its records does not add up`,
    );
  if (quarantine.first !== undefined)
    file.reason = `line ${String(quarantine.first["line"])}, ${String(quarantine.first["column_name"]) || "record"}: expected ${String(quarantine.first["expected"])}, found ${String(quarantine.first["found"])} (${file.quarantined} of ${good} records quarantined; see ops.quarantine)`;
  file.declaredAsOf = layout.declaredAsOf?.(furniture) ?? "";
  for (const [stream, writer] of writers) {
    const parquet = join(building, `${stream}.parquet`);
    const columns = typedColumns(stream)
      .map((column) => `${quotedString(column.name)}: ${quotedString(column.type)}`)
      .join(", ");
    await job.engine.run(
      `copy (select ${typedColumns(stream)
        .map((column) => quotedIdentifier(column.name))
        .join(
          ", ",
        )} from read_json(${quotedString(writer.path)}, format = 'newline_delimited', columns = {${columns}})) to ${quotedString(parquet)} (format parquet, compression zstd)`,
    );
    file.streams.push({ stream, path: join(folder, `${stream}.parquet`), rows: writer.count });
    rmSync(writer.path);
  }
  if (quarantine.count > 0) {
    await job.engine.run(
      `copy (select * replace (from_base64(raw) as raw) from read_json(${quotedString(quarantine.path)}, format = 'newline_delimited',
        columns = {file_id: 'varchar', byte_offset: 'bigint', line: 'bigint', raw: 'varchar', column_name: 'varchar', expected: 'varchar', found: 'varchar'}))
       to ${quotedString(join(building, "quarantine.parquet"))} (format parquet)`,
    );
    file.quarantinePath = join(folder, "quarantine.parquet");
  }
  rmSync(quarantine.path, { force: true });
  writeFileSync(join(building, "manifest.json"), JSON.stringify({ key: layoutKey(connector), file }));
  rmSync(folder, { recursive: true, force: true });
  renameSync(building, folder);
  return file;
}

/** An earlier load of the same bytes by the same connector version and mapping. */
function reuse(folder: string, key: string): LoadedFile | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
      key: string;
      file: LoadedFile;
    };
    const file = {
      ...manifest.file,
      streams: manifest.file.streams.map((part) => ({
        ...part,
        path: join(folder, `${part.stream}.parquet`),
      })),
    };
    return manifest.key === key && file.streams.every((part) => existsSync(part.path)) ? file : undefined;
  } catch {
    return undefined;
  }
}

function textOf(
  bytes: Buffer,
  declared: string | undefined,
): { text: string; encoding: string; bom: number } {
  if (declared === "windows-1250")
    return { text: new TextDecoder("windows-1250").decode(bytes), encoding: declared, bom: 0 };
  const decoded = decode(bytes);
  if ("refused" in decoded) throw new FunnelError("config", "not_text", decoded.refused);
  if (decoded.text.trim() === "")
    throw new FunnelError("config", "empty", "the file is empty; export it again");
  if (!/^\s*</.test(decoded.text)) return decoded;
  const charset = /charset=["']?([\w-]+)/i.exec(decoded.text)?.[1];
  const html =
    charset !== undefined && decoded.encoding === "windows-1250"
      ? new TextDecoder(charset).decode(bytes)
      : decoded.text;
  const rows = htmlTableRows(html);
  if (rows.length === 0)
    throw new FunnelError(
      "config",
      "web_page",
      "this is a web page, not an export; download the file again while logged in",
    );
  return { text: rowsToCsv(rows), encoding: decoded.encoding, bom: 0 };
}

function recognise(
  job: Job,
  text: string,
  beside: ReturnType<typeof mappingBeside>,
  entries: ReturnType<typeof entriesFor>,
): { layout: Layout; connector: Connector; records: CsvRecord[]; delimiter: string } {
  const all = (delimiter: string) => [...csvRecords(text, delimiter)].filter((record) => !record.isBlank);
  const [first] = entries;
  if (beside !== undefined && first !== undefined) {
    const records = all(first.delimiter);
    const header = records[0]?.cells.map((cell) => cell.trim()) ?? [];
    refuseRepeated(header);
    const connector = job.connectors.find((each) => each.name === "mapped");
    if (connector === undefined)
      throw new FunnelError("internal", "connector", "the mapped connector is missing");
    return {
      layout: mappedLayout(beside.path, beside.mapping, entries, header),
      connector,
      records,
      delimiter: first.delimiter,
    };
  }
  for (const delimiter of [",", ";", "\t", "|"]) {
    const head: string[][] = [];
    for (const record of csvRecords(text, delimiter)) {
      if (!record.isBlank) head.push(record.cells);
      if (head.length === 40) break;
    }
    for (const connector of job.connectors) {
      const layout = connector.recognise(head);
      if (layout === undefined) continue;
      if (layout.headerAt >= 0) refuseRepeated(head[layout.headerAt]?.map((cell) => cell.trim()) ?? []);
      return { layout, connector, records: all(delimiter), delimiter };
    }
  }
  const columns =
    [...csvRecords(text.slice(0, 4000), ",")][0]?.cells.slice(0, 12).join(", ").slice(0, 200) ?? "";
  throw new FunnelError(
    "config",
    "not_recognised",
    `no connector knows its header (it begins with: ${columns}); check that no column was removed or renamed, or describe it in a mapping.json beside it`,
  );
}

function refuseRepeated(header: string[]): void {
  const repeated = header.find((name, index) => name !== "" && header.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new FunnelError(
      "config",
      "header_repeated",
      `column "${repeated}" stands twice in its header; remove one`,
    );
}

/** Where the trailing block of one-cell lines begins, when one of them is the vendor's. */
function footerStart(records: CsvRecord[], footer: RegExp, headerAt: number): number {
  let from = records.length;
  const isNarrow = (record: CsvRecord) => record.cells.slice(1).every((cell) => cell.trim() === "");
  while (from - 1 > headerAt && isNarrow(records[from - 1] as CsvRecord)) from--;
  return records.slice(from).some((record) => footer.test(record.cells[0] ?? "")) ? from : records.length;
}

/** Writes JSON lines; nothing is created until the first. */
class LineWriter {
  count = 0;
  first: Record<string, unknown> | undefined;
  #handle: number | undefined;
  #buffer = "";
  constructor(readonly path: string) {}
  write(row: object): void {
    this.first ??= row as Record<string, unknown>;
    this.count++;
    this.#buffer += `${JSON.stringify(row)}\n`;
    if (this.#buffer.length > 1_000_000) this.#flush();
  }
  close(): void {
    if (this.count === 0) return;
    this.#flush();
    if (this.#handle !== undefined) closeSync(this.#handle);
  }
  #flush(): void {
    this.#handle ??= openSync(this.path, "w");
    writeSync(this.#handle, this.#buffer);
    this.#buffer = "";
  }
}
