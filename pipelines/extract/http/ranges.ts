import type { Answer, Call } from "./call.ts";
import { Unfit, type Http } from "./http.ts";

/** Bytes of one question: a file is never in memory as a whole. */
const rangeBytes = 8 << 20;

/** Bytes of a file and where they belong. */
export interface Piece {
  at: number;
  bytes: Buffer;
}

/** What an answer holds of a file. */
export interface Ranged extends Piece {
  /** Bytes of the whole file. */
  total: number;
}

/** The part of a file that an answer holds. Throws Unfit for a page of a website and for bytes that were not asked for. */
export function rangeOf({ status, headers, body }: Answer, from: number): Ranged {
  const type = (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (["text/html", "application/xhtml+xml"].includes(type))
    throw new Unfit(`expected a file, found ${type}: a page of a website; the address may need a sign-in`);
  if (status !== 206) return { at: 0, bytes: body, total: body.length };
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get("content-range") ?? "");
  const [at, to, total] = [Number(range?.[1]), Number(range?.[2]), Number(range?.[3])];
  if (range === null || at !== from || to < at || to >= total)
    throw new Unfit(`expected bytes from ${from} on, found ${headers.get("content-range") ?? "others"}`);
  if (body.length !== to - at + 1) throw new Unfit(`it is cut off: ${body.length} of ${to - at + 1} bytes`);
  return { at, bytes: body, total };
}

/** A file piece after piece, from an offset on. `call` asks for a range; `isOf` says whether an answer is of the version that is wanted. */
export async function* readRanges(
  http: Http,
  from: number,
  call: (from: number, to: number) => Call | Promise<Call>,
  refuseOther: (answer: Answer) => void,
): AsyncGenerator<Piece> {
  for (let at = from; ;) {
    const asked = await call(at, at + rangeBytes - 1);
    const { total, ...piece } = await http.ask(asked, (answer) => {
      refuseOther(answer);
      return rangeOf(answer, at);
    });
    yield piece;
    at = piece.at + piece.bytes.length;
    if (at >= total) return;
  }
}
