import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { inspectFile } from "../../pipelines/commands/inspect/inspect.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { readReference } from "../../pipelines/reference/read.ts";
import { scratchFolder } from "../scratch.ts";

/** What inspect says of a file at a place below a fresh folder, with a mapping.json beside it if one is given. */
export async function inspectText(
  name: string,
  content: string | Uint8Array,
  mapping?: string,
): Promise<string> {
  const root = scratchFolder();
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  if (mapping !== undefined) writeFileSync(join(dirname(path), "mapping.json"), mapping);
  const { lines, isRefused } = await inspectFile(path, await readReference(homeAt("/nowhere")), {
    now: () => new Date(0),
    report: silent,
  });
  expect(isRefused).toBe(lines[0]?.includes(": refused; "));
  return lines.join("\n");
}

/** The mapping.json in what inspect says. */
export const proposed = (text: string): string => /^\{$[^]*?^\}$/m.exec(text)?.[0] ?? "";

/** The entries of the mapping.json in what inspect says. */
export const entriesOf = (text: string): Record<string, unknown>[] =>
  (JSON.parse(proposed(text)) as { files: Record<string, unknown>[] }).files;
