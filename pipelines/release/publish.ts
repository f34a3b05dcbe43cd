import { existsSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { flush, flushTree, pointTo } from "./durable.ts";
import { currentRun, manifestName, sealedName, wholeReleases } from "./manifest.ts";

/**
 * Makes the sealed release `run` the current one. Everything is on the disk before the manifest gets its name, and the
 * manifest is there before the link moves; a kill at any point leaves the old release or the new one.
 */
export function publish(home: Home, run: string): void {
  const release = join(home.releases, run);
  if (!existsSync(join(release, sealedName)) && !existsSync(join(release, manifestName)))
    throw new FunnelError("internal", "not_sealed", `${release}: expected a sealed release`);
  flushTree(release);
  if (existsSync(join(release, sealedName))) {
    renameSync(join(release, sealedName), join(release, manifestName));
    flush(release);
  }
  flush(home.releases);
  const former = currentRun(home);
  pointTo(home.current, join(basename(home.releases), run));
  // Releases newer than the former one were rolled back from: nobody shall roll back to them.
  if (former !== undefined)
    for (const other of wholeReleases(home))
      if (other > former && other !== run)
        rmSync(join(home.releases, other), { recursive: true, force: true });
}
