import { closeSync, openSync, readSync } from "node:fs";
import { csvRecords } from "../../formats/csv/csv.ts";
import type { DeliveredText } from "../../intake/to-texts.ts";
import { isTotalLabel } from "../../layout/total-row.ts";
import { unknownWords } from "../../formats/values/unknown-words.ts";
import { findHeader } from "./find-header.ts";

const headBytes = 1 << 20;
const headRecords = 5000;

/** Words for "not known", which need no declaring, and the mark of a spreadsheet, which does. */
const nullWords = new Set([...unknownWords, "na"]);
const nullMarks = new Set(["#n/a"]);

/** A column of a table nobody knows, by the first records. */
export interface Column {
  header: string;
  /** A value per record, "" where it is empty. */
  cells: string[];
  /** The cells that hold a value, and no word that there is none. */
  values: string[];
  /** The marks in it that mean no value where a mapping declares them. */
  nulls: string[];
}

/** A column as people read of it. */
export const quoted = ({ header }: Column): string => `"${header}"`;

export interface Table {
  delimiter: string;
  columns: Column[];
  rowCount: number;
  /** The lines that are no data: cells of those before the header, and the numbers of all. */
  title: string[][];
  titleLines: number[];
  totalLines: number[];
  /** Headers that occur twice: their columns cannot be identified. */
  repeated: string[];
  /** The names of the columns by their place, when the first record is data. */
  placeNames: string[] | undefined;
}

/** The table of a text that no connector knows, by its first records: the delimiter that fits, its header and its columns. */
export function readTable(text: Pick<DeliveredText, "path" | "isRewritten">): Table {
  const { delimiter, records, narrow } = tableOf(
    readHead(text.path),
    text.isRewritten ? [","] : [",", ";", "\t", "|"],
  );
  const headerAt = findHeader(records.map(({ cells }) => cells));
  const places = records[0]?.cells.map((_, at) => `column ${at + 1}`) ?? [];
  const header = headerAt === undefined ? places : (records[headerAt]?.cells ?? []);
  const before = records.slice(0, headerAt ?? 0);
  const filled = records
    .slice(headerAt === undefined ? 0 : headerAt + 1)
    .filter(({ cells }) => cells.some(isFilled));
  const isTotal = ({ cells }: Row) =>
    isTotalLabel(cells.find(isFilled) ?? "") && cells.filter(isFilled).length * 2 <= header.length + 1;
  const rows = filled.filter((row) => !isTotal(row)).map(({ cells }) => cells);
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
    title: [...narrow, ...before].map(({ cells }) => cells.filter(isFilled)),
    titleLines: [...narrow, ...before].map(({ line }) => line),
    totalLines: filled.filter(isTotal).map(({ line }) => line),
    repeated,
    placeNames: headerAt === undefined ? places : undefined,
  };
}

function columnOf(header: string, cells: string[]): Column {
  const filled = cells.filter(isFilled);
  const isMark = (cell: string) => nullMarks.has(cell.toLowerCase());
  return {
    header,
    cells,
    values: filled.filter((cell) => !isMark(cell) && !nullWords.has(cell.toLowerCase())),
    nulls: [...new Set(filled.filter(isMark))],
  };
}

const isFilled = (cell: string) => cell !== "";

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

/** A record by its trimmed cells, and the line where it begins. */
interface Row {
  cells: string[];
  line: number;
}

/** The delimiter that cuts most records into the same number of cells, the records of that width, and the lines before the first of them. */
function tableOf(head: string, delimiters: string[]): { delimiter: string; records: Row[]; narrow: Row[] } {
  const candidates = delimiters.map((delimiter) => {
    const all = [...csvRecords(head, delimiter)]
      .filter((record) => !record.isBlank)
      .slice(0, headRecords)
      .map(({ cells, line }): Row => ({ cells: cells.map((cell) => cell.trim()), line }));
    const counts = new Map<number, number>();
    for (const { cells } of all) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    const [width = 1, count = 0] = [...counts].toSorted(([w, n], [v, m]) => m - n || v - w)[0] ?? [];
    const records = all.filter(({ cells }) => cells.length === width);
    const first = all.findIndex(({ cells }) => cells.length === width);
    return { delimiter, records, narrow: all.slice(0, first), score: width > 1 ? count * width : 0 };
  });
  return (
    candidates.toSorted((left, right) => right.score - left.score)[0] ?? {
      delimiter: ",",
      records: [],
      narrow: [],
    }
  );
}
