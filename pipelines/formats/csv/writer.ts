import { closeSync, openSync, writeSync } from "node:fs";
import type { Caps } from "../caps.ts";
import { refuse } from "../refuse.ts";

const flushAt = 1 << 18;
const special = /[",\n\r\uFEFF]/;

/**
 * Writes a UTF-8 text of comma-separated values: LF line ends, cells quoted only when needed. Parsers call it from
 * their events, so it writes synchronously, and never holds more than a quarter of a megabyte beside the row.
 */
export class CsvWriter {
  private readonly file: number;
  private text = "";
  private flushed = 0;
  /** Rows written so far. */
  rows = 0;

  constructor(
    path: string,
    private readonly caps: Caps,
  ) {
    this.file = openSync(path, "w");
  }

  /** Writes a row; cells missing up to `width` are empty. */
  row(cells: readonly (string | undefined)[], width = cells.length): void {
    let line = "";
    for (let index = 0; index < width; index++) {
      const cell = cells[index] ?? "";
      if (index > 0) line += ",";
      line += special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
      if (line.length > this.caps.recordBytes) refuseRow(this.caps);
    }
    // A lone empty cell would be a blank line, which readers skip.
    this.text += line === "" ? '""\n' : line + "\n";
    this.rows++;
    if (this.text.length > flushAt) this.flush();
  }

  /** Bytes written so far. */
  bytes(): number {
    this.flush();
    return this.flushed;
  }

  private flush(): void {
    const bytes = Buffer.from(this.text);
    for (let at = 0; at < bytes.length;) at += writeSync(this.file, bytes, at);
    this.flushed += bytes.length;
    if (this.flushed > this.caps.textBytes)
      refuse(
        "table_too_big",
        `expected a table of at most ${this.caps.textBytes} bytes as text, found a bigger one; deliver it in parts`,
      );
    this.text = "";
  }

  /** Writes what is left. */
  close(): void {
    try {
      this.flush();
    } finally {
      closeSync(this.file);
    }
  }

  /** Ends without writing what is left. */
  abandon(): void {
    closeSync(this.file);
  }
}

export function refuseRow(caps: Caps): never {
  refuse(
    "row_too_big",
    `expected rows of at most ${caps.recordBytes} characters, found a longer one; shorten its cells in the source`,
  );
}
