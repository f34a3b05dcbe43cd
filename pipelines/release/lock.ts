import { DuckDBInstance } from "@duckdb/node-api";
import { existsSync, linkSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";

const heldHere = new Set<string>();

/**
 * Runs `work` as the only refresh, or the only scheduler, of this home. The lock is the kernel's lock on a small DuckDB file held open, so that it
 * is freed however the process ends, `kill -9` included, and nothing is left to clean up.
 * Throws a busy error naming the PID of the other.
 */
export async function withLock<T>(
  home: Home,
  work: () => Promise<T>,
  what: "refresh" | "schedule" = "refresh",
): Promise<T> {
  mkdirSync(home.state, { recursive: true });
  const path = join(realpathSync(home.state), `${what}.lock`);
  if (heldHere.has(path)) throw busy(what, String(process.pid));
  heldHere.add(path);
  try {
    const holder = await acquire(path, what);
    try {
      return await work();
    } finally {
      holder.closeSync();
    }
  } finally {
    heldHere.delete(path);
  }
}

async function acquire(path: string, what: string): Promise<DuckDBInstance> {
  if (!existsSync(path)) await createWhole(path);
  try {
    return await DuckDBInstance.create(path, { threads: "1" });
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (!message.includes("Could not set lock"))
      throw new FunnelError(
        "io",
        "lock_unusable",
        `${path}: expected to lock this file${/: ([A-Z][a-z -]+)$/m.exec(message)?.[1]?.replace(/.*/, " ($&)") ?? ""}; check its owner and permissions, and that its file system can be written`,
      );
    throw busy(what, /\(PID (\d+)\)/.exec(message)?.[1] ?? "unknown");
  }
}

/** The lock file appears under its name only when it is a whole database: a kill in between cannot leave a broken one. */
async function createWhole(path: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  rmSync(draft, { force: true });
  try {
    (await DuckDBInstance.create(draft, { threads: "1" })).closeSync();
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
    if (existsSync(draft)) throw error;
    throw new FunnelError(
      "io",
      "lock_unusable",
      `${path}: expected to create this file; check the folder's permissions and space`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

const busy = (what: string, pid: string) =>
  new FunnelError(
    "busy",
    `${what}_running`,
    `another ${what} of this home is running (PID ${pid}); wait for it or stop it`,
  );
