import { closeSync, openSync, readSync } from "node:fs";
import { scanRecords, type RecordShape } from "../formats/csv/records.ts";
import { rowSpan } from "../formats/csv/row-spans.ts";
import { sheetRow } from "../formats/xlsx/xlsx.ts";
import type { DeliveredText } from "../intake/to-texts.ts";

/** Where a record was delivered: its bytes, their place (null where rows have none), and the line or sheet row. */
export interface Delivered {
  offset: number | null;
  line: number;
  raw: Buffer;
}

/** Finds records of the parsed text in the delivered file; wants every record of a scan, in order, from the given byte on. */
export class OriginReader {
  readonly #handle: number;
  /** Bytes of a character of the delivered encoding; 0 when the text is a plain slice of it. */
  readonly #unit: 0 | 1 | 2;
  #units = 0;
  #row = 0;

  constructor(
    readonly text: DeliveredText,
    from: number,
    delimiter: string,
  ) {
    this.#handle = openSync(text.delivered, "r");
    this.#unit =
      text.isRewritten || text.encoding === "utf-8" ? 0 : text.encoding.startsWith("utf-16") ? 2 : 1;
    if (from > 0) scanRecords(text.path, { delimiter, to: from }, (shape) => this.pass(shape));
  }

  /** Takes note of the next record. */
  pass(shape: RecordShape): void {
    this.#row++;
    if (this.#unit > 0) this.#units += this.#count(shape) + { lf: 1, cr: 1, crlf: 2, none: 0 }[shape.lineEnd];
  }

  /** The record that `pass` would take next, as it was delivered. */
  find(shape: RecordShape): Delivered {
    const { places, bom } = this.text;
    const parsed = { line: shape.line, raw: shape.bytes.subarray(shape.start, shape.end) };
    switch (places.kind) {
      case "bytes": {
        if (this.#unit === 0) return { ...parsed, offset: shape.offset + bom };
        const offset = bom + this.#units * this.#unit;
        return { line: shape.line, offset, raw: this.#read(offset, this.#count(shape) * this.#unit) };
      }
      case "spans": {
        const span = rowSpan(places.spans, this.#row + 1 - places.ownRows);
        return span === undefined
          ? { ...parsed, offset: null }
          : {
              line: this.#row + 1 - places.ownRows,
              offset: span.start,
              raw: this.#read(span.start, span.end - span.start),
            };
      }
      case "rows":
        return { ...parsed, line: sheetRow(places.sheet, this.#row + 1), offset: null };
      case "unknown":
        return { ...parsed, offset: null };
    }
  }

  close(): void {
    closeSync(this.#handle);
  }

  #read(offset: number, length: number): Buffer {
    const raw = Buffer.alloc(length);
    return raw.subarray(0, readSync(this.#handle, raw, 0, length, offset));
  }

  /** Characters of a record; in UTF-16 those beyond the first plane count twice. */
  #count(shape: RecordShape): number {
    let units = 0;
    for (let at = shape.start; at < shape.end; at++) {
      const byte = shape.bytes[at] as number;
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 && this.#unit === 2 ? 2 : 1;
    }
    return units;
  }
}
