import { rmSync } from "node:fs";
import { defaultCaps, type Caps } from "../caps.ts";
import type { TextWarning } from "../encoding/check-text.ts";
import { CsvWriter } from "../csv/writer.ts";
import { RecordReader } from "./record.ts";
import { JsonScanner, type JsonEvents } from "./scanner.ts";
import { readChunks } from "../encoding/read-chunks.ts";
import { refuse } from "../refuse.ts";
import { RowSpans } from "../csv/row-spans.ts";
import { transcode } from "../encoding/transcode.ts";

export interface JsonText {
  /** UTF-8, comma-separated; the first row names the columns. */
  path: string;
  /** Records, without the header. */
  rows: number;
  columns: number;
  /** For `rowSpan`: where each record stands in the delivered file; absent where that is not UTF-8. */
  spans: string | undefined;
  /** The keys down to the array of records, or "lines" for one record after another. */
  source: string;
  encoding: string;
  bom: number;
  warnings: TextWarning[];
}

const usualNames = ["data", "results", "records", "rows", "items", "value", "values"];

/**
 * Writes the records of a JSON text as a comma-separated text to `to`: an array of objects, an object that holds one, or
 * one object after another (NDJSON). The header is the union of the keys in the order of their first appearance; nested
 * objects become `a.b`. Refuses what `transcode` and `JsonScanner` refuse, a shape without records (json_shape), a key
 * that occurs twice (json_key_twice), and records beyond the caps (json_too_wide, json_cell_too_big). Memory does not
 * depend on the size. `recordsAt` says where the records stand, in each of several objects that follow one another: the keys down to the
 * array, joined by dots.
 */
export async function readJson(
  from: string,
  to: string,
  caps: Caps = defaultCaps,
  recordsAt?: string,
): Promise<JsonText> {
  const utf8 = `${to}.utf8`;
  try {
    const { path, encoding, bom, warnings } = await transcode(from, utf8);
    const place = recordsAt === undefined ? await findRecords(path, caps) : [...recordsAt.split("."), "[]"];
    const columns = await nameColumns(path, place, caps);
    const spans = encoding === "utf-8" ? `${to}.spans` : undefined;
    const rows = await writeRows(path, place, columns, to, spans, bom, caps);
    return {
      path: to,
      rows,
      columns: columns.size,
      spans,
      source: place.at(-1) === "[]" ? ["$", ...place.slice(0, -1)].join(".") : "lines",
      encoding,
      bom,
      warnings,
    };
  } finally {
    rmSync(utf8, { force: true });
  }
}

/** Keys and "[]" down to the records. */
type Place = readonly string[];

async function scan(path: string, caps: Caps, events: JsonEvents): Promise<number> {
  const scanner = new JsonScanner(events, caps);
  for await (const { bytes } of readChunks(path)) scanner.add(bytes);
  scanner.finish();
  return scanner.values;
}

/** Looks through the whole text for where its records are. */
async function findRecords(path: string, caps: Caps): Promise<Place> {
  /** Arrays outside of other arrays, by their place, with what they hold. */
  const arrays = new Map<string, { place: Place; hasObjects: boolean; hasOthers: boolean }>();
  const topLevel = new Set<string>();
  const values = await scan(path, caps, {
    value(kind, place) {
      if (place.length === 0) topLevel.add(kind);
      if (place.at(-1) === "[]") {
        const known = arrays.get(place.join("\n"));
        if (known === undefined) return kind !== "scalar";
        known.hasObjects ||= kind === "object";
        known.hasOthers ||= kind !== "object";
        // Nothing inside an element of an array is looked at.
        return kind !== "scalar";
      }
      if (kind === "array") {
        const inside = [...place, "[]"];
        arrays.set(inside.join("\n"), { place: inside, hasObjects: false, hasOthers: false });
      }
      return false;
    },
  });
  if (values === 0) refuse("json_shape", "expected records, found no value; export it again");
  if (values > 1) {
    if (topLevel.size === 1 && topLevel.has("object")) return [];
    refuse(
      "json_shape",
      "expected one object after another, found other values between them; export it again",
    );
  }
  const candidates = [...arrays.values()].filter(({ hasOthers }) => !hasOthers);
  if (topLevel.has("array")) {
    const [whole] = candidates;
    if (whole !== undefined) return whole.place;
    refuse(
      "json_shape",
      "expected an array of objects, found an array of other values; export records with named fields",
    );
  }
  if (topLevel.has("scalar")) refuse("json_shape", "expected records, found a single value; export it again");
  const filled = candidates.filter(({ hasObjects }) => hasObjects);
  const usual = candidates.filter(({ place }) => usualNames.includes(place.at(-2)?.toLowerCase() ?? ""));
  const [only, second] = filled.length === 1 ? filled : usual;
  if (only !== undefined && second === undefined) return only.place;
  if (filled.length === 0) return [];
  return refuse(
    "json_shape",
    `expected one array of objects, found ${filled.length} (${filled
      .slice(0, 5)
      .map(({ place }) => place.slice(0, -1).join("."))
      .join(", ")}); deliver one of them`,
  );
}

/** Records are the objects directly at a place. */
function isAt(place: Place): (kind: string, path: readonly string[]) => boolean {
  return (kind, path) =>
    kind === "object" && path.length === place.length && place.every((key, index) => key === path[index]);
}

async function nameColumns(path: string, place: Place, caps: Caps): Promise<Map<string, number>> {
  /** Whether any record has a value there. */
  const found = new Map<string, boolean>();
  const reader = new RecordReader(caps, (name, text) => {
    if (found.get(name) !== true) found.set(name, text !== "");
    if (found.size > caps.columns)
      refuse(
        "json_too_wide",
        `expected at most ${caps.columns} different keys, found more; export fewer fields`,
      );
  });
  await scan(path, caps, {
    value: isAt(place),
    record: (bytes, offset) => reader.read(bytes.toString("utf8"), offset),
  });
  // An object that some records have as null is no column beside those of its keys.
  const parents = new Set([...found.keys()].flatMap((name) => prefixes(name)));
  const names = [...found].filter(([name, hasValue]) => hasValue || !parents.has(name));
  return new Map(names.map(([name], index) => [name, index]));
}

function prefixes(name: string): string[] {
  const parts = name.split(".");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("."));
}

async function writeRows(
  path: string,
  place: Place,
  columns: Map<string, number>,
  to: string,
  spansPath: string | undefined,
  bom: number,
  caps: Caps,
): Promise<number> {
  const csv = new CsvWriter(to, caps);
  const spans = spansPath === undefined ? undefined : new RowSpans(spansPath);
  let rows = 0;
  let cells: (string | undefined)[] = [];
  const reader = new RecordReader(caps, (name, text) => {
    const column = columns.get(name);
    if (column === undefined) return;
    if (cells[column] !== undefined)
      refuse(
        "json_key_twice",
        "expected every key of a record once, found a nested key and one with a dot that are the same; rename one",
      );
    cells[column] = text;
  });
  try {
    if (columns.size > 0) csv.row([...columns.keys()]);
    await scan(path, caps, {
      value: isAt(place),
      record(bytes, offset) {
        rows++;
        cells = [];
        reader.read(bytes.toString("utf8"), offset);
        csv.row(cells, columns.size);
        spans?.add(bom + offset, bom + offset + bytes.length);
      },
    });
  } finally {
    csv.close();
    spans?.close();
  }
  return rows;
}
