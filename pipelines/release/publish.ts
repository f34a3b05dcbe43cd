import { existsSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { appear, flush, flushTree, pointTo } from "../contract/durable.ts";
import { faultPoint } from "../contract/faults.ts";
import { currentRun, manifestName, sealedName, wholeReleases } from "./manifest.ts";

/**
 * Makes the sealed release `run` the current one. Everything is on the disk before the manifest gets its name, and the
 * manifest is there before the link moves; a kill at any point leaves the old release or the new one.
 */
export function publish(home: Home, run: string): void {
  const release = join(home.releases, run);
  if (!existsSync(join(release, sealedName)) && !existsSync(join(release, manifestName)))
    throw new FunnelError("internal", "not_sealed", `${release}: expected a sealed release`);
  faultPoint("flush");
  flushTree(release);
  if (existsSync(join(release, sealedName)))
    appear(join(release, sealedName), join(release, manifestName), "manifest");
  flush(home.releases);
  const former = currentRun(home);
  // Releases newer than the former one were rolled back from: nobody shall roll back to them.
  if (former !== undefined)
    for (const other of wholeReleases(home))
      if (other > former && other !== run)
        rmSync(join(home.releases, other), { recursive: true, force: true });
  try {
    pointTo(home.current, join(basename(home.releases), run), "link");
  } catch (error) {
    // A link that moved and is not known to be on the disk is no failure: after a power cut it leads to the former release, which is whole.
    if (currentRun(home) !== run) throw error;
  }
}
