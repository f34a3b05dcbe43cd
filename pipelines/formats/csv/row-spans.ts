import { closeSync, openSync, readSync, writeSync } from "node:fs";

const pairBytes = 16;

/** Writes where each row of a text made from a delivered file stands in that file: pairs of start and end, in bytes. */
export class RowSpans {
  private readonly file: number;
  private readonly buffer = Buffer.allocUnsafe(pairBytes * 4096);
  private filled = 0;

  constructor(path: string) {
    this.file = openSync(path, "w");
  }

  /** The bytes of the next row, `end` exclusive. */
  add(start: number, end: number): void {
    this.buffer.writeDoubleLE(start, this.filled);
    this.buffer.writeDoubleLE(end, this.filled + 8);
    this.filled += pairBytes;
    if (this.filled === this.buffer.length) this.flush();
  }

  private flush(): void {
    writeSync(this.file, this.buffer, 0, this.filled);
    this.filled = 0;
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }
}

/** Where a row, from 1, stands in the delivered file, or undefined where there is no such row. */
export function rowSpan(path: string, row: number): { start: number; end: number } | undefined {
  const file = openSync(path, "r");
  try {
    const pair = Buffer.alloc(pairBytes);
    if (row < 1 || readSync(file, pair, 0, pairBytes, (row - 1) * pairBytes) < pairBytes) return undefined;
    return { start: pair.readDoubleLE(0), end: pair.readDoubleLE(8) };
  } finally {
    closeSync(file);
  }
}
