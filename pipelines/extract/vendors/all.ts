import { readdirSync } from "node:fs";
import { basename } from "node:path";
import type { Vendor } from "../job/vendor.ts";

/** The vendors: every other file of this folder, by its default export. */
export async function readVendors(): Promise<Vendor[]> {
  const names = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".ts") && file !== "all.ts")
    .map((file) => basename(file, ".ts"))
    .sort();
  return Promise.all(
    names.map(async (name) => ((await import(`../vendors/${name}.ts`)) as { default: Vendor }).default),
  );
}
