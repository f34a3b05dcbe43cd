import { DuckDBInstance } from "@duckdb/node-api";
import { existsSync, linkSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";

const heldHere = new Set<string>();

/**
 * Runs `work` as the only refresh of this home. The lock is the kernel's lock on a small DuckDB file held open, so that it
 * is freed however the process ends, `kill -9` included, and nothing is left to clean up.
 * Throws a busy error naming the PID of the other refresh.
 */
export async function withLock<T>(home: Home, work: () => Promise<T>): Promise<T> {
  mkdirSync(home.state, { recursive: true });
  const path = join(realpathSync(home.state), "refresh.lock");
  if (heldHere.has(path)) throw busy(String(process.pid));
  heldHere.add(path);
  try {
    const holder = await acquire(path);
    try {
      return await work();
    } finally {
      holder.closeSync();
    }
  } finally {
    heldHere.delete(path);
  }
}

async function acquire(path: string): Promise<DuckDBInstance> {
  if (!existsSync(path)) await createWhole(path);
  try {
    return await DuckDBInstance.create(path, { threads: "1" });
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (!message.includes("Could not set lock"))
      throw new FunnelError(
        "io",
        "lock_unusable",
        `${path}: expected to lock this file; check its owner and permissions`,
      );
    throw busy(/\(PID (\d+)\)/.exec(message)?.[1] ?? "unknown");
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

const busy = (pid: string) =>
  new FunnelError(
    "busy",
    "refresh_running",
    `another refresh of this home is running (PID ${pid}); wait for it or stop it`,
  );
