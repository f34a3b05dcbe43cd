import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Call } from "./call.ts";
import { proxyOf } from "./proxy.ts";

const largestBody = 256 << 20;
/** An answer that trickles is given up after so many times the patience with one piece of it. */
const longestAnswer = 10;

/**
 * The whole answer to a call, or why it is none. `patience`: milliseconds until it begins, and between two pieces of it. Throws what the
 * connection throws, and when it takes too long.
 */
export async function fetchWhole(
  call: Call,
  headers: Record<string, string>,
  patience: number,
): Promise<Answer | { reason: string }> {
  const dispatcher = proxyOf();
  const stop = new AbortController();
  const end = performance.now() + longestAnswer * patience;
  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    const over = new AbortController();
    const left = Math.min(patience, end - performance.now());
    const late = sleep(Math.max(1, left), undefined, { signal: over.signal }).then(() => {
      stop.abort();
      throw new Error("it takes too long");
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      over.abort();
      late.catch(() => undefined);
    }
  };
  const response = await inTime(
    fetch(call.url, {
      method: call.method ?? "GET",
      headers: { accept: "application/json", ...headers },
      redirect: "error",
      signal: stop.signal,
      ...(call.body === undefined ? {} : { body: call.body }),
      ...(dispatcher === undefined ? {} : { dispatcher: dispatcher as never }),
    }),
  );
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await inTime(reader.read());
    if (done) break;
    pieces.push(value);
    bytes += value.length;
    if (bytes > largestBody) {
      stop.abort();
      return { reason: "its answer is larger than 256 MiB" };
    }
  }
  const declared = response.headers.get("content-length");
  if (declared !== null && response.headers.get("content-encoding") === null && Number(declared) !== bytes)
    return { reason: `its answer is cut off: ${bytes} of ${declared} bytes` };
  return { status: response.status, headers: response.headers, body: Buffer.concat(pieces) };
}
