import { closeSync, openSync, readSync } from "node:fs";
import type { RecordShape } from "../formats/records.ts";

/** The text that is parsed and the delivered bytes it was made of. */
export interface Origin {
  /** The parsed UTF-8 text. */
  text: string;
  /** Our copy of the delivered file. */
  delivered: string;
  encoding: string;
  /** Bytes of the byte order mark in the delivered file. */
  bom: number;
  /** The text is not a slice of the delivered bytes in any encoding (a table in a page): places are of the text then. */
  isRewritten: boolean;
}

/** Finds records of the parsed text in the delivered file; wants every record of a scan in order, from the given byte on. */
export class OriginReader {
  readonly #handle: number;
  readonly #unit: 0 | 1 | 2;
  /** Characters of the encoding before the next record. */
  #units = 0;

  constructor(
    readonly origin: Origin,
    from: number,
  ) {
    this.#handle = openSync(origin.delivered, "r");
    this.#unit =
      origin.isRewritten || origin.encoding === "utf-8" ? 0 : origin.encoding.startsWith("utf-16") ? 2 : 1;
    if (this.#unit === 0 || from === 0) return;
    const handle = openSync(origin.text, "r");
    const before = Buffer.alloc(from);
    readSync(handle, before, 0, from, 0);
    closeSync(handle);
    this.#units = this.#count(before, 0, from);
  }

  /** Takes note of a record; the place and the bytes of it in the delivered file are for `isWanted` records only. */
  pass(shape: RecordShape, isWanted: boolean): { offset: number; raw: Buffer } {
    if (this.#unit === 0)
      return {
        offset: shape.offset + (this.origin.isRewritten ? 0 : this.origin.bom),
        raw: isWanted ? shape.bytes.subarray(shape.start, shape.end) : Buffer.alloc(0),
      };
    const units = this.#count(shape.bytes, shape.start, shape.end);
    const offset = this.origin.bom + this.#units * this.#unit;
    this.#units += units + { lf: 1, cr: 1, crlf: 2, none: 0 }[shape.lineEnd];
    const raw = Buffer.alloc(isWanted ? units * this.#unit : 0);
    if (isWanted) readSync(this.#handle, raw, 0, raw.length, offset);
    return { offset, raw };
  }

  close(): void {
    closeSync(this.#handle);
  }

  /** Characters of a piece of UTF-8; in UTF-16 those beyond the first plane count twice. */
  #count(bytes: Buffer, start: number, end: number): number {
    let units = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 && this.#unit === 2 ? 2 : 1;
    }
    return units;
  }
}
