import { constants, mkdirSync, rmSync, statSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fingerprint } from "../contract/checksum.ts";
import { FunnelError } from "../contract/errors.ts";

/** Our own copy of a delivered file: nothing downstream reads the original again. */
export interface StagedFile {
  path: string;
  /** sha256 of the bytes. */
  fileId: string;
  size: number;
}

/**
 * Fingerprints a delivered file and copies it to `path`, unless one of its fingerprint is not wanted. Throws a config error when the
 * file cannot be read or changes meanwhile.
 */
export async function stageFile(
  delivered: string,
  path: string,
  isWanted: (fileId: string) => boolean = () => true,
): Promise<StagedFile> {
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  const before = statusOf(delivered);
  let fileId: string;
  try {
    fileId = fingerprint(delivered);
    // a delivery that changes meanwhile is refused below: what is hashed is what is copied
    if (isWanted(fileId)) await copyFile(delivered, path, constants.COPYFILE_FICLONE);
  } catch (error) {
    if (isDiskFull(error))
      throw new FunnelError(
        "io",
        "disk_full",
        `${path}: no space left to copy an export; free some and run again`,
        { cause: error },
      );
    // whether it or our copy failed the disk does not say: it is no fault of the delivery
    if ((error as NodeJS.ErrnoException).code === "EIO") throw error;
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
