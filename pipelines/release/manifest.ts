import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { checkedText } from "../contract/checksum.ts";
import { FunnelError } from "../contract/errors.ts";
import { quotedForShell, type Home } from "../contract/home.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const shape = z.object({
  run: z.string(),
  finishedAt: z.string(),
  asOf: z.string().nullable(),
  version: z.string(),
  contentHash: sha256,
  isSample: z.boolean(),
  /** Loaded records per source, and the sources whose drop was accepted in this run. */
  records: z.record(z.string(), z.number()).default({}),
  /** Loaded records of each export that held every record of its kind, by name. */
  exports: z.record(z.string(), z.number()).default({}),
  accepted: z.array(z.string()).default([]),
  /** The files whose drop a person accepted, in this run or an earlier one, by sha256. */
  acceptedFiles: z.array(z.string()).default([]),
  /** sha256 of every other file of the release, by its path in it. */
  files: z.record(z.string(), sha256).default({}),
});

/** What a release says about itself. A release directory without a readable manifest is no release. */
export type Manifest = z.infer<typeof shape>;

export const manifestName = "manifest.json";
/** The manifest of a sealed release that is not published yet; publishing renames it to `manifest.json`. */
export const sealedName = "sealed.json";

/** A manifest as it is written. */
export const manifestText = (manifest: Manifest): string => checkedText(shape.parse(manifest));

/** Reads a release's manifest. Throws a config error when it is missing or not a manifest. */
export function readManifest(release: string): Manifest {
  const manifest = readableManifest(release);
  if (manifest === undefined)
    throw new FunnelError(
      "config",
      "manifest",
      `${join(release, manifestName)}: expected the manifest of a release; run a refresh`,
    );
  return manifest;
}

function readableManifest(release: string): Manifest | undefined {
  try {
    return shape.parse(JSON.parse(readFileSync(join(release, manifestName), "utf8")));
  } catch {
    return undefined;
  }
}

/** Run ids of whole releases, oldest first (run ids sort by time). */
export function wholeReleases(home: Home): string[] {
  return entriesOf(home.releases).filter((run) => entriesOf(join(home.releases, run)).includes(manifestName));
}

/** What the whole releases say about themselves, oldest first, each under the name of its folder; a damaged manifest tells nothing. */
export const manifestsOf = (home: Home): Manifest[] =>
  wholeReleases(home).flatMap((run) => {
    const manifest = readableManifest(join(home.releases, run));
    return manifest === undefined ? [] : [{ ...manifest, run }];
  });

/** Run id of the published release, undefined before the first one. */
export function currentRun(home: Home): string | undefined {
  try {
    return basename(readlinkSync(home.current));
  } catch {
    return undefined;
  }
}

/** Run id of the published release; undefined where the link leads to none that is there, as in a copy without links. */
export function publishedRun(home: Home): string | undefined {
  const run = currentRun(home);
  return run !== undefined && wholeReleases(home).includes(run) ? run : undefined;
}

/** Directory of the published release, resolved, so that a reader keeps it when a newer one is published. Throws a config error when there is none. */
export function currentRelease(home: Home): string {
  const run = publishedRun(home);
  if (run !== undefined) return join(home.releases, run);
  const there = manifestsOf(home);
  const [command, code, found] =
    there.length === 0
      ? ["refresh", "no_release", "nothing is published here yet"]
      : [
          "rollback",
          "no_current_release",
          `the link ${basename(home.current)} is lost or leads nowhere, as in a copy without links; ${there.length} whole ${there.length === 1 ? "release is" : "releases are"} there, the newest ${there.at(-1)?.run ?? ""}, and a rollback publishes it`,
        ];
  throw new FunnelError(
    "config",
    code,
    `${home.root}: ${found}; run: npm run ${command} -- --home ${quotedForShell(home.root)}`,
  );
}

/** Sorted names in a folder; none when it does not exist. */
export function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw error;
  }
}
