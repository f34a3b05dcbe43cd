import { existsSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { flush, flushTree, pointTo } from "./durable.ts";
import { currentRun, entriesOf, manifestName, sealedName, wholeReleases } from "./manifest.ts";

/**
 * Makes the sealed release `run` the current one. Everything is on the disk before the manifest gets its name, and the
 * manifest is there before the link moves; a kill at any point leaves the old release or the new one.
 * Then forgets releases beyond the newest `kept`, releases that were never finished, and scratch files.
 */
export async function publish(home: Home, run: string, kept: number): Promise<void> {
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
      if (other > former && other !== run) remove(join(home.releases, other));
  sweep(home, kept);
}

/** Removes what no reader can reach through a name: old and half releases, drafts and scratch. Only under the refresh lock. */
export function sweep(home: Home, kept: number): void {
  const current = currentRun(home);
  const stays = new Set(wholeReleases(home).slice(-kept));
  if (current !== undefined) stays.add(current);
  for (const run of entriesOf(home.releases)) if (!stays.has(run)) remove(join(home.releases, run));
  for (const folder of [home.root, home.state, home.loads])
    for (const name of entriesOf(folder)) if (name.endsWith(".tmp")) remove(join(folder, name));
  remove(join(home.state, "site"));
}

const remove = (path: string) => rmSync(path, { recursive: true, force: true });
