import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
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
const refuse = (message: string) =>
  new FunnelError("config", "sources_key", `${sourcesName}: ${message}; docs/sources.md lists the keys`);

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
      `${sourcesName}: expected readable JSON; correct the file`,
    );
  }
  const entries = z.record(z.string(), z.looseObject({ kind: z.string() })).safeParse(content);
  if (!entries.success) throw refuse(said(entries.error));
  return Object.entries(entries.data).map(([name, entry]) => {
    if (!/^[a-z][a-z0-9_]*$/.test(name))
      throw refuse(`${name}: expected a lower-case name of letters, digits and _`);
    const vendor = vendors.find(({ kind }) => kind === entry.kind);
    if (vendor === undefined)
      throw refuse(`${name}.kind: expected one of ${vendors.map(({ kind }) => kind).join(", ")}`);
    const { kind, streams, quota_share, minutes, ...own } = entry;
    const shared = z
      .strictObject(common)
      .safeParse(
        Object.fromEntries(
          Object.entries({ kind, streams, quota_share, minutes }).filter(([, value]) => value !== undefined),
        ),
      );
    if (!shared.success) throw refuse(`${name}.${said(shared.error)}`);
    const keys = vendor.keys.safeParse(own);
    if (!keys.success) throw refuse(`${name}.${said(keys.error)}`);
    return {
      name,
      vendor,
      keys: keys.data,
      streams: shared.data.streams,
      quotaShare: shared.data.quota_share,
      minutes: shared.data.minutes,
    };
  });
}

const said = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `${path.join(".") || "the entry"}: ${message}`).join("; ");
