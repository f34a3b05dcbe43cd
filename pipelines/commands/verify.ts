import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { version } from "../contract/version.ts";
import { build, deliver } from "../refresh.ts";
import { withLock } from "../release/lock.ts";
import { currentRelease, readManifest } from "../release/manifest.ts";
import { readBack } from "../release/seal.ts";

/** Recomputes the content hash of the published warehouse and returns it. Throws a data-check error when the manifest says otherwise. */
export async function verify(home: Home): Promise<{ run: string; contentHash: string }> {
  const release = currentRelease(home);
  const manifest = readManifest(release);
  let contentHash: string;
  try {
    contentHash = await readBack(join(release, "warehouse.duckdb"));
  } catch {
    throw new FunnelError(
      "dataCheck",
      "warehouse_unreadable",
      `release ${manifest.run}: its warehouse can not be read in full; run a refresh, or go back with: npm run rollback`,
    );
  }
  if (contentHash !== manifest.contentHash)
    throw new FunnelError(
      "dataCheck",
      "content_hash",
      `release ${manifest.run}: content hash ${contentHash}, expected ${manifest.contentHash} from its manifest; run a refresh, or go back with: npm run rollback`,
    );
  return { run: manifest.run, contentHash };
}

/**
 * Builds the published release once more from the exports and compares the content hash. Nothing is published and the exports are only read.
 * Throws a data-check error when another warehouse comes out, saying what may be the reason.
 */
export async function verifyByRebuild(
  home: Home,
  effects: Effects,
): Promise<{ run: string; contentHash: string }> {
  const { run } = await verify(home);
  return withLock(home, async () => {
    const manifest = readManifest(currentRelease(home));
    const scratch = join(home.state, "rebuild.tmp");
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true });
    try {
      const accepted = Object.keys(manifest.records);
      const delivered = await deliver({ home, site: false, accepted }, effects);
      const facts = { run, started: effects.now(), asOf: manifest.asOf ?? undefined, threads: undefined };
      const { contentHash } = await build(scratch, delivered, facts, effects);
      if (contentHash === manifest.contentHash) return { run, contentHash };
      const reason =
        manifest.version === version
          ? "the exports or the reference data changed since, or the release is wrong"
          : `it was made by version ${manifest.version}, this is ${version}`;
      throw new FunnelError(
        "dataCheck",
        "rebuild_differs",
        `release ${run}: built again its content hash is ${contentHash}, expected ${manifest.contentHash}: ${reason}; a refresh publishes what the exports hold now`,
      );
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
}
