import { isUtf8 } from "node:buffer";

export interface Decoded {
  text: string;
  encoding: string;
  /** Bytes of the byte order mark that were taken off. */
  bom: number;
}

/** Decodes the bytes of a text file, or says in one line why they are none. Nothing is guessed that cannot be verified. */
export function decode(bytes: Buffer): Decoded | { refused: string } {
  const starts = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
  if (bytes.length === 0) return { refused: "the file is empty; export it again" };
  if (starts(0x50, 0x4b, 0x03, 0x04))
    return { refused: "this is a zip or an Excel workbook; save the sheet as CSV UTF-8" };
  if (starts(0xd0, 0xcf, 0x11, 0xe0))
    return { refused: "this is an old Excel workbook; save the sheet as CSV UTF-8" };
  if (starts(0x1f, 0x8b)) return { refused: "this is a gzip archive; unpack it first" };
  if (starts(0xff, 0xfe)) return wide(bytes, "utf-16le");
  if (starts(0xfe, 0xff)) return wide(bytes, "utf-16be");
  const bom = starts(0xef, 0xbb, 0xbf) ? 3 : 0;
  const body = bytes.subarray(bom);
  if (isUtf8(body)) return verified(body.toString("utf8"), "utf-8", bom);
  if (bom > 0)
    return { refused: "it begins as UTF-8 but holds other bytes; it is cut off or mixed, export it again" };
  const tail = body.subarray(0, Math.max(0, body.length - 3));
  if (body.length > 3 && hasMultibyte(tail) && isUtf8Prefix(body))
    return { refused: "it ends inside a character; the file is cut off, export it again" };
  if (hasMultibyte(body)) return { refused: "it mixes UTF-8 with another encoding; save it as CSV UTF-8" };
  return verified(new TextDecoder("windows-1250").decode(body), "windows-1250", 0);
}

function wide(bytes: Buffer, encoding: string): Decoded | { refused: string } {
  if (bytes.length % 2 !== 0)
    return {
      refused: `it has half a character of ${encoding} at the end; the file is cut off, export it again`,
    };
  return verified(new TextDecoder(encoding).decode(bytes.subarray(2)), encoding, 2);
}

function verified(text: string, encoding: string, bom: number): Decoded | { refused: string } {
  if (text.startsWith("\uFEFF"))
    return { refused: "it begins with two byte order marks; save it as CSV UTF-8" };
  if (text.includes("\u0000")) return { refused: "it holds NUL characters; export it again" };
  if (encoding !== "utf-8" && /[\u0080-\u009f\ufffd]/.test(text))
    return { refused: `it reads as ${encoding} only with control characters; save it as CSV UTF-8` };
  return { text, encoding, bom };
}

/** Whether any valid two-byte UTF-8 letter of Latin scripts occurs: then the rest is UTF-8 gone wrong, not windows-1250. */
function hasMultibyte(bytes: Buffer): boolean {
  for (let index = 0; index + 1 < bytes.length; index++) {
    const first = bytes[index] ?? 0;
    const second = bytes[index + 1] ?? 0;
    if (first >= 0xc3 && first <= 0xc5 && second >= 0x80 && second <= 0xbf) return true;
  }
  return false;
}

function isUtf8Prefix(bytes: Buffer): boolean {
  for (let cut = 1; cut <= 3; cut++) if (isUtf8(bytes.subarray(0, bytes.length - cut))) return true;
  return false;
}
