import { existsSync, readFileSync } from "node:fs";
import { basename, sep } from "node:path";
import { z } from "zod";
import { writeWhole } from "../contract/durable.ts";

const shape = z.object({
  /** The key of the source in sources.json, and what kind of account it is. */
  source: z.string(),
  kind: z.string(),
  stream: z.string(),
  api_version: z.string(),
  /** What was asked, without secrets and without cursors. */
  requests: z.array(z.string()),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime(),
  /** Everything that happened before this instant is in the file; null where only the file itself can say it. */
  complete_to: z.iso.datetime().nullable(),
  /** It holds only what changed since this instant; null where everything was asked for. */
  since: z.iso.datetime().nullable().default(null),
  /** Whether it holds every record of its kind; null where its connector decides. */
  delivery: z.enum(["full", "delta"]).nullable(),
  /** Where the records of a body stand: the keys down to the array, joined by dots; null for a table. */
  records_at: z.string().nullable(),
  calls: z.number().int(),
  /** Units of the vendor's daily quota that they cost. */
  units: z.number(),
  /** What the vendor's quota of the day was; null where it did not say it. */
  day_quota: z.number().nullable(),
  pages: z.number().int(),
  /** Null for a file that was taken as it is. */
  records: z.number().int().nullable(),
  records_per_page: z.array(z.number().int()),
  /** The vendor's own count of the records, where it gives one. */
  vendor_count: z.number().int().nullable(),
  /** Names and types of the fields of the records, and their sha256. */
  fields: z.record(z.string(), z.string()),
  fingerprint: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  /** sha256 of the file before records of forgotten persons were cut out of it. */
  replaces: z.string().optional(),
  /** The file was removed after its time, and what was loaded of it stands for it: it is not to be fetched again. */
  removed: z.literal(true).optional(),
  /** What the next fetch of the stream goes on from, where that is more than an instant. */
  cursor: z.unknown().optional(),
  complete: z.literal(true),
});

/** What a job says of a file that it fetched, in a manifest beside it. */
export type Fetched = z.infer<typeof shape>;

const ending = ".manifest.json";

/** Where the manifest of a fetched file lies. */
export const manifestPath = (path: string): string => `${path}${ending}`;

/** The file that a manifest tells of. */
export const fileOfManifest = (manifest: string): string => manifest.slice(0, -ending.length);

export const isManifest = (name: string): boolean => name.endsWith(ending);

/** A folder in which pages lie until they make a whole file. */
export const partFolder = ".part";

/** Whether a path below the exports is of what a job has yet to fetch whole. */
export const isOfPart = (path: string): boolean => path.split(sep).includes(partFolder);

/** Whether a file is made of the pages of an interface: it holds nothing to read without its manifest. */
export const isOfPages = (path: string): boolean => /\.pages\.(ndjson|csv)\.gz$/.test(basename(path));

/** The stream of an account that a file is made of the pages of; undefined for any other file. */
export const streamOfPages = (path: string): string | undefined =>
  /^(.+)-\d{8}T\d{6}Z\.pages\.(ndjson|csv)\.gz$/.exec(basename(path))?.[1];

/** The manifest of a fetched file; undefined where there is none, or none that says that the file is complete. */
export function fetchedOf(path: string): Fetched | undefined {
  const manifest = manifestPath(path);
  if (!existsSync(manifest)) return undefined;
  try {
    return shape.safeParse(JSON.parse(readFileSync(manifest, "utf8"))).data;
  } catch {
    return undefined;
  }
}

/** Says beside a fetched file that is to be removed that its records are kept. */
export function markRemoved(path: string): void {
  const fetched = fetchedOf(path);
  if (fetched === undefined) return;
  writeWhole(manifestPath(path), `${JSON.stringify({ ...fetched, removed: true }, null, 2)}\n`, "fetched");
}

/** Whether nothing stands in a fetched file: an account without a record of the kind. */
export const isWithoutRecords = (path: string): boolean => isOfPages(path) && fetchedOf(path)?.records === 0;

/** Whether the bytes of a file are those that were fetched, or what is left of them without a forgotten person. */
export const isAsFetched = ({ sha256, replaces }: Fetched, found: string): boolean =>
  found === sha256 || found === replaces;
