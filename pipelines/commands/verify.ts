import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkedFacts, differences, fingerprints } from "../contract/checksum.ts";
import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { version } from "../contract/version.ts";
import { build } from "../steps/build.ts";
import { deliver } from "../steps/deliver.ts";
import { withLock } from "../release/lock.ts";
import { currentRelease, manifestName, readManifest } from "../release/manifest.ts";
import { readBack } from "../release/seal.ts";

const remedy = "run a refresh, or go back with: npm run rollback";
const mostNamed = 5;

/** Throws a data-check error for a release that is not byte by byte as it was sealed. */
function refuseChanged(release: string, run: string): void {
  const manifest = readManifest(release);
  if (checkedFacts(readFileSync(join(release, manifestName), "utf8")) === undefined)
    throw new FunnelError(
      "dataCheck",
      "manifest_changed",
      `release ${run}: ${manifestName} is not as it was written; ${remedy}`,
    );
  const changed = differences(manifest.files, fingerprints(release, manifestName));
  if (changed.length === 0) return;
  const more = changed.length > mostNamed ? ` and ${changed.length - mostNamed} more` : "";
  throw new FunnelError(
    "dataCheck",
    "release_changed",
    `release ${run}: not as sealed: ${changed.slice(0, mostNamed).join(", ")}${more}; ${remedy}`,
  );
}

/**
 * Compares every byte of the published release with the checksums of its manifest, recomputes the content hash of its warehouse and
 * returns it. Throws a data-check error when the manifest says otherwise.
 */
export async function verify(home: Home): Promise<{ run: string; contentHash: string }> {
  const release = currentRelease(home);
  const manifest = readManifest(release);
  refuseChanged(release, manifest.run);
  let contentHash: string;
  try {
    contentHash = await readBack(join(release, "warehouse.duckdb"));
  } catch {
    throw new FunnelError(
      "dataCheck",
      "warehouse_unreadable",
      `release ${manifest.run}: its warehouse cannot be read in full; ${remedy}`,
    );
  }
  if (contentHash !== manifest.contentHash)
    throw new FunnelError(
      "dataCheck",
      "content_hash",
      `release ${manifest.run}: content hash ${contentHash}, expected ${manifest.contentHash} from its manifest; ${remedy}`,
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
