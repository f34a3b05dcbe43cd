import { mkdirSync, rmSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { readConnectors } from "../connectors/all.ts";
import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { blankFile, type LoadedFile } from "../contract/loaded-file.ts";
import { deliveredFiles } from "../intake/deliveries.ts";
import { exportName } from "../intake/export-name.ts";
import { missingParts } from "../intake/missing-parts.ts";
import { stageFile } from "../intake/stage.ts";
import { partId, toTexts, type DeliveredText } from "../intake/to-texts.ts";
import { readSidecars, type Sidecars } from "../sidecars/sidecars.ts";
import { openWarehouse, threadsFor } from "../warehouse/open.ts";
import { separateAccounts } from "./accounts.ts";
import { createLoadFunctions } from "./functions.ts";
import { markUsed } from "./kept-load.ts";
import { loadTable, type Loader } from "./load-table.ts";
import { withoutLoneTimes } from "./lone-times.ts";
import { recognise } from "./recognise.ts";

/**
 * Loads every file below the exports folder. A bad file never throws: it comes back refused, with the reason.
 * Files in `waiting` are left for the next run. A file is parsed once per content, connector version and mapping; its rows lie as Parquet in `<home>/loads/<sha256>`.
 */
export async function loadExports(
  home: Home,
  settings: Map<string, string>,
  effects: Effects,
  waiting = new Set<string>(),
): Promise<LoadedFile[]> {
  mkdirSync(home.loads, { recursive: true });
  const connectors = await readConnectors();
  const scratch = join(home.state, "intake");
  const paths = deliveredFiles(home.exports);
  // one file is read at a time
  const sizes = paths.map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  const engine = await openWarehouse(":memory:", {
    memoryLimit: "700MB",
    temporary: join(scratch, "spill"),
    threads: threadsFor("deliveredBytes", largest),
  });
  const loader: Loader = { connectors, settings, engine, loads: home.loads, seen: new Map() };
  const files: LoadedFile[] = [];
  try {
    await createLoadFunctions(engine);
    for (const [index, path] of paths.entries()) {
      const name = relative(home.exports, path);
      effects.report.progress(index, paths.length, name);
      const loaded = waiting.has(path)
        ? [unfinished(name)]
        : await loadFile(loader, { path, name, exports: home.exports }, scratch);
      files.push(...loaded.map((file) => ({ ...file, exportName: exportName(name) })));
    }
    for (const { fileId } of files) markUsed(join(home.loads, fileId), effects.now());
    return await withoutLoneTimes(engine, await separateAccounts(engine, withoutCutExports(files), settings));
  } finally {
    engine.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

const unfinished = (name: string): LoadedFile => ({
  ...blankFile(name),
  status: "waiting",
  reason: "it is still being written; the next run reads it",
});

/** An export of which a part is cut off holds not every record. */
function withoutCutExports(files: LoadedFile[]): LoadedFile[] {
  const cut = new Set(files.flatMap((file) => (file.isCutOff ? [file.exportName] : [])));
  return files.map((file) => (cut.has(file.exportName) ? { ...file, delivery: "delta" } : file));
}

/** Loads what a delivered file holds: one text, or those of an archive or a workbook. */
async function loadFile(
  loader: Loader,
  delivered: { path: string; name: string; exports: string },
  scratch: string,
): Promise<LoadedFile[]> {
  let fileId = "";
  rmSync(scratch, { recursive: true, force: true });
  try {
    const staged = await stageFile(delivered.path, join(scratch, "delivered"));
    fileId = staged.fileId;
    const sidecars = readSidecars(delivered.path, delivered.exports);
    const files: LoadedFile[] = [];
    const strangers: LoadedFile[] = [];
    for (const text of await toTexts(staged, sidecars.declared)) {
      const name = `${delivered.name}${text.inside}`;
      try {
        files.push(...(await loadText(loader, name, text, sidecars)));
      } catch (error) {
        const isStrange = error instanceof FunnelError && error.code === "not_recognised";
        (isStrange ? strangers : files).push(refused(error, name, text.fileId));
      }
    }
    // an archive or a workbook may hold more than we read; one that holds nothing we know is refused
    const first = files.find((file) => file.status === "loaded");
    if (first === undefined) return [...files, ...strangers];
    const notes = [first.reason, missingParts(delivered.path), notRead(delivered.name, strangers)];
    first.reason = notes.filter((note) => note !== "").join("; ");
    return files;
  } catch (error) {
    return [refused(error, delivered.name, fileId)];
  }
}

/** Loads the tables of a text, nearly always one. */
async function loadText(
  loader: Loader,
  name: string,
  text: DeliveredText,
  sidecars: Sidecars,
): Promise<LoadedFile[]> {
  const tables = recognise(text, basename(name), loader.connectors, sidecars.mapping);
  const files: LoadedFile[] = [];
  // the last table first: reading one may cut off the text after it
  for (const [index, found] of [...tables.entries()].toReversed()) {
    const place = index === 0 ? {} : { fileId: partId(text.fileId, index + 1) };
    const table = { name: index === 0 ? name : `${name}#${index + 1}`, text: { ...text, ...place }, found };
    files.unshift(await loadTable(loader, table, sidecars));
  }
  return files;
}

/** A file with the reason why it is not loaded. Throws what is no fault of the file. */
function refused(error: unknown, name: string, fileId: string): LoadedFile {
  if (error instanceof FunnelError && error.kind === "config")
    return { ...blankFile(name), fileId, reason: error.message };
  throw error;
}

/** A note about the members of an archive or sheets of a workbook that nobody knows. */
function notRead(name: string, strangers: LoadedFile[]): string {
  const [one, ...others] = strangers.map((file) => file.name.slice(name.length + 1));
  if (one === undefined) return "";
  return `not read: ${one}${others.length === 0 ? "" : ` and ${others.length} more`} (${strangers[0]?.reason ?? ""})`;
}
