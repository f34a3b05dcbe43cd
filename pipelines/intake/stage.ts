import { createHash } from "node:crypto";
import { closeSync, constants, mkdirSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { dirname } from "node:path";
import { FunnelError } from "../contract/errors.ts";

/** Our own copy of a delivered file: nothing downstream reads the original again. */
export interface StagedFile {
  path: string;
  /** sha256 of the bytes. */
  fileId: string;
  size: number;
}

/**
 * Copies a delivered file to `path` and fingerprints it meanwhile. Throws a config error when the file cannot be read
 * or changes while it is being copied.
 */
export async function stageFile(delivered: string, path: string): Promise<StagedFile> {
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  const before = statusOf(delivered);
  let fileId: string;
  try {
    const copied = copyFile(delivered, path, constants.COPYFILE_FICLONE);
    // a delivery that changes meanwhile is refused below: what is hashed is what is copied
    const hashed = Promise.resolve().then(() => fingerprint(delivered));
    [fileId] = await Promise.all([hashed, copied]);
  } catch (error) {
    if (isDiskFull(error))
      throw new FunnelError(
        "io",
        "disk_full",
        `${path}: no space left to copy an export; free some and run again`,
        { cause: error },
      );
    if (before.isDirectory())
      throw new FunnelError("config", "folder", "expected a file, found a folder; deliver the file itself", {
        cause: error,
      });
    throw unreadable(error);
  }
  const after = statusOf(delivered);
  if (before.size !== after.size || before.mtimeMs !== after.mtimeMs || before.ino !== after.ino)
    throw new FunnelError(
      "config",
      "still_changing",
      "it changes while it is read; run again when it is complete",
    );
  return { path, size: before.size, fileId };
}

function statusOf(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    throw unreadable(error);
  }
}

const isDiskFull = (error: unknown) =>
  ["ENOSPC", "EDQUOT", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "");

const unreadable = (error: unknown) =>
  new FunnelError(
    "config",
    "unreadable",
    `it cannot be read (${(error as NodeJS.ErrnoException).code ?? "I/O error"}); check that it exists and may be read`,
    { cause: error },
  );

/** sha256 of a file. */
export function fingerprint(path: string): string {
  const hash = createHash("sha256");
  const handle = openSync(path, "r");
  const bytes = Buffer.allocUnsafe(1 << 20);
  try {
    for (let read = readSync(handle, bytes); read > 0; read = readSync(handle, bytes))
      hash.update(bytes.subarray(0, read));
    return hash.digest("hex");
  } finally {
    closeSync(handle);
  }
}
