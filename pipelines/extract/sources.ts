import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { faultsOf } from "./entry-faults.ts";
import type { Vendor } from "./job/vendor.ts";

export const sourcesName = "sources.json";

/** What every entry has beside the keys of its vendor. */
const common = {
  kind: z.string(),
  /** The streams to fetch; all that the account has where it is left out. */
  streams: z.array(z.string().min(1)).min(1).optional(),
  /** The part of the vendor's daily quota that the job may use. */
  quota_share: z.number().gt(0).max(1).default(0.5),
  /** How long the job may take. */
  minutes: z.number().int().min(1).max(1440).default(120),
};

/** An account to fetch from. */
export interface Source {
  name: string;
  vendor: Vendor;
  /** The keys of the vendor, checked. */
  keys: Record<string, unknown>;
  streams: string[] | undefined;
  quotaShare: number;
  minutes: number;
}

/** Whether a home fetches anything by itself. */
export const hasSources = (home: Home): boolean => existsSync(join(home.root, sourcesName));

/** The text of an entry's secret keys stands nowhere in messages: only names of keys do. */
const refuse = (message: string, page = "sources.md") =>
  new FunnelError("config", "sources_key", `${sourcesName}: ${message}; docs/${page} lists the keys`);

const example = '{"hubspot": {"kind": "hubspot", "token": "env:HUBSPOT_TOKEN"}}';

/** The keys that a vendor's entry may have. */
const keysOf = (keys: z.ZodType): string[] => {
  const { shape = {}, options = [] } = keys as unknown as { shape?: object; options?: z.ZodType[] };
  return [...new Set([...Object.keys(shape), ...options.flatMap(keysOf)])];
};

/**
 * Reads `<home>/sources.json`: one entry per source, under the name of its folder in exports/. Throws a config error that names the
 * entry, the key, what was expected and what to do.
 */
export function readSources(home: Home, vendors: Vendor[]): Source[] {
  const path = join(home.root, sourcesName);
  if (!existsSync(path)) return [];
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new FunnelError(
      "config",
      "sources_json",
      `${sourcesName}: expected readable JSON, such as ${example}; look for a comma or a quotation mark that is missing or too many`,
    );
  }
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw refuse(`expected one object with an entry per source, such as ${example}`);
  return Object.entries(content).map(([name, entry]: [string, unknown]) => sourceOf(name, entry, vendors));
}

/** An entry, checked. */
function sourceOf(name: string, entry: unknown, vendors: Vendor[]): Source {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw refuse(
      `${name}: expected a lower-case name of letters, digits and _, which its folder in exports/ has`,
    );
  if (typeof entry !== "object" || entry === null || Array.isArray(entry))
    throw refuse(`${name}: expected an object with its kind and its keys, such as ${example}`);
  const { kind, streams, quota_share, minutes, ...own } = entry as Record<string, unknown>;
  const vendor = vendors.find((each) => each.kind === kind);
  if (vendor === undefined)
    throw refuse(
      `${name}.kind: ${kind === undefined ? "it is missing; " : ""}expected one of ${vendors.map((each) => each.kind).join(", ")}`,
    );
  const page = `sources/${vendor.kind}.md`;
  const known = [...keysOf(vendor.keys), ...Object.keys(common)];
  const given = Object.fromEntries(
    Object.entries({ kind, streams, quota_share, minutes }).filter(([, value]) => value !== undefined),
  );
  const shared = z.strictObject(common).safeParse(given);
  if (!shared.success) throw refuse(faultsOf(shared.error, given, name, known));
  const keys = vendor.keys.safeParse(own);
  if (!keys.success) throw refuse(faultsOf(keys.error, own, name, known), page);
  return {
    name,
    vendor,
    keys: keys.data,
    streams: shared.data.streams,
    quotaShare: shared.data.quota_share,
    minutes: shared.data.minutes,
  };
}
