import { readdirSync } from "node:fs";
import { basename } from "node:path";
import type { Connector } from "../layout/layout.ts";

/** The connectors: every other file of this folder, by its default export. */
export async function readConnectors(): Promise<Connector[]> {
  const names = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".ts") && file !== "all.ts")
    .map((file) => basename(file, ".ts"))
    .sort();
  return Promise.all(
    names.map(async (name) => ((await import(`../connectors/${name}.ts`)) as { default: Connector }).default),
  );
}
