import { closeSync, openSync, readSync } from "node:fs";
import { FunnelError } from "../../contract/errors.ts";

/** Where one record of a delimited UTF-8 file lies, and whether its shape is sound. `bytes[start..end)` is valid until the call returns. */
export interface RecordShape {
  bytes: Buffer;
  /** Place in `bytes`, without the line end. */
  start: number;
  end: number;
  /** Place in the file. */
  offset: number;
  /** 1-based line of its first byte. */
  line: number;
  /** Number of cells, and where the first ones begin in `bytes`. */
  width: number;
  cellStarts: Int32Array;
  /** Only blanks: no record for the accounting. */
  isBlank: boolean;
  /** Text after a closing quote, or a quote that is never closed. */
  isBroken: boolean;
  /** A quote inside an unquoted cell: readers disagree on it. */
  isOdd: boolean;
  /** An unquoted cell like ="007": text that a spreadsheet shall not compute. */
  isGuarded: boolean;
  /** How the line ends. */
  lineEnd: "lf" | "crlf" | "cr" | "none";
}

export interface ScanOptions {
  delimiter: string;
  /** First byte; default the beginning. */
  from?: number;
  /** Byte to stop before; default the end. */
  to?: number;
  /** Line number at `from`; default 1. */
  line?: number;
}

const chunkSize = 4 << 20;
const knownStarts = 4096;
const longestRecord = 16 << 20;
const quote = 34;
const equals = 61;
const lf = 10;
const cr = 13;

/**
 * Our own pass over the bytes of a delimited file by RFC 4180, independent of the engine's reader: calls `visit` for every record,
 * in order. A record longer than 16 MiB is taken for a quote that nobody closed: throws a config error that names its line.
 */
export function scanRecords(path: string, options: ScanOptions, visit: (shape: RecordShape) => void): void {
  const handle = openSync(path, "r");
  try {
    let bytes = Buffer.allocUnsafe(2 * chunkSize);
    let filled = 0;
    const to = options.to ?? Infinity;
    const scan = new Scan(options.delimiter.charCodeAt(0), options.from ?? 0, options.line ?? 1);
    for (;;) {
      if (filled + chunkSize > bytes.length) bytes = Buffer.concat([bytes], bytes.length + chunkSize);
      const wanted = Math.min(chunkSize, to - scan.base - filled);
      const read = wanted <= 0 ? 0 : readSync(handle, bytes, filled, wanted, scan.base + filled);
      filled += read;
      const used = scan.records(bytes, filled, read === 0, visit);
      if (read === 0) return;
      if (filled - used > longestRecord)
        throw new FunnelError(
          "config",
          "open_quote",
          `line ${scan.line}: a quote is opened and swallows the lines after it; close it and export again`,
        );
      bytes.copyWithin(0, used, filled);
      scan.base += used;
      filled -= used;
    }
  } finally {
    closeSync(handle);
  }
}

/** The same pass over a text that is at hand; ends when `visit` returns false. */
export function visitRecords(bytes: Buffer, delimiter: string, visit: (shape: RecordShape) => boolean): void {
  new Scan(delimiter.charCodeAt(0), 0, 1).records(bytes, bytes.length, true, visit);
}

/** Finds the records of one buffer after another; a record that the buffer cuts is left for the next. */
class Scan {
  readonly #isSpecial = new Uint8Array(256);
  readonly #cellStarts = new Int32Array(knownStarts);
  constructor(
    readonly delimiter: number,
    /** Place of the buffer in the file. */
    public base: number,
    /** Line of the next record. */
    public line: number,
  ) {
    for (const byte of [quote, lf, cr, delimiter]) this.#isSpecial[byte] = 1;
  }

