import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { unfilled } from "../connectors/mapped.ts";
import type { Effects } from "../effects.ts";
import { homeAt } from "../home.ts";
import { loadExports } from "../load/load.ts";
import type { LoadedFile } from "../load/loaded-file.ts";
import type { Entry, Proposal } from "./propose-mapping.ts";

/** The text of a mapping.json that proposes entries: the one that is there with them added, or a new one. */
export function mappingWith(
  entries: Entry[],
  there: string | undefined,
  { source, zone }: { source: string; zone: string },
): string {
  const before =
    there === undefined ? { source, zone, files: [] } : (JSON.parse(there) as { files: unknown[] });
  return JSON.stringify({ ...before, files: [...before.files, ...entries] }, null, 2);
}

/** Loads a file with a proposed mapping beside it in a scratch folder, and says what came of it, and what is still to be settled. */
export async function tryMapping(
  path: string,
  mapping: string,
  { asks, notes }: Omit<Proposal, "entries">,
  scratch: string,
  settings: Map<string, string>,
  effects: Effects,
): Promise<string[]> {
  // what a person has yet to write is refused before anything is read
  if (mapping.includes(`"${unfilled}`))
    return ["not tried: settle these first, then inspect again:", ...asks.map((ask) => `  ${ask}`), ...notes];
  const home = homeAt(scratch);
  mkdirSync(home.exports, { recursive: true });
  copyFileSync(path, join(home.exports, basename(path)));
  writeFileSync(join(home.exports, "mapping.json"), mapping);
  const files = await loadExports(home, settings, effects);
  const isGood = files.every((file) => file.status === "loaded" && file.quarantined === 0);
  const settle = isGood ? "it is not right until these are settled:" : "settle these first:";
  return [
    ...(isGood && asks.length === 0
      ? ["tried: it loads as it stands"]
      : [
          isGood
            ? "tried: it loads"
            : files.some((file) => file.status === "loaded")
              ? "tried: it does not load whole"
              : "tried: it does not load as it stands",
        ]),
    ...files.flatMap(describeTrial),
    ...(asks.length === 0 ? [] : [settle, ...asks.map((ask) => `  ${ask}`)]),
    ...notes,
  ];
}

function describeTrial(file: LoadedFile): string[] {
  const reason = file.reason === "" ? "" : `; ${file.reason}`;
  if (file.status !== "loaded") return [`  ${file.name}: ${file.status}${reason}`];
  return [
    `  ${file.name}: ${file.recordsIn} records = ${file.loaded} loaded + ${file.quarantined} quarantined + ${file.deduplicated} deduplicated + ${file.skipped} skipped${reason}`,
    ...file.streams.map((part) => `  ${part.stream}: ${part.rows} rows`),
    ...file.issues.map((issue) => `  ${issue.kind}: ${issue.detail}`),
  ];
}
