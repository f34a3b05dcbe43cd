import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { unfilled } from "../../sidecars/mapping.ts";
import type { Effects } from "../../contract/effects.ts";
import { homeAt } from "../../contract/home.ts";
import { loadExports } from "../../load/load.ts";
import type { LoadedFile } from "../../contract/loaded-file.ts";
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

/** Loads a file with a proposed mapping beside it in a scratch folder, and says what came of it, and what is still to be settled. Returns
 * the loaded files too, which lie in the scratch folder. */
export async function tryMapping(
  path: string,
  mapping: string,
  { asks, unread, notes }: Omit<Proposal, "entries">,
  scratch: string,
  settings: Map<string, string>,
  effects: Effects,
): Promise<{ lines: string[]; files: LoadedFile[]; isSettled: boolean }> {
  const all = [...asks, ...unread].map((ask) => `  ${ask}`);
  // what a person has yet to write is refused before anything is read
  if (mapping.includes(`"${unfilled}`))
    return {
      lines: ["not tried: settle these first, then inspect again:", ...all, ...notes],
      files: [],
      isSettled: false,
    };
  const home = homeAt(scratch);
  mkdirSync(home.exports, { recursive: true });
  copyFileSync(path, join(home.exports, basename(path)));
  writeFileSync(join(home.exports, "mapping.json"), mapping);
  const files = await loadExports(home, settings, effects);
  const isLoaded = files.every((file) => file.status === "loaded");
  const isWhole = isLoaded && files.every((file) => file.quarantined === 0);
  // what the first records leave open others may tell
  const left = isLoaded ? asks.map((ask) => `  ${ask}`) : all;
  const lines = [
    !isLoaded
      ? "tried: it does not load as it stands"
      : !isWhole
        ? "tried: it does not load whole"
        : left.length > 0
          ? "tried: it loads"
          : "tried: it loads as it stands",
    ...files.flatMap(describeTrial),
    ...(left.length === 0
      ? []
      : [isLoaded ? "it is not right until these are settled:" : "settle these first:", ...left]),
    ...notes,
  ];
  return { lines, files, isSettled: isWhole && left.length === 0 };
}

function describeTrial(file: LoadedFile): string[] {
  const reason = file.reason === "" ? "" : `; ${file.reason}`;
  if (file.status !== "loaded") return [`  ${file.name}: ${file.status}${reason}`];
  return [
    `  ${file.name}: ${file.recordsIn} records = ${file.loaded} loaded + ${file.quarantined} quarantined + ${file.deduplicated} deduplicated + ${file.skipped} skipped${reason}`,
    ...file.streams.map((loaded) => `  ${loaded.stream}: ${loaded.rows} rows`),
    ...file.issues.map((issue) => `  ${issue.kind}: ${issue.detail}`),
  ];
}
