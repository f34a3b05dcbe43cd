import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { mappedLayout } from "../sidecars/mapped-layout.ts";
import { entriesFor, type MappingSidecar } from "../sidecars/mapping.ts";
import { FunnelError } from "../contract/errors.ts";
import { defaultCaps } from "../formats/caps.ts";
import { csvRecords, type CsvRecord } from "../formats/csv/csv.ts";
import { scanRecords } from "../formats/csv/records.ts";
import type { DeliveredText } from "../intake/to-texts.ts";
import { isData, mappingsOf, valuesOf, type Connector, type Layout } from "../layout/layout.ts";
import type { DataRange } from "./survey.ts";

const headBytes = 256 << 10;
const tailBytes = 64 << 10;
const headRecords = 40;

/** How a table of a text is read: who takes it, by which layout, which bytes are data and what stands around them. */
export interface Recognised {
  connector: Connector;
  layout: Layout;
  delimiter: string;
  header: string[];
  range: Omit<DataRange, "isSuspect">;
  /** Records before the data, without the header, and in the footer, for what they declare. */
  boilerplate: string[][];
  /** The range's first line can be reached by counting line ends. */
  canSkipLines: boolean;
}

/** Recognises the tables of a UTF-8 text, nearly always one, by their first records. Throws a config error when nobody knows its header. */
export function recognise(
  { path, isRewritten }: Pick<DeliveredText, "path" | "isRewritten">,
  name: string,
  connectors: Connector[],
  sidecar: MappingSidecar | undefined,
): Recognised[] {
  const handle = openSync(path, "r");
  try {
    const size = fstatSync(handle).size;
    const text: Text = { handle, path, size };
    const head = readBytes(handle, 0, Math.min(size, headBytes));
    if (head.toString("utf8").trim() === "")
      throw new FunnelError("config", "empty", "the file is empty; export it again");
    const entries = sidecar === undefined ? [] : entriesFor(sidecar.mapping, name);
    const [first] = entries;
    if (sidecar !== undefined && first !== undefined) {
      const delimiter = isRewritten ? "," : first.delimiter;
      const records = headOf(head, delimiter, size > headBytes);
      const connector = connectors.find((each) => each.name === "mapped");
      if (connector === undefined)
        throw new FunnelError("internal", "connector", "the mapped connector is missing");
      const layout = mappedLayout(
        sidecar.path,
        sidecar.mapping,
        entries,
        records.slice(0, headRecords).map((record) => record.cells),
      );
      return tablesOf(text, head, records, { connector, layout, delimiter });
    }
    // cut at a delimiter that it does not have a text is the same as cut at another one
    const delimiters = isRewritten ? [","] : [",", ...[";", "\t", "|"].filter((each) => head.includes(each))];
    const readings = delimiters.map((delimiter) => {
      const records = headOf(head, delimiter, size > headBytes);
      return { delimiter, records, cells: records.slice(0, headRecords).map((record) => record.cells) };
    });
    const widest = Math.max(...readings.map(({ cells: [first] }) => first?.length ?? 0));
    if (widest > defaultCaps.columns)
      throw new FunnelError(
        "config",
        "too_wide",
        `expected at most ${defaultCaps.columns} columns, found ${widest}; delete the columns that are not needed`,
      );
    // one vendor's header that lacks a column may be another's that does not
    let refusal: FunnelError | undefined;
    const asked = (recognised: () => Layout | undefined): Layout | undefined => {
      try {
        return recognised();
      } catch (error) {
        if (!(error instanceof FunnelError) || error.kind !== "config") throw error;
        refusal ??= error;
        return undefined;
      }
    };
    for (const comparison of ["exact", "seen"] as const)
      for (const { delimiter, records, cells } of readings)
        for (const connector of connectors) {
          const layout = asked(() => connector.recognise(cells, comparison));
          if (layout !== undefined) return tablesOf(text, head, records, { connector, layout, delimiter });
        }
    if (refusal !== undefined) throw refusal;
    const lacks = readings
      .flatMap(({ cells }) => connectors.flatMap((connector) => connector.lacks?.(cells) ?? []))
      .find((text) => text !== "");
    throw new FunnelError(
      "config",
      "not_recognised",
      `no connector knows its header (${shownHeader(head)}); ${lacks ?? "check that no column was removed or renamed"}; npm run inspect -- FILE proposes a mapping.json to put beside it${sidecar === undefined ? "" : " (the one that is there has no entry for this name)"}`,
    );
  } finally {
    closeSync(handle);
  }
}

/** The record that is most like a header, as a person may see it: the fullest of the first; one of data is not shown. */
function shownHeader(head: Buffer): string {
  const filled = (cells: string[]) => cells.filter((cell) => cell.trim() !== "");
  const records = [",", ";", "\t", "|"]
    .map((delimiter) => headOf(head, delimiter, false).slice(0, 10))
    .toSorted(([left], [right]) => (right?.cells.length ?? 0) - (left?.cells.length ?? 0))[0];
  const [first, ...others] = (records ?? []).map(({ cells }) => filled(cells));
  const isTitle = first !== undefined && others.some((cells) => cells.length > 2 * first.length);
  const names = isTitle ? others.find((cells) => cells.length > 2 * first.length) : first;
  return names?.some(isData) === true
    ? "its first record looks like data: the header is missing"
    : `it begins with: ${(names ?? []).slice(0, 12).join(", ").slice(0, 200)}`;
}

