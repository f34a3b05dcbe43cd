import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { FunnelError } from "../errors.ts";

/** Our own copy of a delivered file: nothing downstream reads the original again. */
export interface StagedFile {
  path: string;
  /** sha256 of the bytes. */
  fileId: string;
  size: number;
}

const pieceSize = 1 << 20;

/**
 * Copies a delivered file to `path` and fingerprints what is written. Throws a config error when the file cannot be read
 * or changes while it is being copied.
 */
export async function stageFile(delivered: string, path: string): Promise<StagedFile> {
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  const before = statusOf(delivered);
  let fileId: string;
  try {
    fileId = await copy(delivered, path);
  } catch (error) {
    if (isDiskFull(error))
      throw new FunnelError("io", "disk_full", `${path}: no space left to copy an export; free some and run again`, { cause: error }); // prettier-ignore
    if (before.isDirectory())
      throw new FunnelError("config", "folder", "expected a file, found a folder; deliver the file itself", { cause: error }); // prettier-ignore
    throw unreadable(error);
  }
  const after = statusOf(delivered);
  if (before.size !== after.size || before.mtimeMs !== after.mtimeMs)
    throw new FunnelError("config", "still_changing", "it changes while it is read; run again when it is complete"); // prettier-ignore
  return { path, size: before.size, fileId };
}

/** Copies a file and returns the sha256 of its bytes: a piece is hashed while it is written and the next one is read. */
async function copy(from: string, to: string): Promise<string> {
  const source = await open(from, "r");
  try {
    const target = await open(to, "wx");
    try {
      const hash = createHash("sha256");
      let [piece, spare] = [Buffer.allocUnsafe(pieceSize), Buffer.allocUnsafe(pieceSize)];
      let { bytesRead } = await source.read(piece, 0, pieceSize, null);
      while (bytesRead > 0) {
        const bytes = piece.subarray(0, bytesRead);
        const moved = Promise.all([target.writeFile(bytes), source.read(spare, 0, pieceSize, null)]);
        hash.update(bytes);
        [, { bytesRead }] = await moved;
        [piece, spare] = [spare, piece];
      }
      return hash.digest("hex");
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
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
  const bytes = Buffer.allocUnsafe(pieceSize);
  try {
    for (let read = readSync(handle, bytes); read > 0; read = readSync(handle, bytes))
      hash.update(bytes.subarray(0, read));
    return hash.digest("hex");
  } finally {
    closeSync(handle);
  }
}
