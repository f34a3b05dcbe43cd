import { closeSync, openSync, writeSync } from "node:fs";

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

  constructor(path: string) {
    this.file = openSync(path, "w");
  }

  /** Writes a row; cells missing up to `width` are empty. */
  row(cells: readonly (string | undefined)[], width = cells.length): void {
    let line = "";
    for (let index = 0; index < width; index++) {
      const cell = cells[index] ?? "";
      if (index > 0) line += ",";
      line += special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
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
    this.text = "";
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }
}
