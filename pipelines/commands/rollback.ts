import { basename, join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { pointTo } from "../contract/durable.ts";
import { withLock } from "../release/lock.ts";
import { currentRelease, manifestsOf } from "../release/manifest.ts";

/**
 * Publishes the release before the current one again, or the release `wanted`; returns both run ids. The newer release stays on the disk.
 * A release whose manifest was damaged is none to go back to. Throws a config error when there is none, a busy error while a refresh runs.
 */
export async function rollback(home: Home, wanted?: string): Promise<{ from: string; to: string }> {
  const from = basename(currentRelease(home));
  return withLock(home, async () => {
    const runs = manifestsOf(home).map(({ run }) => run);
    if (wanted !== undefined && !runs.includes(wanted))
      throw new FunnelError(
        "config",
        "no_such_release",
        `no release ${wanted} in ${home.releases}; there are ${runs.join(", ")}`,
      );
    const to = wanted ?? runs.findLast((run) => run < from);
    if (to === undefined)
      throw new FunnelError(
        "config",
        "no_former_release",
        `release ${from} is the oldest one kept; there is nothing to go back to`,
      );
    pointTo(home.current, join(basename(home.releases), to), "link");
    return { from, to };
  });
}