interface Text {
  handle: number;
  path: string;
  size: number;
}

interface Found {
  connector: Connector;
  layout: Layout;
  delimiter: string;
}

/** The first table of a text and those after it, when the layout says that a blank line ends a table. */
function tablesOf(text: Text, head: Buffer, records: CsvRecord[], found: Found): Recognised[] {
  const tables = [place(text, head, records, found, { offset: 0, line: 1 })];
  for (let last = tables[0]; last?.layout.next !== undefined; last = tables.at(-1)) {
    const end = firstBlankLine(last.range);
    if (end === undefined) break;
    const rest = readBytes(text.handle, end.offset, Math.min(text.size - end.offset, headBytes));
    const after = headOf(rest, last.delimiter, text.size - end.offset > headBytes);
    if (after.length === 0) break;
    last.range.to = end.offset;
    const layout = last.layout.next(after.slice(0, headRecords).map((record) => record.cells));
    if (layout === undefined)
      throw new FunnelError(
        "config",
        "table_unknown",
        `line ${end.line}: what follows the blank line is no table like the one before it; export it again, or keep the part above`,
      );
    tables.push(place(text, rest, after, { ...found, layout }, end));
  }
  // the text is not cut at the end of a table that others follow
  return tables.length === 1 ? tables : tables.map((table) => ({ ...table, canSkipLines: false }));
}

function firstBlankLine(range: Recognised["range"]): { offset: number; line: number } | undefined {
  let end: { offset: number; line: number } | undefined;
  scanRecords(range.path, range, ({ isBlank, offset, line }) => {
    if (isBlank) end ??= { offset, line };
  });
  return end;
}

/** Cuts a table, whose head begins at a place of the text, into what stands before the data, the data, and the footer. */
function place(
  { handle, path, size }: Text,
  head: Buffer,
  records: CsvRecord[],
  found: Found,
  start: { offset: number; line: number },
): Recognised {
  const { layout, delimiter } = found;
  const header = layout.names ?? records[layout.headerAt]?.cells.map((cell) => cell.trim()) ?? [];
  refuseRepeated(header, layout);
  const dataAt = layout.dataAt ?? layout.headerAt + 1;
  const before = records.slice(0, dataAt);
  const firstRecord = before.at(-1)?.next ?? 0;
  const from = start.offset + firstRecord;
  const line = start.line + lineFeeds(head.subarray(0, firstRecord));
  const footer =
    layout.footer === undefined ? undefined : footerOf(handle, from, size, delimiter, layout.footer);
  return {
    ...found,
    header,
    boilerplate: [
      ...before.flatMap((record, index) => (index === layout.headerAt ? [] : [record.cells])),
      ...(footer?.records ?? []),
    ],
    canSkipLines: before.every((record) => lineFeeds(head.subarray(record.start, record.end)) === 0),
    range: {
      path,
      delimiter,
      from,
      to: footer?.from ?? size,
      line,
      width: typeof layout.mappings === "function" ? 0 : header.length,
    },
  };
}

function readBytes(handle: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(handle, bytes, 0, length, from));
}

const lineFeeds = (bytes: Buffer) => bytes.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);

/** The first records that are not blank; one that the end of the head may cut is left out. */
function headOf(head: Buffer, delimiter: string, isCut: boolean): CsvRecord[] {
  return csvRecords(head, delimiter, headRecords + 1).filter(
    ({ isBlank, end }) => !isBlank && !(isCut && end >= head.length),
  );
}

/** The trailing block of one-cell lines, when one of them is the vendor's. */
function footerOf(
  handle: number,
  from: number,
  size: number,
  delimiter: string,
  footer: RegExp,
): { from: number; records: string[][] } | undefined {
  const start = Math.max(from, size - tailBytes);
  const bytes = Buffer.alloc(size - start);
  readSync(handle, bytes, 0, bytes.length, start);
  const records: string[][] = [];
  let end = bytes.length;
  let width = 0;
  while (end > 0) {
    const lineStart = bytes.lastIndexOf(10, end - 2) + 1;
    if (lineStart === 0 && start > from) break;
    const [record, ...more] = csvRecords(bytes.subarray(lineStart, end), delimiter);
    const isNarrow = record?.cells.slice(1).every((cell) => cell.trim() === "") === true && !record.isBroken;
    if (more.length > 0 || !isNarrow) break;
    if (!record.isBlank) {
      // a row of the table that has only its first cell is wider than one-cell lines
      if (width > 0 && record.cells.length !== width) break;
      width = record.cells.length;
      records.unshift(record.cells);
    }
    end = lineStart;
  }
  return records.some((cells) => footer.test(cells[0] ?? "")) ? { from: start + end, records } : undefined;
}

/** A column that occurs twice cannot be identified; it does no harm when the layout does not read it. */
function refuseRepeated(header: string[], layout: Layout): void {
  const mappings = mappingsOf(layout, header.length);
  const sql = [layout.boilerplate ?? "", ...mappings.flatMap(valuesOf).map((value) => value.sql)].join(" ");
  const read = new Set(Array.from(sql.matchAll(/\bc(\d+)\b/g), ([, at]) => header[Number(at)]));
  const seen = new Set<string>();
  for (const name of header) {
    if (name !== "" && seen.has(name) && read.has(name))
      throw new FunnelError(
        "config",
        "header_repeated",
        `column "${name}" occurs twice in its header; remove one`,
      );
    seen.add(name);
  }
}
