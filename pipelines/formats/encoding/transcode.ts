import { isAscii, isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { TextCheck, type TextWarning } from "./check-text.ts";
import { guessEncoding } from "./guess-encoding.ts";
import { readChunks, unfinishedBytes } from "./read-chunks.ts";
import { refuse } from "../refuse.ts";
import { SingleByteDecoder } from "./single-byte.ts";

export interface Transcoded {
  /** The UTF-8 text without byte order mark: `to`, or `from` itself when that already is such a text. */
  path: string;
  hasDecoded: boolean;
  /** WHATWG name of the encoding of the delivered text, lower case. */
  encoding: string;
  /** Bytes of the byte order mark in the delivered file. */
  bom: 0 | 2 | 3;
  warnings: TextWarning[];
}

const headBytes = 4096;

/**
 * Makes a UTF-8 text without byte order mark of a text in the declared or detected encoding; memory does not depend on
 * the size. A byte order mark wins over the declaration, UTF-8 is verified byte by byte, and a text without a
 * declaration is read in the encoding whose letters are likeliest; if none is, the text is handed on as UTF-8 with the
 * warning `invalid_utf8`, and the rows that hold those bytes are for quarantine. What cannot be verified is refused (text_empty, text_encoding, text_cut_off,
 * text_mixed, text_nul, text_two_boms, text_mojibake).
 */
export async function transcode(from: string, to: string, declared?: string): Promise<Transcoded> {
  const { head, size } = await readHead(from);
  if (size === 0) refuse("text_empty", "expected a text, found 0 bytes; export it again");
  const wanted = declared === undefined ? undefined : encodingName(declared);
  const marked = byteOrderMark(head);
  const warnings: TextWarning[] = [];
  if (marked !== undefined && wanted !== undefined && wanted !== marked.encoding)
    warnings.push({
      code: "bom_wins",
      message: `${wanted} is declared but the byte order mark says ${marked.encoding}; the mark was followed`,
      hu: `a megadott kódolás ${wanted}, a bájtsorrendjel szerint viszont ${marked.encoding}; a jelet követtük`,
    });
  const bom = marked?.bom ?? 0;
  if (size === bom) refuse("text_empty", "expected a text, found only a byte order mark; export it again");
  const encoding = marked?.encoding ?? wanted ?? wideWithoutMark(head);

  if (encoding !== undefined && encoding.startsWith("utf-16")) {
    if (size % 2 !== 0)
      refuse(
        "text_cut_off",
        `expected pairs of bytes (${encoding}), found ${size} bytes: half a character at the end; the file is cut off, export it again`,
      );
    warnings.push(...(await decode(from, to, encoding, bom)));
    return { path: to, hasDecoded: true, encoding, bom, warnings };
  }

  const utf8 = await checkUtf8(from, bom, encoding !== undefined && encoding !== "utf-8");
  if (utf8.isValid) {
    if (encoding !== undefined && encoding !== "utf-8" && utf8.hasLetters)
      refuse(
        "text_encoding",
        `${encoding} is declared but the text is UTF-8; take the declaration away or declare utf-8`,
      );
    warnings.push(...utf8.warnings);
    if (bom > 0) await copyFrom(from, to, bom);
    return { path: bom > 0 ? to : from, hasDecoded: bom > 0, encoding: "utf-8", bom, warnings };
  }
  if (encoding === "utf-8")
    refuse(
      utf8.isCutOff ? "text_cut_off" : "text_encoding",
      utf8.isCutOff
        ? `it ends inside a character (byte ${utf8.invalidAt}); the file is cut off, export it again`
        : `expected UTF-8, found other bytes at byte ${utf8.invalidAt}; declare its encoding or save it as CSV UTF-8`,
    );
  if (encoding === undefined && utf8.isCutOff && utf8.hasLetters)
    refuse(
      "text_cut_off",
      `it is UTF-8 but ends inside a character (byte ${utf8.invalidAt}); the file is cut off, export it again`,
    );
  if (encoding !== undefined) {
    warnings.push(...(await decode(from, to, encoding, 0)));
    return { path: to, hasDecoded: true, encoding, bom: 0, warnings };
  }
  const guessed = guessEncoding(await sampleOf(from));
  const guess = guessed ?? "windows-1250";
  const bytes = SingleByteDecoder.knows(guess) ? new SingleByteDecoder(guess) : undefined;
  const guessWarnings = await decode(from, to, guess, 0, bytes);
  if (bytes?.isBinary === true)
    refuse(
      "text_binary",
      "expected text, found control characters and bytes that are no UTF-8; export the table as CSV UTF-8",
    );
  if (guessed === undefined || (guess === "windows-1250" && bytes?.isImplausible === true)) {
    warnings.push({
      code: "invalid_utf8",
      message: `bytes that are neither UTF-8 nor letters of an encoding that can be told stand in it, the first at byte ${utf8.invalidAt}; the rows that hold them cannot be read`,
      hu: `olyan bájtok is vannak benne, amelyek sem UTF-8-ban, sem más felismerhető kódolásban nem betűk (az első: ${utf8.invalidAt}. bájt); ezek a sorok nem olvashatók`,
    });
    return { path: from, hasDecoded: false, encoding: "utf-8", bom: 0, warnings };
  }
  warnings.push(...guessWarnings, {
    code: "guessed",
    message: `the text is not UTF-8 and was read as ${guess}; if names look wrong, declare its encoding or save it as CSV UTF-8`,
    hu: `a szöveg nem UTF-8, ezért így olvastuk: ${guess}; ha a nevek furcsák, adja meg a kódolását, vagy mentse CSV UTF-8-ként`,
  });
  return { path: to, hasDecoded: true, encoding: guess, bom: 0, warnings };
}

const sampleBytes = 64 * 1024;

/** Lines of a text that have bytes beyond ASCII, as many as are needed to tell its encoding. */
async function sampleOf(path: string): Promise<Buffer> {
  const lines: string[] = [];
  let length = 0;
  for await (const { bytes } of readChunks(path, 0)) {
    for (const line of bytes.toString("latin1").split("\n")) {
      if (!/[\x80-\xff]/.test(line)) continue;
      lines.push(line);
      length += line.length;
      if (length > sampleBytes) return Buffer.from(lines.join("\n"), "latin1");
    }
  }
  return Buffer.from(lines.join("\n"), "latin1");
}

async function readHead(path: string): Promise<{ head: Buffer; size: number }> {
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(head, 0, headBytes, 0);
    return { head: head.subarray(0, bytesRead), size: (await file.stat()).size };
  } finally {
    await file.close();
  }
}