  /** Visits every whole record until it is told false; returns how many bytes are used. The inner loops touch every byte of a file: keep them plain. */
  records(bytes: Buffer, filled: number, isLast: boolean, visit: (shape: RecordShape) => unknown): number {
    const isSpecial = this.#isSpecial;
    const cellStarts = this.#cellStarts;
    const delimiter = this.delimiter;
    const shape: RecordShape = {
      bytes,
      start: 0,
      end: 0,
      offset: 0,
      line: 0,
      width: 0,
      cellStarts,
      isBlank: false,
      isBroken: false,
      isOdd: false,
      isGuarded: false,
      lineEnd: "none",
    };
    let at = 0;
    while (at < filled) {
      const start = at;
      let width = 1;
      let cellStart = at;
      cellStarts[0] = at;
      let lines = 1;
      let isBroken = false;
      let isOdd = false;
      let isGuarded = false;
      let isCut = false;
      while (at < filled) {
        const byte = bytes[at] as number;
        if (isSpecial[byte] === 0) at++;
        else if (byte === delimiter) {
          cellStart = ++at;
          if (width < knownStarts) cellStarts[width] = cellStart;
          width++;
        } else if (byte !== quote) break;
        else if (at !== cellStart) {
          const end = at === cellStart + 1 ? guardEnd(bytes, at, filled, delimiter) : -1;
          if (end < 0) isOdd = true;
          else isGuarded = true;
          at = end < 0 ? at + 1 : end;
        } else {
          at++;
          for (;;) {
            while (at < filled && bytes[at] !== quote) if (bytes[at++] === lf) lines++;
            if (at + 1 >= filled && !isLast) {
              isCut = true;
              break;
            }
            if (at >= filled) {
              isBroken = true;
              break;
            }
            const next = at + 1 < filled ? (bytes[at + 1] as number) : lf;
            if (next === quote) {
              at += 2;
              continue;
            }
            isBroken ||= next !== delimiter && next !== lf && next !== cr;
            at++;
            break;
          }
          if (isCut) break;
        }
      }
      if (isCut || (!isLast && at + 1 >= filled)) return start;
      shape.start = start;
      shape.end = at;
      shape.lineEnd = "none";
      if (at < filled) {
        shape.lineEnd = bytes[at] === lf ? "lf" : at + 1 < filled && bytes[at + 1] === lf ? "crlf" : "cr";
        at += shape.lineEnd === "crlf" ? 2 : 1;
      }
      shape.offset = this.base + start;
      shape.line = this.line;
      shape.width = width;
      shape.isBroken = isBroken;
      shape.isOdd = isOdd;
      shape.isGuarded = isGuarded;
      shape.isBlank = width === 1 && isBlank(bytes, start, shape.end);
      this.line += lines;
      if (visit(shape) === false) break;
    }
    return at;
  }
}

/** Where an unquoted cell ="…" ends, whose quote stands at a place; -1 when it is none. */
function guardEnd(bytes: Buffer, at: number, filled: number, delimiter: number): number {
  if (bytes[at - 1] !== equals) return -1;
  for (let place = at + 1; place < filled; place++) {
    const byte = bytes[place];
    if (byte === lf || byte === cr || byte === delimiter) return -1;
    if (byte !== quote) continue;
    const next = place + 1 < filled ? bytes[place + 1] : lf;
    return next === delimiter || next === lf || next === cr ? place + 1 : -1;
  }
  return -1;
}

/** Whether one of some bytes stands in a cell of a record. */
export function cellHolds(
  { bytes, cellStarts, width, end }: RecordShape,
  at: number,
  wanted: number[],
): boolean {
  const stop = at + 1 < width ? (cellStarts[at + 1] ?? end) - 1 : end;
  for (let place = cellStarts[at] ?? end; place < stop; place++)
    if (wanted.includes(bytes[place] as number)) return true;
  return false;
}

/** The text of a cell; empty when the record has none at that place. What follows a closing quote is no part of it. */
export function cellText({ bytes, width, cellStarts, end, isBroken }: RecordShape, at: number): string {
  const start = cellStarts[at];
  if (at >= width || start === undefined) return "";
  const stop = at + 1 < width ? (cellStarts[at + 1] ?? end) - 1 : end;
  if (isBroken && bytes[start] === quote)
    return (/^"((?:[^"]|"")*)/.exec(bytes.toString("utf8", start, stop))?.[1] ?? "").replaceAll('""', '"');
  return bytes[start] === quote
    ? bytes.toString("utf8", start + 1, stop - 1).replaceAll('""', '"')
    : bytes.toString("utf8", start, stop);
}

/** The texts of all cells. */
export const cellsOf = (shape: RecordShape): string[] =>
  Array.from({ length: shape.width }, (_, at) => cellText(shape, at));

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== 32 && byte !== 9) return false;
  }
  return true;
}
