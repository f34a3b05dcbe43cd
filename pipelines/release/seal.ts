import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import { faultPoint } from "../contract/faults.ts";
import { runModule } from "./child.ts";
import { fingerprints } from "../contract/checksum.ts";
import { flush, writeWhole } from "../contract/durable.ts";
import { manifestName, manifestText, sealedName, type Manifest } from "./manifest.ts";

/**
 * Closes a release's warehouse for good: a new process opens it read-only and reads every table and every view, and the file becomes
 * read-only. Returns the content hash. Throws an internal error when the file is not closed or cannot be read back.
 */
export async function seal(path: string): Promise<string> {
  if (existsSync(`${path}.wal`))
    throw new FunnelError(
      "internal",
      "wal_left",
      `${path}: expected a closed warehouse, found a write-ahead log beside it`,
    );
  faultPoint("seal");
  const contentHash = await readBack(path);
  chmodSync(path, 0o444);
  flush(path);
  return contentHash;
}

/** Writes the facts of a run beside its warehouse and site, last and in one step: from then on the release can be published. */
export function signOff(release: string, facts: Omit<Manifest, "files">): void {
  const manifest = { ...facts, files: fingerprints(release, manifestName) };
  writeWhole(join(release, sealedName), manifestText(manifest), "sealed");
}

/** Reads every table of a warehouse, and opens every view, in a new process and returns its content hash. */
export async function readBack(path: string): Promise<string> {
  const { code, stdout } = await runModule(new URL("scan.ts", import.meta.url), [path]);
  if (code !== 0 || !/^[0-9a-f]{64}$/.test(stdout))
    throw new FunnelError(
      "internal",
      "unreadable_warehouse",
      `${path}: a new process could not read every table and view of it; run a refresh`,
    );
  return stdout;
}
