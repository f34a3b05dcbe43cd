import { join } from "node:path";
import type { FunnelError } from "../contract/errors.ts";
import { faultPoint } from "../contract/faults.ts";
import { blankFile, type LoadedFile } from "../contract/loaded-file.ts";
import type { Connector } from "../layout/layout.ts";
import type { Sidecars } from "../sidecars/sidecars.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { attempt } from "./attempt.ts";
import { convertTables } from "./convert-tables.ts";
import { decisionsOf, decisive, type Recognition } from "./decisions.ts";
import type { Forgotten } from "./forgotten.ts";
import { keepTable } from "./keep-table.ts";
import { beginLoad, keepLoad, keptLoad, loadKey, recognisedLoad } from "./kept-load.ts";
import type { Recognised } from "./recognise.ts";
import { nothingSorted, sortRecords, type Sorted } from "./sort-records.ts";
import { surveyTable, type Surveyed, type Table } from "./survey-table.ts";

/** What the tables of all files are loaded with. */
export interface Loader {
  connectors: Connector[];
  settings: Map<string, string>;
  engine: Warehouse;
  /** The folder of what is loaded. */
  loads: string;
  /** Whose records are left out. */
  forgotten: Forgotten;
  /** What was loaded before: its id, and the name it was delivered by. */
  seen: Map<string, string>;
}

/** What became of a table, or the config error for which it is refused. */
export type Outcome = LoadedFile | FunnelError;

/** A table that is to be loaded, or one whose bytes were known before it was looked at. */
export type Given = Table | LoadedFile;

/** An earlier load of a delivered file that the same reader would read in the same way today. */
export function knownFile(
  { loads, settings }: Loader,
  { name, fileId, reader, sidecars }: { name: string; fileId: string; reader: string; sidecars: Sidecars },
): LoadedFile | undefined {
  const known = recognisedLoad(join(loads, fileId), reader);
  if (known === undefined) return undefined;
  const decided = decisionsOf(settings, name, known.recognition);
  const { source, zone, delivery } = decided;
  const isSame = known.key === loadKey(known.recognition, decisive(decided, name, sidecars));
  return isSame ? { ...known.file, name, source, delivery, zone } : undefined;
}

/**
 * Loads tables, those alike together: surveyed → converted → sorted → accounted for, each in a folder that appears whole. Bytes that
 * are loaded already are not loaded again.
 */
export async function loadTables(loader: Loader, tables: Given[]): Promise<Outcome[]> {
  const firsts = new Map<string, Given>();
  for (const table of tables) if (!firsts.has(table.fileId)) firsts.set(table.fileId, table);
  const outcomes = await loadDifferent(loader, [...firsts.values()]);
  // a table of the same bytes is a duplicate, unless the first one was refused
  for (const table of tables)
    if (!outcomes.has(table)) for (const each of await loadDifferent(loader, [table])) outcomes.set(...each);
  return tables.flatMap((table) => outcomes.get(table) ?? []);
}

async function loadDifferent(loader: Loader, tables: Given[]): Promise<Map<Given, Outcome>> {
  const { engine, seen } = loader;
  const begun = new Map<Given, Outcome | Begun>();
  for (const table of tables) begun.set(table, await attempt(() => begin(loader, table)));
  const surveyed = [...begun.values()].flatMap((each) => ("surveyed" in each ? [each.surveyed] : []));
  const converted = await convertTables(engine, surveyed);
  const sorted = new Map<Surveyed, Sorted>();
  for (const records of converted)
    for (const [at, each] of (await sortRecords(engine, records)).entries())
      sorted.set(records.ranges[at] as Surveyed, each);
  const outcomes = new Map<Given, Outcome>();
  for (const [table, each] of begun) {
    const outcome =
      "surveyed" in each
        ? await attempt(() => finish(loader, each, sorted.get(each.surveyed) ?? nothingSorted()))
        : each;
    if ("status" in outcome && outcome.status === "loaded") seen.set(table.fileId, table.name);
    outcomes.set(table, outcome);
  }
  for (const { table } of converted) await engine.run(`drop table ${table}`);
  return outcomes;
}

/** A table that is being loaded, and where and how it will be kept. */
interface Begun {
  surveyed: Surveyed;
  recognition: Recognition;
  folder: string;
  key: string;
}

/** What is known of a table without converting it: that its bytes are loaded already, or its records counted. */
function begin({ loads, settings, seen }: Loader, table: Given): LoadedFile | Begun {
  const { name, fileId } = table;
  const before = seen.get(fileId);
  const duplicate = {
    ...blankFile(name),
    fileId,
    status: "duplicate" as const,
    reason: `the same bytes were delivered as ${before ?? ""}`,
    reasonHu: `ugyanez a fájl már megérkezett: ${before ?? ""}`,
  };
  if ("status" in table)
    return before === undefined ? table : { ...duplicate, source: table.source, connector: table.connector };
  const recognition = recognitionOf(table.found);
  const decided = decisionsOf(settings, name, recognition);
  const { source, zone, delivery } = decided;
  if (before !== undefined) return { ...duplicate, source, connector: recognition.connector };
  const folder = join(loads, fileId);
  const key = loadKey(recognition, decisive(decided, name, table.sidecars));
  const kept = keptLoad(folder, key, table.reader);
  return kept === undefined
    ? { surveyed: surveyTable(table, decided), recognition, folder, key }
    : { ...kept, name, source, delivery, zone };
}

const recognitionOf = ({ connector, layout: { source, delivery, zone } }: Recognised): Recognition => ({
  connector: connector.name,
  version: connector.version,
  source: source ?? connector.name,
  delivery,
  zone,
});

/** Keeps a table with what its records came to. */
async function finish(
  { engine, forgotten }: Loader,
  { surveyed, recognition, folder, key }: Begun,
  sorted: Sorted,
): Promise<LoadedFile> {
  const file = await keepTable(engine, surveyed, sorted, beginLoad(folder), folder, forgotten);
  faultPoint("load");
  keepLoad(folder, { key, reader: surveyed.table.reader, recognition, file });
  return file;
}
