import { basename, join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { pointTo } from "../release/durable.ts";
import { withLock } from "../release/lock.ts";
import { currentRelease, wholeReleases } from "../release/manifest.ts";

/**
 * Publishes the release before the current one again; returns both run ids. The newer release stays on the disk.
 * Throws a config error when there is nothing to go back to, a busy error while a refresh runs.
 */
export async function rollback(home: Home): Promise<{ from: string; to: string }> {
  const from = basename(currentRelease(home));
  return withLock(home, async () => {
    const to = wholeReleases(home)
      .filter((run) => run < from)
      .at(-1);
    if (to === undefined)
      throw new FunnelError(
        "config",
        "no_former_release",
        `release ${from} is the oldest one kept; there is nothing to go back to`,
      );
    pointTo(home.current, join(basename(home.releases), to));
    return { from, to };
  });
}