/** The name the decoder knows an encoding by; `iso-8859-1` and `latin1` mean windows-1252, as on the web. */
function encodingName(label: string): string {
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch (error) {
    return refuse(
      "text_encoding",
      `expected an encoding such as utf-8, utf-16le, windows-1250, windows-1251, windows-1252, koi8-r, shift_jis or gbk, found ${JSON.stringify(label)}; correct the declaration`,
      error,
    );
  }
}

function byteOrderMark(head: Buffer): { encoding: string; bom: 2 | 3 } | undefined {
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff))
    refuse("text_encoding", "expected UTF-8 or UTF-16, found UTF-32; save it as CSV UTF-8");
  const mark = starts(0xef, 0xbb, 0xbf)
    ? ({ encoding: "utf-8", bom: 3 } as const)
    : starts(0xff, 0xfe)
      ? ({ encoding: "utf-16le", bom: 2 } as const)
      : starts(0xfe, 0xff)
        ? ({ encoding: "utf-16be", bom: 2 } as const)
        : undefined;
  if (mark === undefined) return undefined;
  const again = head.subarray(mark.bom);
  if (again.subarray(0, mark.bom).equals(head.subarray(0, mark.bom)))
    refuse("text_two_boms", "it begins with two byte order marks; save it again as CSV UTF-8");
  return mark;
}

