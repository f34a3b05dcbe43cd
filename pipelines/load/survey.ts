import { isUtf8 } from "node:buffer";
import { closeSync, openSync, writeSync } from "node:fs";
import { defaultCaps } from "../formats/caps.ts";
import { cellsOf, scanRecords, type RecordShape, type ScanOptions } from "../formats/csv/records.ts";

/** The part of a delimited UTF-8 file that holds data, without header, preamble and footer. */
export interface DataRange extends Required<ScanOptions> {
  path: string;
  /** Cells that a record must have; 0 when records may differ. */
  width: number;
  /** Whether bytes that are no UTF-8 can stand in it. */
  isSuspect: boolean;
}

/** What our own pass over the bytes found in a data range. */
export interface Survey {
  /** Every record that is not blank. */
  records: number;
  /** Records that cannot be cut into cells, or into the wrong number of them. */
  damaged: number;
  widest: number;
  longest: number;
  /** One kind of line end, no damaged or half-blank record, regular quotes: the engine's reader can take the range as it is. */
  isRegular: boolean;
  lineEnd: "lf" | "crlf";
  /** The first damaged record. */
  firstDamage?: { line: number; verdict: Verdict; width: number };
  /** The last record ends the file without a line end, before its last cell or inside a quote. */
  isCutOff: boolean;
  /** The first damaged record that holds a line break: a quote that swallows good lines. */
  swallowedFrom?: number;
}

export type Verdict = "good" | "blank" | "encoding" | "broken" | "odd" | "width" | "long";

/** Whether a record takes part in the data: what every pass over a range must agree on. */
export function verdictOf(shape: RecordShape, range: DataRange): Verdict {
  if (shape.isBlank) return "blank";
  if (range.isSuspect && !isUtf8(shape.bytes.subarray(shape.start, shape.end))) return "encoding";
  if (shape.isBroken) return "broken";
  if (range.width > 0 && shape.width !== range.width) return "width";
  if (shape.isOdd) return "odd";
  return shape.end - shape.start > defaultCaps.cellBytes && hasLongCell(shape) ? "long" : "good";
}

const hasLongCell = (shape: RecordShape) =>
  cellsOf(shape).some((cell) => Buffer.byteLength(cell) > defaultCaps.cellBytes);

/** Counts the records of a range, independently of the reader that will parse them; an observer is shown the good ones. */
export function surveyRange(range: DataRange, observer?: (shape: RecordShape) => void): Survey {
  const survey: Survey = {
    records: 0,
    damaged: 0,
    widest: 0,
    longest: 0,
    isRegular: true,
    isCutOff: false,
    lineEnd: "lf",
  };
  let [hasLf, hasCrlf, hasCr] = [false, false, false];
  scanRecords(range.path, range, (shape) => {
    if (shape.lineEnd === "lf") hasLf = true;
    else if (shape.lineEnd === "crlf") hasCrlf = true;
    else if (shape.lineEnd === "cr") hasCr = true;
    const verdict = verdictOf(shape, range);
    survey.isCutOff =
      shape.lineEnd === "none" &&
      (verdict === "broken" || (verdict === "width" && shape.width < range.width));
    if (verdict === "blank") {
      if (shape.end > shape.start || range.width === 1) survey.isRegular = false;
      return;
    }
    survey.records++;
    if (shape.width > survey.widest) survey.widest = shape.width;
    if (shape.end - shape.start > survey.longest) survey.longest = shape.end - shape.start;
    if (shape.isGuarded) survey.isRegular = false;
    if (verdict === "good") return observer?.(shape);
    survey.damaged++;
    survey.firstDamage ??= { line: shape.line, verdict: verdict, width: shape.width };
    survey.isRegular = false;
    if (verdict === "broken" && shape.bytes.subarray(shape.start, shape.end).includes(10))
      survey.swallowedFrom ??= shape.line;
  });
  survey.lineEnd = hasCrlf ? "crlf" : "lf";
  survey.isRegular &&= !hasCr && !(hasLf && hasCrlf);
  return survey;
}

/**
 * Writes the good records of a range, and only those, to a file that every reader understands alike: every cell quoted, LF.
 * Row i of that file is the i-th good record of the range.
 */
export function writeRegular(range: DataRange, path: string): void {
  const handle = openSync(path, "w");
  let lines: string[] = [];
  let length = 0;
  const flush = () => {
    if (lines.length > 0) writeSync(handle, `${lines.join("\n")}\n`);
    lines = [];
    length = 0;
  };
  try {
    scanRecords(range.path, range, (shape) => {
      if (verdictOf(shape, range) !== "good") return;
      const line = cellsOf(shape)
        .map((cell) => `"${cell.replaceAll('"', '""')}"`)
        .join(range.delimiter);
      lines.push(line);
      length += line.length;
      if (length > 1 << 20) flush();
    });
    flush();
  } finally {
    closeSync(handle);
  }
}
