import type { Caps } from "../caps.ts";
import { refuse } from "../refuse.ts";

/** Takes a cell of a record: the keys down to it joined by dots, and its text. */
export type TakeCell = (name: string, text: string) => void;

/** Lists in a record that are identified by their places: the history of a stage, the stages of a pipeline, and what a record is associated with. */
const numbered = /(?:^|\.)(?:stages|statuses|propertiesWithHistory\.\w*stage|\w*stage\.versions)$|^to$/;

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// A backslash, or a character that JSON forbids inside a string.
const special = /[\\\u0000-\u001f]/;

/**
 * Flattens one JSON object into cells. Numbers keep the text they have in the file, so that long ids survive; null and
 * empty objects and arrays give an empty cell; arrays of scalars are joined by `;` and stay JSON text where a text of theirs has
 * one; the objects of a `numbered` list become cells `list.0.key`, `list.1.key`, …; other arrays stay JSON text.
 */
export class RecordReader {
  private text = "";
  private at = 0;
  private bytesBefore = 0;
  private depth = 0;

  constructor(
    private readonly caps: Caps,
    private readonly take: TakeCell,
  ) {}

  /** `offset` is the record's place in the file, for errors. */
  read(text: string, offset: number): void {
    this.text = text;
    this.at = 0;
    this.bytesBefore = offset;
    this.depth = 0;
    this.object("");
  }

  private object(prefix: string): void {
    this.enter();
    this.skipSpace();
    if (this.text[this.at] === "}") {
      if (prefix !== "") this.take(prefix, "");
      this.leave();
      return;
    }
    // Most objects are small: a list is faster than a set.
    const seen: string[] = [];
    let many: Set<string> | undefined;
    for (;;) {
      this.skipSpace();
      if (this.text[this.at] !== '"') this.unexpected();
      const key = this.string();
      if (many?.has(key) ?? seen.includes(key))
        this.damaged("json_key_twice", "expected every key of an object once, found one twice");
      seen.push(key);
      if (seen.length > 64) many = (many ?? new Set(seen)).add(key);
      this.skipSpace();
      if (this.text[this.at++] !== ":") this.unexpected(this.at - 1);
      this.value(prefix === "" ? key : `${prefix}.${key}`);
      this.skipSpace();
      const mark = this.text[this.at];
      if (mark === "}") {
        this.leave();
        return;
      }
      if (mark !== ",") this.unexpected();
      this.at++;
    }
  }

  private value(name: string): void {
    this.skipSpace();
    const first = this.text[this.at];
    if (first === "{") this.object(name);
    else if (first === "[" && numbered.test(name)) this.list(name);
    else if (first === "[") {
      const start = this.at;
      const joined = this.array();
      this.put(name, joined ?? this.text.slice(start, this.at));
    } else this.put(name, this.scalar());
  }

  private list(name: string): void {
    this.enter();
    this.skipSpace();
    if (this.text[this.at] === "]") {
      this.leave();
      return;
    }
    for (let place = 0; ; place++) {
      this.value(`${name}.${place}`);
      this.skipSpace();
      const mark = this.text[this.at];
      if (mark === "]") {
        this.leave();
        return;
      }
      if (mark !== ",") this.unexpected();
      this.at++;
    }
  }

  private put(name: string, text: string): void {
    if (text.length > this.caps.cellBytes)
      this.damaged(
        "json_cell_too_big",
        `expected at most ${this.caps.cellBytes} characters in a cell, found more`,
      );
    this.take(name, text);
  }

  /** The scalars of an array joined by `;`, or undefined where that would not be reversible. */
  private array(): string | undefined {
    this.enter();
    const parts: string[] = [];
    let isFlat = true;
    this.skipSpace();
    if (this.text[this.at] === "]") {
      this.leave();
      return "";
    }
    for (;;) {
      this.skipSpace();
      const first = this.text[this.at];
      if (first === "{") {
        isFlat = false;
        this.skipObject();
      } else if (first === "[") {
        isFlat = false;
        this.array();
      } else {
        const part = this.scalar();
        if (part.includes(";")) isFlat = false;
        if (parts.push(part) > this.caps.cellBytes)
          this.damaged(
            "json_cell_too_big",
            `expected at most ${this.caps.cellBytes} characters in a cell, found more`,
          );
      }
      this.skipSpace();
      const mark = this.text[this.at];
      if (mark === "]") {
        this.leave();
        return isFlat ? parts.join(";") : undefined;
      }
      if (mark !== ",") this.unexpected();
      this.at++;
    }
  }

  /** Checks an object that stays JSON text. */
  private skipObject(): void {
    const inner = new RecordReader(this.caps, () => undefined);
    inner.text = this.text;
    inner.at = this.at;
    inner.bytesBefore = this.bytesBefore;
    inner.depth = this.depth;
    inner.object("");
    this.at = inner.at;
  }

  private scalar(): string {
    const first = this.text[this.at] ?? "";
    if (first === '"') return this.string();
    if (first === "n" || first === "t" || first === "f")
      for (const [word, shown] of words)
        if (this.text.startsWith(word, this.at)) {
          this.at += word.length;
          return shown;
        }
    number.lastIndex = this.at;
    const match = number.exec(this.text)?.[0];
    if (match === undefined) this.unexpected();
    this.at += match.length;
    return match;
  }

  private string(): string {
    const start = this.at;
    let end = this.text.indexOf('"', start + 1);
    while (end > 0 && this.isEscaped(end)) end = this.text.indexOf('"', end + 1);
    if (end < 0) this.unexpected();
    this.at = end + 1;
    const raw = this.text.slice(start + 1, end);
    if (!special.test(raw)) return raw;
    let text: string;
    try {
      text = JSON.parse(this.text.slice(start, end + 1)) as string;
    } catch {
      return this.unexpected(start);
    }
    if (text.includes("\0")) this.damaged("json_nul", "expected text, found a NUL character");
    if (/[\uD800-\uDFFF]/u.test(text))
      this.damaged("json_damaged", "expected whole characters, found half of one");
    return text;
  }

  private isEscaped(at: number): boolean {
    let slashes = 0;
    while (this.text[at - 1 - slashes] === "\\") slashes++;
    return slashes % 2 === 1;
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at++;
    }
  }

  private enter(): void {
    this.at++;
    if (++this.depth > this.caps.depth)
      this.damaged("json_too_deep", `expected at most ${this.caps.depth} nested values, found more`);
  }

  private leave(): void {
    this.at++;
    this.depth--;
  }

  private unexpected(at = this.at): never {
    this.at = at;
    return this.damaged("json_damaged", "expected JSON, found something else");
  }

  private damaged(code: string, message: string): never {
    const byte = this.bytesBefore + Buffer.byteLength(this.text.slice(0, this.at));
    return refuse(code, `${message} (byte ${byte}); correct the export`);
  }
}

const words = [
  ["null", ""],
  ["true", "true"],
  ["false", "false"],
] as const;
