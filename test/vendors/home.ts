import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Effects } from "../../pipelines/contract/effects.ts";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { fetchedFiles } from "../../pipelines/extract/files/newest.ts";
import { scratchFolder } from "../scratch.ts";

/** The servers that are closed after a test. */
export const servers: { close(): Promise<void> }[] = [];

/** An empty home with these sources. */
export function homeWith(sources: Record<string, unknown>): Home {
  const home = homeAt(scratchFolder());
  mkdirSync(home.exports, { recursive: true });
  writeFileSync(join(home.root, "sources.json"), JSON.stringify(sources));
  return home;
}

/** What a run says, line by line. */
export function listening(now: () => number): { effects: Effects; lines: string[]; warnings: string[] } {
  const [lines, warnings]: string[][] = [[], []];
  const said = lines ?? [];
  const warned = warnings ?? [];
  return {
    lines: said,
    warnings: warned,
    effects: {
      now: () => new Date(now()),
      report: {
        step: (name) => said.push(name),
        progress: (done, total, label) => said.push(`${done} of ${total} ${label}`),
        info: (message) => said.push(message),
        warn: (message) => {
          said.push(message);
          warned.push(message);
        },
      },
    },
  };
}

/** The sha256 of every complete file of a source, by its name. */
export const bytesOf = (home: Home, source: string): Record<string, string> =>
  Object.fromEntries(
    fetchedFiles(join(home.exports, source)).map(({ path, manifest }) => [
      path.slice(path.lastIndexOf("/") + 1),
      manifest.sha256,
    ]),
  );

/** Everything below a folder, hidden names too. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
