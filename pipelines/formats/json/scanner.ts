import { refuse } from "../refuse.ts";

const quote = 0x22;
const backslash = 0x5c;
const maxKey = 4096;

/** What begins at a place of a JSON text, outside of records. */
export type JsonValueKind = "object" | "array" | "scalar";

export interface JsonEvents {
  /**
   * A value begins; `path` holds the keys of the objects around it and "[]" for each array. Answering true takes the
   * value as a record: its bytes come through `record`, and nothing inside it is told.
   */
  value(kind: JsonValueKind, path: readonly string[]): boolean;
  record?(bytes: Buffer, offset: number): void;
}

type State = "value" | "firstValue" | "key" | "firstKey" | "colon" | "next";

/**
 * Walks through UTF-8 JSON text that comes in pieces, one value after another, and cuts out records. Checks the structure
 * between records; the inside of a record is only measured, by its brackets and strings. Refuses text that is not JSON
 * (json_damaged) or ends too early (json_cut_off), with the byte, and values nested too deeply (json_too_deep) or too
 * long (json_record_too_big).
 */
export class JsonScanner {
  private readonly path: string[] = [];
  private readonly brackets: number[] = [];
  private state: State = "value";
  /** Offset of the current piece. */
  private offset = 0;
  private depth = 0;
  private isRecord = false;
  private isString = false;
  private isEscaped = false;
  private isScalar = false;
  private recordStart = 0;
  private pieces: Buffer[] = [];
  private pieceBytes = 0;
  private key: number[] | undefined;
  /** Top-level values that have begun. */
  values = 0;

  constructor(
    private readonly events: JsonEvents,
    private readonly caps: { depth: number; recordBytes: number },
  ) {}

  add(bytes: Buffer): void {
    let index = 0;
    while (index < bytes.length)
      index = this.isRecord ? this.insideRecord(bytes, index) : this.outside(bytes, index);
    if (this.isRecord) this.hold(bytes.subarray(Math.max(0, this.recordStart - this.offset)));
    this.offset += bytes.length;
  }

  finish(): void {
    if (
      this.isRecord ||
      this.isString ||
      this.brackets.length > 0 ||
      (this.state !== "value" && this.state !== "next")
    )
      refuse(
        "json_cut_off",
        `expected JSON to its end, found the end of the file inside a value (byte ${this.offset}); the file is cut off, export it again`,
      );
  }

  private hold(bytes: Buffer): void {
    this.pieces.push(Buffer.from(bytes));
    this.pieceBytes += bytes.length;
    if (this.pieceBytes > this.caps.recordBytes)
      refuse(
        "json_record_too_big",
        `expected records of at most ${this.caps.recordBytes} bytes, found a longer one at byte ${this.recordStart}; export smaller records`,
      );
  }

  /** Goes on to the end of the record or of the piece; returns where. */
  private insideRecord(bytes: Buffer, from: number): number {
    let index = from;
    let isString = this.isString;
    let isEscaped = this.isEscaped;
    for (; index < bytes.length; index++) {
      const byte = bytes[index];
      if (isString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isString = false;
      } else if (byte === quote) isString = true;
      else if (byte === 0x7b || byte === 0x5b) {
        if (++this.depth > this.caps.depth) this.tooDeep(index);
      } else if ((byte === 0x7d || byte === 0x5d) && --this.depth === 0) {
        this.isString = this.isEscaped = false;
        this.endRecord(bytes, index + 1);
        return index + 1;
      }
    }
    this.isString = isString;
    this.isEscaped = isEscaped;
    return index;
  }

  private endRecord(bytes: Buffer, end: number): void {
    const rest = bytes.subarray(Math.max(0, this.recordStart - this.offset), end);
    if (this.pieces.length > 0) {
      this.hold(rest);
      this.events.record?.(Buffer.concat(this.pieces), this.recordStart);
    } else this.events.record?.(rest, this.recordStart);
    this.pieces = [];
    this.pieceBytes = 0;
    this.isRecord = false;
    this.state = "next";
  }

  private outside(bytes: Buffer, index: number): number {
    const byte = bytes[index] ?? 0;
    if (this.isString) return this.insideString(bytes, index);
    if (this.isScalar) {
      // Numbers and words outside of records are not looked at more closely.
      if (/[\w.+-]/.test(String.fromCharCode(byte))) return index + 1;
      this.isScalar = false;
    }
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return index + 1;
    const inside = this.brackets.at(-1);
    if (byte === 0x7d || byte === 0x5d) {
      const isEmpty = this.state === "firstKey" || this.state === "firstValue";
      if (inside === undefined || inside + 2 !== byte || !(isEmpty || this.state === "next"))
        this.unexpected(index);
      this.brackets.pop();
      this.path.pop();
      this.state = "next";
      return index + 1;
    }
    if (byte === 0x2c) {
      if (this.state !== "next" || inside === undefined) this.unexpected(index);
      this.state = inside === 0x7b ? "key" : "value";
      return index + 1;
    }
    if (this.state === "key" || this.state === "firstKey") {
      if (byte !== quote) this.unexpected(index);
      this.isString = true;
      this.key = [];
      return index + 1;
    }
    if (this.state === "colon") {
      if (byte !== 0x3a) this.unexpected(index);
      this.state = "value";
      return index + 1;
    }
    // One top-level value may follow another.
    if (this.state === "next" && inside !== undefined) this.unexpected(index);
    return this.beginValue(byte, index);
  }

  private beginValue(byte: number, index: number): number {
    if (this.brackets.length === 0) this.values++;
    const kind = byte === 0x7b ? "object" : byte === 0x5b ? "array" : "scalar";
    if (kind === "scalar" && byte !== quote && !/[-\dtfn]/.test(String.fromCharCode(byte)))
      this.unexpected(index);
    const isRecord = this.events.value(kind, this.path);
    if (kind === "scalar") {
      this.isString = byte === quote;
      this.isScalar = !this.isString;
      this.state = "next";
      return index + 1;
    }
    if (isRecord) {
      this.isRecord = true;
      this.recordStart = this.offset + index;
      this.depth = 0;
      return index;
    }
    if (this.brackets.length >= this.caps.depth) this.tooDeep(index);
    this.brackets.push(byte);
    this.path.push(kind === "array" ? "[]" : "");
    this.state = kind === "array" ? "firstValue" : "firstKey";
    return index + 1;
  }

  private insideString(bytes: Buffer, from: number): number {
    for (let index = from; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      if (this.isEscaped) this.isEscaped = false;
      else if (byte === backslash) this.isEscaped = true;
      else if (byte === quote) {
        this.isString = false;
        if (this.key !== undefined) {
          this.path[this.path.length - 1] = Buffer.from(this.key).toString("utf8");
          this.key = undefined;
          this.state = "colon";
        }
        return index + 1;
      }
      if (this.key !== undefined && this.key.push(byte) > maxKey) this.unexpected(index);
    }
    return bytes.length;
  }

  private tooDeep(index: number): never {
    return refuse(
      "json_too_deep",
      `expected at most ${this.caps.depth} nested values, found more at byte ${this.offset + index}; export a flatter file`,
    );
  }

  private unexpected(index: number): never {
    return refuse(
      "json_damaged",
      `expected JSON, found something else at byte ${this.offset + index}; export it again`,
    );
  }
}
