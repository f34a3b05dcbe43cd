import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
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
