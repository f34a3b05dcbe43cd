import type { Home } from "../contract/home.ts";
import { readOperations } from "../operations/operations.ts";
import { describePruned, prune } from "../operations/prune.ts";
import { withLock } from "../release/lock.ts";

/** Removes what nothing in a home needs any more, or says what that is. Throws a busy error while a refresh runs. */
export function pruneHome(home: Home, now: Date, options: { dryRun: boolean }): Promise<string[]> {
  const { keep } = readOperations(home);
  return withLock(home, async () => describePruned(await prune(home, keep, now, options), options));
}
