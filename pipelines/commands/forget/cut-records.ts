import type { Kind } from "../../formats/sniff.ts";
import type { Place } from "../../load/places.ts";

/** A run of bytes, `end` exclusive. */
interface Span {
  start: number;
  end: number;
}

/**
 * The bytes of a text without some of its records: each goes with its line end, or in JSON with the comma that parts it from the next.
 * Everything else stays byte for byte.
 */
export function cutRecords(bytes: Buffer, places: Place[], kind: Kind, encoding: string): Buffer {
  const spans = places
    .flatMap(({ offset, length }) => (offset === null ? [] : [{ start: offset, end: offset + length }]))
    .sort((left, right) => left.start - right.start);
  const kept: Buffer[] = [];
  let at = 0;
  for (const span of spans) {
    if (span.start < at) continue;
    let before = bytes.subarray(at, span.start);
    if (kind === "json") {
      const comma = afterBlanks(bytes, span.end);
      if (bytes[comma] === 0x2c) at = comma + 1;
      else {
        // the last of a list: the comma before it goes, which may be the one that an earlier cut left
        while (isBlank(before) && kept.length > 0) before = Buffer.concat([kept.pop() as Buffer, before]);
        before = withoutComma(before);
        at = span.end;
      }
    } else at = afterLineEnd(bytes, span, encoding);
    kept.push(before);
  }
  kept.push(bytes.subarray(at));
  return Buffer.concat(kept);
}

const blanks = [0x20, 0x09, 0x0a, 0x0d];

const isBlank = (bytes: Buffer) => afterBlanks(bytes, 0) === bytes.length;

function afterBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (blanks.includes(bytes[at] ?? 0)) at++;
  return at;
}

function withoutComma(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && blanks.includes(bytes[end - 1] ?? 0)) end--;
  return bytes[end - 1] === 0x2c ? bytes.subarray(0, end - 1) : bytes;
}

function afterLineEnd(bytes: Buffer, { end }: Span, encoding: string): number {
  const ends = ["\r\n", "\n", "\r"].map((text) => {
    const encoded = Buffer.from(text, encoding.startsWith("utf-16") ? "utf16le" : "latin1");
    return encoding === "utf-16be" ? encoded.swap16() : encoded;
  });
  const found = ends.find((each) => bytes.subarray(end, end + each.length).equals(each));
  return end + (found?.length ?? 0);
}
