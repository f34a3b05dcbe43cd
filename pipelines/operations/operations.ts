import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";

const hours = z
  .number()
  .positive()
  .max(24 * 366);
const cron = z.string().min(1);
/** A text that may be a secret: as it stands, or `env:NAME` for what that environment variable holds. */
const secret = z.string().min(1);
const link = secret.refine((text) => text.startsWith("env:") || /^https?:\/\/\S+$/.test(text), {
  error: "expected an http or https address, or env:NAME",
});
const address = z.string().regex(/^[^\s@]+@[^\s@]+$/, "expected an e-mail address");

const shape = z.strictObject({
  /** When to refresh, in the reporting time zone. */
  schedule: z.union([cron, z.array(cron).min(1)]).default("0 3 * * *"),
  timeout_minutes: z.number().int().min(1).max(1440).default(180),
  jitter_minutes: z.number().int().min(0).max(240).default(0),
  sources: z
    .record(
      z.string(),
      z.strictObject({
        schedule: cron.optional(),
        /** Hours after which the newest file of the source is called late, and so late that a run ends with a data check. */
        warn_after_hours: hours.optional(),
        error_after_hours: hours.optional(),
      }),
    )
    .default({}),
  keep: z
    .strictObject({
      releases: z.number().int().min(2).max(400).default(7),
      /** Days that a parsed file which no delivery has any more is kept. */
      load_days: z.number().int().min(0).max(3660).default(30),
      runs: z.number().int().min(10).max(10_000).default(400),
      /** Days that a delivered file is kept once it is loaded; without it for ever. */
      export_days: z.number().int().min(1).max(3660).optional(),
    })
    .default({ releases: 7, load_days: 30, runs: 400 }),
  site: z
    .strictObject({
      /** Whether the site has a SQL console, with the engine and the tables that it needs. */
      console: z.boolean().default(true),
    })
    .default({ console: true }),
  tell: z
    .strictObject({
      webhook: z.strictObject({ url: link }).optional(),
      mail: z
        .strictObject({
          host: z.string().min(1),
          port: z.number().int().min(1).max(65_535).default(587),
          user: z.string().min(1).optional(),
          password: secret.optional(),
          from: address,
          to: z.array(address).min(1),
        })
        .optional(),
      /** A dead man's switch: asked at the start and the end of each run. */
      ping: z.strictObject({ url: link }).optional(),
      /** A file for the text collector of Prometheus' node exporter. */
      prometheus: z.strictObject({ file: z.string().min(1) }).optional(),
    })
    .default({}),
});

/** How a home is operated: when it refreshes, when a source is late, what is kept, who is told. */
export type Operations = z.infer<typeof shape>;

export const operationsName = "operations.json";

/**
 * Reads `<home>/operations.json`; without the file everything has its default and nobody is told.
 * Throws a config error that names the file, the key, what was expected and what to do.
 */
export function readOperations(home: Home): Operations {
  const path = join(home.root, operationsName);
  if (!existsSync(path)) return shape.parse({});
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new FunnelError(
      "config",
      "operations_json",
      `${operationsName}: expected readable JSON; correct the file`,
    );
  }
  const read = shape.safeParse(content);
  if (!read.success) {
    const found = read.error.issues.map(
      ({ path: keys, message }) => `${keys.join(".") || "the file"}: ${message}`,
    );
    throw new FunnelError(
      "config",
      "operations_key",
      `${operationsName}: ${found.join("; ")}; docs/operations.md lists the keys`,
    );
  }
  for (const [source, { warn_after_hours: warn, error_after_hours: error }] of Object.entries(
    read.data.sources,
  ))
    if (warn !== undefined && error !== undefined && warn >= error)
      throw new FunnelError(
        "config",
        "operations_key",
        `${operationsName}: sources.${source}: expected warn_after_hours below error_after_hours; correct one of them`,
      );
  return read.data;
}

/** The text of a setting that may be a secret. Throws a config error that names the variable which is not set. */
export function secretOf(text: string, where: string, environment = process.env): string {
  if (!text.startsWith("env:")) return text;
  const name = text.slice("env:".length);
  const value = environment[name];
  if (value === undefined || value === "")
    throw new FunnelError(
      "config",
      "operations_secret",
      `${operationsName}: ${where}: expected the environment variable ${name} to be set`,
    );
  return value;
}
