import type { Identity } from "./identity.ts";
import type { PersonRecord } from "./person.ts";

/** An id is looked for anywhere in a text from this length on; a shorter one is in every text. */
const tellingId = 8;

/**
 * The pattern that finds traces of a person in lower-case text, for JavaScript and the engine alike: the address, the number in any usual
 * grouping, the md5 keys, and the ids of the person's records where they are long enough to mean something.
 */
export function patternOf(identities: Identity[], names: string[], records: PersonRecord[]): string {
  const written = identities.flatMap((identity) => {
    if (identity.kind === "email") return [address(identity.text)];
    return identity.kind === "phone" ? [numberPattern(identity.countryCode, identity.national)] : [];
  });
  const keys = names.flatMap((name) => /^(?:email|phone):(.+)$/.exec(name)?.[1] ?? []);
  const ids = records
    .map(({ type, id }) => (type === "list_member" ? id.slice(id.indexOf("/") + 1) : id))
    .filter((id) => id.length >= tellingId)
    .map((id) => word(id.toLowerCase()));
  return [...new Set([...written, ...keys, ...ids])].join("|");
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const word = (text: string) => `(?:^|[^a-z0-9])${escaped(text)}(?:[^a-z0-9]|$)`;

/** Not as a part of a longer address or domain; a sentence may end behind it. */
const address = (text: string) => `(?:^|[^a-z0-9._+-])${escaped(text)}\\.?(?:[^a-z0-9.-]|$)`;

function numberPattern(countryCode: string, national: string): string {
  const apart = (digits: string) => [...digits].join("[ ()./-]{0,2}");
  return `(?:^|[^0-9])(?:(?:\\+|00)?[ ()./-]{0,2}${apart(countryCode)}|0|06)?[ ()./-]{0,3}${apart(national)}(?:[^0-9]|$)`;
}

/** Where a trace was found. */
export interface Trace {
  /** Relative to the home, or the path of exports that are elsewhere. */
  file: string;
  /** Lines of a text, or tables and columns of a database. */
  where: string[];
}

/** Finds traces in texts: as UTF-8, UTF-16, percent-encoded, escaped in JSON or HTML, and in base64. */
export class TextTraces {
  readonly #pattern: RegExp;

  constructor(pattern: string) {
    this.#pattern = new RegExp(pattern, "g");
  }

  /** Lines of the bytes, from `firstLine`, that hold a trace. */
  linesIn(bytes: Buffer, firstLine = 1): number[] {
    const plain = bytes.toString("latin1");
    const lines = new Set(this.#matches(plain, firstLine));
    if (plain.includes("\0"))
      this.#matches(plain.replaceAll("\0", ""), firstLine).forEach((line) => lines.add(line));
    const unescaped = plain
      .replace(/\\[nrt]/g, " ")
      .replace(/%([2-7][0-9a-f])/gi, character)
      .replace(/\\u00([2-7][0-9a-f])/gi, character)
      .replace(/&#x([2-7][0-9a-f]);/gi, character)
      .replace(/&#(\d{2,3});/g, (_, code: string) => String.fromCharCode(Number(code)));
    if (unescaped !== plain) this.#matches(unescaped, firstLine).forEach((line) => lines.add(line));
    for (const { index, 0: run } of plain.matchAll(/[A-Za-z0-9+/_-]{12,}/g))
      if (this.#isInBase64(run)) lines.add(firstLine + lineBreaks(plain, index));
    return [...lines].sort((left, right) => left - right);
  }

  #isInBase64(run: string): boolean {
    return [0, 1, 2, 3].some((shift) => {
      const decoded = Buffer.from(run.slice(shift), "base64").toString("latin1").toLowerCase();
      return this.#isIn(decoded) || (decoded.includes("\0") && this.#isIn(decoded.replaceAll("\0", "")));
    });
  }

  #isIn(text: string): boolean {
    this.#pattern.lastIndex = 0;
    return this.#pattern.test(text);
  }

  #matches(text: string, firstLine: number): number[] {
    let [line, seen] = [firstLine, 0];
    return [...text.toLowerCase().matchAll(this.#pattern)].map(({ index, 0: found }) => {
      // a match may begin with the line break before it
      const at = index + (/^[\r\n]/.test(found) ? 1 : 0);
      line += lineBreaks(text.slice(seen, at), Infinity);
      seen = at;
      return line;
    });
  }
}

const character = (_: string, code: string) => String.fromCharCode(Number.parseInt(code, 16));

function lineBreaks(text: string, until: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < until; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
