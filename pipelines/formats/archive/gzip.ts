import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { defaultCaps, type Caps } from "../caps.ts";
import { checkInflation } from "./check-inflation.ts";
import { refuse } from "../refuse.ts";
import { sniff, type Kind } from "../sniff.ts";

export interface Gunzipped {
  path: string;
  /** Unpacked bytes. */
  bytes: number;
  /** What was inside: never an archive. */
  kind: Kind;
}

/**
 * Unpacks a gzip file of one or more members to `to`. Refuses one that is cut off (gzip_cut_off), damaged by its own
 * check sum (gzip_damaged), followed by foreign bytes (gzip_trailing), too big (archive_too_big, archive_ratio) or an
 * archive again (archive_nested). Zero bytes after the end, as tapes leave them, are let pass.
 */
export async function gunzip(from: string, to: string, caps: Caps = defaultCaps): Promise<Gunzipped> {
  const packed = (await stat(from)).size;
  const source = createReadStream(from, { highWaterMark: 1 << 18 });
  const engine = createGunzip({ chunkSize: 1 << 18 });
  source.on("error", (error) => engine.destroy(error));
  const target = await open(to, "w");
  let bytes = 0;
  try {
    for await (const chunk of source.pipe(engine) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      checkInflation(bytes, packed, caps);
      await target.writeFile(chunk);
    }
  } catch (error) {
    refuseByZlib(error, bytes > 0);
  } finally {
    source.destroy();
    engine.destroy();
    await target.close();
  }
  await checkTrailing(from, engine.bytesWritten);
  const kind = await sniff(to);
  if (kind === "gzip" || kind === "zip")
    refuse(
      "archive_nested",
      `expected a file inside the gzip archive, found another archive (${kind}); unpack it once`,
    );
  return { path: to, bytes, kind };
}

function refuseByZlib(error: unknown, hasBegun: boolean): never {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "Z_BUF_ERROR")
    refuse(
      "gzip_cut_off",
      "expected a whole gzip archive, found one that is cut off; deliver it again",
      error,
    );
  if (hasBegun && error instanceof Error && error.message === "incorrect header check")
    refuse(
      "gzip_trailing",
      "expected the file to end with its gzip archive, found other bytes after it; deliver it again",
      error,
    );
  if (typeof code === "string" && code.startsWith("Z_"))
    refuse(
      "gzip_damaged",
      "expected a whole gzip archive, found one that does not match its check sum; deliver it again",
      error,
    );
  throw error;
}

async function checkTrailing(path: string, start: number): Promise<void> {
  for await (const chunk of createReadStream(path, { start }) as AsyncIterable<Buffer>)
    if (chunk.some((byte) => byte !== 0))
      refuse(
        "gzip_trailing",
        `expected the file to end with its gzip archive at byte ${start}, found other bytes after it; deliver it again`,
      );
}
