import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Connector } from "../layout/layout.ts";

/** The connectors: every other file of this folder, by its default export. */
export async function readConnectors(): Promise<Connector[]> {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts") && name !== basename(import.meta.filename))
    .sort();
  return Promise.all(
    files.map(
      async (name) => ((await import(join(import.meta.dirname, name))) as { default: Connector }).default,
    ),
  );
}