/** UTF-16 shows by its digits, separators and line ends: one half of each such pair of bytes is NUL. */
function wideWithoutMark(head: Buffer): "utf-16le" | "utf-16be" | undefined {
  const nuls = [0, 0];
  for (let index = 0; index < head.length; index++)
    if (head[index] === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nuls;
  const enough = head.length < 4 ? Infinity : head.length / 4;
  if (odd > enough && even * 20 < odd) return "utf-16le";
  if (even > enough && odd * 20 < even) return "utf-16be";
  return undefined;
}

type Utf8Check =
  | { isValid: true; hasLetters: boolean; warnings: TextWarning[] }
  | { isValid: false; hasLetters: boolean; invalidAt: number; isCutOff: boolean };

async function checkUtf8(path: string, start: number, isQuiet: boolean): Promise<Utf8Check> {
  const check = new TextCheck("utf-8", false);
  let hasLetters = false;
  for await (const { bytes, offset, isLast } of readChunks(path, start)) {
    const valid = isUtf8(bytes) ? bytes.length : validBytes(bytes);
    if (valid < bytes.length) {
      hasLetters ||= hasTwoByteLetter(bytes.subarray(0, valid));
      return {
        isValid: false,
        hasLetters,
        invalidAt: offset + valid,
        isCutOff: isLast && bytes.length - valid === unfinishedBytes(bytes),
      };
    }
    // A declared single-byte text is looked through after decoding.
    if (!isQuiet) check.add(bytes);
    hasLetters ||= !isAscii(bytes);
  }
  return { isValid: true, hasLetters, warnings: isQuiet ? [] : check.finish() };
}

/** Bytes before the first one that is not UTF-8. */
function validBytes(bytes: Buffer): number {
  const wholeCharacters = (length: number) => length - unfinishedBytes(bytes.subarray(0, length));
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isUtf8(bytes.subarray(0, wholeCharacters(middle)))) low = middle;
    else high = middle - 1;
  }
  return wholeCharacters(low);
}

/** A valid two-byte letter of the Latin scripts, of which windows-1250 text has hardly any by chance. */
function hasTwoByteLetter(bytes: Buffer): boolean {
  return /[\xc3-\xc5][\x80-\x9f\xa1-\xbf]/.test(bytes.toString("latin1"));
}

/** Encodings in which the bytes of a two-byte letter of UTF-8 are two letters that stand together. */
const pairsLetters = /^(windows-125[13]|iso-8859-[57])$/;

async function decode(
  from: string,
  to: string,
  encoding: string,
  start: number,
  counted?: SingleByteDecoder,
): Promise<TextWarning[]> {
  const singleByte =
    counted ?? (SingleByteDecoder.knows(encoding) ? new SingleByteDecoder(encoding) : undefined);
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const check = new TextCheck(encoding, true);
  const target = await open(to, "w");
  const put = async (utf8: Buffer) => {
    check.add(utf8);
    await target.writeFile(utf8);
  };
  try {
    for await (const { bytes, offset } of readChunks(from, start)) {
      if (singleByte !== undefined && !pairsLetters.test(encoding) && hasTwoByteLetter(bytes))
        refuse(
          "text_mixed",
          `it mixes UTF-8 with another encoding (both within 1 MiB of byte ${offset}); save it as CSV UTF-8 in one piece`,
        );
      await put(singleByte?.decode(bytes) ?? decodeNext(decoder, encoding, bytes, offset));
    }
    if (singleByte === undefined) await put(decodeNext(decoder, encoding, undefined, 0));
  } finally {
    await target.close();
  }
  return check.finish();
}

function decodeNext(
  decoder: TextDecoder,
  encoding: string,
  bytes: Buffer | undefined,
  offset: number,
): Buffer {
  try {
    return Buffer.from(bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true }));
  } catch (error) {
    return refuse(
      "text_encoding",
      bytes === undefined
        ? `it ends inside a character of ${encoding}; the file is cut off, export it again`
        : `read as ${encoding} it holds unreadable characters (within 1 MiB of byte ${offset}); declare the right encoding or save it as CSV UTF-8`,
      error,
    );
  }
}

async function copyFrom(from: string, to: string, start: number): Promise<void> {
  const target = await open(to, "w");
  try {
    for await (const { bytes } of readChunks(from, start)) await target.writeFile(bytes);
  } finally {
    await target.close();
  }
}
