import { rmSync } from "node:fs";
import { join } from "node:path";
import type { FunnelError } from "../../contract/errors.ts";
import { partFolder } from "../../intake/fetched.ts";
import type { SourcePlace } from "./run-stream.ts";
import { SourceError } from "../http/source-error.ts";

/**
 * What a disk without room means for a source: its unfinished pages are thrown away, so that the other sources and the numbers have room.
 * Undefined for every other error.
 */
export function fullDisk(
  error: unknown,
  { exports, source }: SourcePlace,
  what: string,
): FunnelError | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code !== "ENOSPC" && code !== "EDQUOT") return undefined;
  rmSync(join(exports, source, partFolder), { recursive: true, force: true });
  return new SourceError(
    "io",
    "source_disk",
    { source, what },
    `no space is left on the disk (${code}): free some; what was not fetched whole is thrown away, and the next run asks for it anew`,
  );
}
