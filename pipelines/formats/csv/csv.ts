import { cellsOf, visitRecords } from "./records.ts";

/** One record of a delimited text: its cells, where it lies, and whether its quoting is sound. */
export interface CsvRecord {
  cells: string[];
  /** Places in bytes of the UTF-8 text; the next record begins behind the line end. */
  start: number;
  end: number;
  next: number;
  /** 1-based line of its first character. */
  line: number;
  isBlank: boolean;
  /** Text after a closing quote, or a quote that is never closed. */
  isBroken: boolean;
}

const lineEndBytes = { none: 0, lf: 1, cr: 1, crlf: 2 };

/** The records of a small delimited text, the first `most` of those that are not blank. */
export function csvRecords(text: string | Buffer, delimiter: string, most = Infinity): CsvRecord[] {
  const records: CsvRecord[] = [];
  let filled = 0;
  visitRecords(typeof text === "string" ? Buffer.from(text) : text, delimiter, (shape) => {
    const cells = cellsOf(shape);
    const isBlank = cells.length === 1 && cells[0]?.trim() === "";
    if (!isBlank) filled++;
    const { start, end, line, isBroken } = shape;
    records.push({ cells, start, end, next: end + lineEndBytes[shape.lineEnd], line, isBlank, isBroken });
    return filled < most;
  });
  return records;
}
