import { closeSync, openSync, readSync } from "node:fs";
import { csvRecords } from "../../formats/csv/csv.ts";
import type { DeliveredText } from "../../intake/to-texts.ts";
import { isData } from "../../layout/layout.ts";

const headBytes = 1 << 20;
const headRecords = 5000;

/** Texts that people and programs write into a date or a number when there is none. */
const nullMarks = new Set([
  "-",
  "--",
  "—",
  "–",
  "n/a",
  "na",
  "null",
  "(null)",
  "none",
  "nil",
  "nincs",
  "#n/a",
  "k. a.",
  "0000-00-00",
  "0000-00-00 00:00:00",
]);

/** A column of a table nobody knows, by the first records. */
export interface Column {
  header: string;
  /** A value per record, "" where it is empty. */
  cells: string[];
  /** The cells that hold a value, and no mark that there is none. */
  values: string[];
  /** The marks in it that there is no value. */
  nulls: string[];
}

/** A column as people read of it. */
export const quoted = ({ header }: Column): string => `"${header}"`;

export interface Table {
  delimiter: string;
  columns: Column[];
  rowCount: number;
  /** Headers that occur twice: their columns cannot be identified. */
  repeated: string[];
  /** The names of the columns by their place, when the first record is data. */
  placeNames: string[] | undefined;
}

/** The table of a text that no connector knows, by its first records: the delimiter that fits, its header and its columns. */
export function readTable(text: Pick<DeliveredText, "path" | "isRewritten">): Table {
  const { delimiter, records } = tableOf(
    readHead(text.path),
    text.isRewritten ? [","] : [",", ";", "\t", "|"],
  );
  const isBare = records[0]?.some(isValue) === true;
  const places = records[0]?.map((_, at) => `column ${at + 1}`) ?? [];
  const [header = [], ...rows] = isBare ? [places, ...records] : records;
  const names = header.map((name) => name.normalize("NFC"));
  const repeated = [...new Set(names.filter((name, at) => name !== "" && names.indexOf(name) !== at))];
  return {
    delimiter,
    columns: header.flatMap((name, at) =>
      name === "" || repeated.includes(name.normalize("NFC"))
        ? []
        : [
            columnOf(
              name,
              rows.map((cells) => cells[at] ?? ""),
            ),
          ],
    ),
    rowCount: rows.length,
    repeated,
    placeNames: isBare ? places : undefined,
  };
}

function columnOf(header: string, cells: string[]): Column {
  const filled = cells.filter((cell) => cell !== "");
  const isMark = (cell: string) => nullMarks.has(cell.toLowerCase());
  return {
    header,
    cells,
    values: filled.filter((cell) => !isMark(cell)),
    nulls: [...new Set(filled.filter(isMark))],
  };
}

function readHead(path: string): string {
  const handle = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(headBytes);
    const length = readSync(handle, bytes, 0, headBytes, 0);
    const text = bytes.toString("utf8", 0, length);
    return length < headBytes ? text : text.slice(0, text.lastIndexOf("\n") + 1);
  } finally {
    closeSync(handle);
  }
}

/** The delimiter that cuts most records into the same number of cells, and the records from the first of that width on. */
function tableOf(head: string, delimiters: string[]): { delimiter: string; records: string[][] } {
  const candidates = delimiters.map((delimiter) => {
    const all = [...csvRecords(head, delimiter)].filter((record) => !record.isBlank).slice(0, headRecords);
    const counts = new Map<number, number>();
    for (const { cells } of all) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    const [width = 1, count = 0] = [...counts].toSorted(([w, n], [v, m]) => m - n || v - w)[0] ?? [];
    const records = all
      .map(({ cells }) => cells.map((cell) => cell.trim()))
      .filter((cells) => cells.length === width);
    return { delimiter, records, score: width > 1 ? count * width : 0 };
  });
  return candidates.toSorted((left, right) => right.score - left.score)[0] ?? { delimiter: ",", records: [] };
}

/** A date, a number of some digits or an address is no name of a column; "Revenue 2026" may be one. */
const isValue = (cell: string) =>
  cell.includes("@") || /^\d{4}-\d\d-\d\d/.test(cell) || (isData(cell) && !/\p{L}/u.test(cell));
