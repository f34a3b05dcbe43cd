import { basename, join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { pointTo } from "../contract/durable.ts";
import { refuseNoLink } from "../release/check-home.ts";
import { withLock } from "../release/lock.ts";
import { currentRelease, manifestsOf, publishedRun } from "../release/manifest.ts";

/**
 * Publishes the release before the current one again, or the release `wanted`; returns both run ids. Where no release is current, because
 * the link is lost, it publishes the newest, and `from` is undefined. The newer release stays on the disk.
 * A release whose manifest was damaged is none to go back to. Throws a config error when there is none, a busy error while a refresh runs.
 */
export async function rollback(
  home: Home,
  wanted?: string,
): Promise<{ from: string | undefined; to: string }> {
  const runs = manifestsOf(home).map(({ run }) => run);
  if (runs.length === 0) currentRelease(home);
  return withLock(home, async () => {
    refuseNoLink(home);
    const from = publishedRun(home);
    if (wanted !== undefined && !runs.includes(wanted))
      throw new FunnelError(
        "config",
        "no_such_release",
        `no release ${wanted} in ${home.releases}; there are ${runs.join(", ")}`,
      );
    const to = wanted ?? runs.findLast((run) => from === undefined || run < from);
    if (to === undefined)
      throw new FunnelError(
        "config",
        "no_former_release",
        `release ${from ?? ""} is the oldest one kept; there is nothing to go back to`,
      );
    pointTo(home.current, join(basename(home.releases), to), "link");
    return { from, to };
  });
}
