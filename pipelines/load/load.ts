import { mkdirSync, rmSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { readConnectors } from "../connectors/all.ts";
import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import { faultPoint } from "../contract/faults.ts";
import type { Home } from "../contract/home.ts";
import { blankFile, together, type LoadedFile, type Note } from "../contract/loaded-file.ts";
import { deliveredFiles } from "../intake/deliveries.ts";
import { exportName } from "../intake/export-name.ts";
import { fetchedOf, isAsFetched, isOfPages, type Fetched } from "../intake/fetched.ts";
import { missingParts } from "../intake/missing-parts.ts";
import { stageFile } from "../intake/stage.ts";
import { partId, toTexts, type DeliveredText } from "../intake/to-texts.ts";
import type { Connector } from "../layout/layout.ts";
import { readSidecars, type Sidecars } from "../sidecars/sidecars.ts";
import { openWarehouse, threadsFor, useThreads, type Warehouse } from "../warehouse/open.ts";
import { separateAccounts } from "./accounts.ts";
import { attempt } from "./attempt.ts";
import { createForgotten, forgottenRows, learn, spreadOver } from "./forgotten-rows.ts";
import { keepForgotten, readForgotten } from "./forgotten.ts";
import { createLoadFunctions } from "./functions.ts";
import { isRetained, markUsed, readerOf, retainedLoads } from "./kept-load.ts";
import type { Table } from "./survey-table.ts";
import { knownFile, loadTables, type Given, type Loader, type Outcome } from "./load-tables.ts";
import { withoutLoneTimes } from "./lone-times.ts";
import { recognise, type Recognised } from "./recognise.ts";
import { stripLoad } from "./strip-load.ts";

/** Bytes of text that are loaded together: enough for what is planned once for all of them to cost little. */
const batchBytes = 16 << 20;

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
  const staged = join(scratch, "delivered");
  const paths = deliveredFiles(home.exports);
  const engine = await openWarehouse(":memory:", {
    memoryLimit: "700MB",
    temporary: join(scratch, "spill"),
    threads: 1,
  });
  const forgotten = readForgotten(home);
  const loadAll = async (): Promise<LoadedFile[]> => {
    const loader: Loader = { connectors, settings, engine, loads: home.loads, forgotten, seen: new Map() };
    const files: LoadedFile[] = [];
    let batch: Delivered[] = [];
    let sizes: number[] = [];
    const loadBatch = async () => {
      await useThreads(engine, threadsFor("deliveredBytes", Math.max(0, ...sizes)));
      files.push(...(await loadDelivered(loader, batch)));
      batch = [];
      sizes = [];
      rmSync(staged, { recursive: true, force: true });
    };
    for (const [index, path] of paths.entries()) {
      const name = relative(home.exports, path);
      effects.report.progress(index, paths.length, name);
      const isWaiting = waiting.has(path) || lacksManifest(path);
      const delivered = { path, name, exports: home.exports };
      const texts = isWaiting ? [] : await lookInto(loader, delivered, join(staged, `${index}`));
      batch.push({ name, path, isWaiting, texts });
      sizes.push(...sizesOf(texts));
      if (sum(sizes) >= batchBytes) await loadBatch();
    }
    await loadBatch();
    const known = new Set(files.map(({ fileId }) => fileId));
    const retained = retainedLoads(home.loads).filter(({ fileId }) => !known.has(fileId));
    // in the place that their exports had
    return retained.length === 0
      ? files
      : [...files, ...retained].sort((left, right) => (left.name < right.name ? -1 : 1));
  };
  try {
    await createLoadFunctions(engine);
    await createForgotten(engine, forgotten);
    let files = await loadAll();
    while (await learn(engine, forgotten)) {
      await withoutForgotten(engine, files);
      keepForgotten(home, forgotten);
      files = await loadAll();
    }
    for (const { fileId } of files) markUsed(join(home.loads, fileId), effects.now());
    await useThreads(engine, threadsFor("rows", sum(files.map(({ loaded }) => loaded))));
    return await withoutLoneTimes(engine, await separateAccounts(engine, withoutCutExports(files), settings));
  } finally {
    engine.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Removes the loads that hold rows of forgotten persons, who have more records than was known. */
async function withoutForgotten(engine: Warehouse, files: LoadedFile[]): Promise<void> {
  await spreadOver(engine, files);
  for (const folder of new Set((await forgottenRows(engine, files)).map(({ path }) => dirname(path))))
    await removeForgotten(engine, folder, files);
}

/** Removes a load that holds rows of forgotten persons, to be made anew; one whose export is gone loses those rows only. */
export async function removeForgotten(
  engine: Warehouse,
  folder: string,
  files: LoadedFile[],
  pattern?: string,
): Promise<void> {
  const file = files.find(({ fileId }) => fileId === basename(folder));
  if (file !== undefined && isRetained(folder)) await stripLoad(engine, folder, file, pattern);
  else rmSync(folder, { recursive: true, force: true });
}

const unfinished = (name: string, path: string): LoadedFile => ({
  ...blankFile(name),
  status: "waiting",
  ...reasonTexts(
    lacksManifest(path)
      ? {
          en: "a job fetched it, and no manifest beside it says that it is complete: it is not read; delete it, and npm run extract fetches it again",
          hu: "letöltött fájl, és nincs mellette jegyzék arról, hogy teljes: nem olvassuk be; törölje, és az npm run extract újra letölti",
        }
      : {
          en: "it is still being written; the next run reads it",
          hu: "még íródik; a következő futás olvassa be",
        },
  ),
});

const reasonTexts = ({ en, hu }: Note) => ({ reason: en, reasonHu: hu });

const lacksManifest = (path: string) => isOfPages(path) && fetchedOf(path) === undefined;

/** A fetched file that is not as it was fetched. */
const isChanged = () =>
  new FunnelError(
    "config",
    "fetched_changed",
    "its checksum differs from the one in its manifest; delete it, and npm run extract fetches it again",
  );

/** A table with what the job that fetched it knows: how much it holds, and until when. */
const asFetched = (found: Recognised, fetched: Fetched | undefined): Recognised =>
  fetched === undefined
    ? found
    : {
        ...found,
        layout: {
          ...found.layout,
          ...(fetched.delivery === null ? {} : { delivery: fetched.delivery }),
          ...(fetched.complete_to === null ? {} : { declaredAsOf: () => fetched.complete_to ?? "" }),
          ...(fetched.records === null
            ? {}
            : { declares: { ...found.layout.declares, rows: fetched.records } }),
        },
      };

/** An export of which a part is cut off holds not every record. */
function withoutCutExports(files: LoadedFile[]): LoadedFile[] {
  const cut = new Set(files.flatMap((file) => (file.isCutOff ? [file.exportName] : [])));
  return files.map((file) => (cut.has(file.exportName) ? { ...file, delivery: "delta" } : file));
}

/** A delivered file and what is known of it before its tables are loaded. */
interface Delivered {
  name: string;
  path: string;
  isWaiting: boolean;
  texts: Text[];
}

/** A text in a delivered file with its tables, nearly always one, or why it has none. */
interface Text {
  name: string;
  fileId: string;
  tables: Given[];
  fault?: FunnelError;
}

/** The bytes of each table that is to be loaded. */
const sizesOf = (texts: Text[]): number[] =>
  texts.flatMap(({ tables }) =>
    tables.flatMap((table) => ("found" in table ? [table.found.range.to - table.found.range.from] : [])),
  );

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);

/** Looks into a delivered file: it is known by its bytes, or holds one text, or those of an archive or a workbook. */
async function lookInto(
  loader: Loader,
  { path, name, exports }: { path: string; name: string; exports: string },
  scratch: string,
): Promise<Text[]> {
  const sidecars = await attempt(() => readSidecars(path, exports));
  const declared = sidecars instanceof FunnelError ? undefined : sidecars;
  const reader = readerOf(loader.connectors, basename(name), declared?.text ?? "");
  let known: LoadedFile | undefined;
  const isUnknown = (fileId: string) => {
    if (declared !== undefined) known = knownFile(loader, { name, fileId, reader, sidecars: declared });
    return known === undefined;
  };
  const staged = await attempt(() => stageFile(path, scratch, isUnknown));
  if (staged instanceof FunnelError) return [{ name, fileId: "", tables: [], fault: staged }];
  faultPoint("intake");
  const { fileId } = staged;
  if (declared?.fetched !== undefined && !isAsFetched(declared.fetched, fileId))
    return [{ name, fileId, tables: [], fault: isChanged() }];
  if (known !== undefined) return [{ name, fileId, tables: [known] }];
  if (sidecars instanceof FunnelError) return [{ name, fileId, tables: [], fault: sidecars }];
  const delivered = await attempt(() => toTexts(staged, sidecars.declared));
  if (delivered instanceof FunnelError) return [{ name, fileId, tables: [], fault: delivered }];
  const texts: Text[] = [];
  for (const text of delivered)
    texts.push(await tablesOf(loader.connectors, `${name}${text.inside}`, text, sidecars));
  const [only, ...others] = texts.flatMap(({ tables }) => tables);
  if (only !== undefined && "found" in only && others.length === 0 && only.fileId === fileId)
    only.reader = reader;
  return texts;
}

async function tablesOf(
  connectors: Connector[],
  name: string,
  text: DeliveredText,
  sidecars: Sidecars,
): Promise<Text> {
  const { fileId } = text;
  const found = await attempt(() => recognise(text, basename(name), connectors, sidecars.mapping));
  if (found instanceof FunnelError) return { name, fileId, tables: [], fault: found };
  const tables = found.map((each, index): Table => {
    const place =
      index === 0 ? { name, fileId } : { name: `${name}#${index + 1}`, fileId: partId(fileId, index + 1) };
    return { ...place, text, found: asFetched(each, sidecars.fetched), sidecars, reader: "" };
  });
  return { name, fileId, tables };
}

/** Loads the tables of delivered files, and says of each file what came of it. */
async function loadDelivered(loader: Loader, batch: Delivered[]): Promise<LoadedFile[]> {
  const tables = batch.flatMap(({ texts }) => texts.flatMap((text) => text.tables));
  const outcomes = await loadTables(loader, tables);
  return batch.flatMap((delivered) => {
    const { name, path, texts, isWaiting } = delivered;
    const files = isWaiting
      ? [unfinished(name, path)]
      : filesOf(
          delivered,
          texts.map((text) => outcomes.splice(0, text.tables.length)),
        );
    return files.map((file) => ({ ...file, exportName: exportName(name) }));
  });
}

/** What came of the texts of a delivered file, given the outcomes of their tables. */
function filesOf({ name, path, texts }: Delivered, outcomes: Outcome[][]): LoadedFile[] {
  const files: LoadedFile[] = [];
  const strangers: LoadedFile[] = [];
  for (const [at, text] of texts.entries()) {
    const own = outcomes[at] ?? [];
    // a text is loaded with all its tables or not at all
    const fault = text.fault ?? own.find((outcome) => outcome instanceof FunnelError);
    if (fault === undefined) files.push(...own.filter((outcome) => "status" in outcome));
    else (fault.code === "not_recognised" ? strangers : files).push(refused(fault, text));
  }
  // an archive or a workbook may hold more than we read; one that holds nothing we know is refused
  const first = files.find((file) => file.status === "loaded");
  if (first === undefined) return [...files, ...strangers];
  const own = { en: first.reason, hu: first.reasonHu };
  Object.assign(first, reasonTexts(together([own, ...missingParts(path), ...notRead(name, strangers)])));
  return files;
}

const refused = (fault: FunnelError, { name, fileId }: Text): LoadedFile => ({
  ...blankFile(name),
  fileId,
  reason: fault.message,
});

/** A note about the members of an archive or sheets of a workbook that nobody knows. */
function notRead(name: string, strangers: LoadedFile[]): Note[] {
  const [one, ...others] = strangers.map((file) => file.name.slice(name.length + 1));
  if (one === undefined) return [];
  return [
    {
      en: `not read: ${one}${others.length === 0 ? "" : ` and ${others.length} more`} (${strangers[0]?.reason ?? ""})`,
      hu: `nem olvastuk be: ${one}${others.length === 0 ? "" : ` és további ${others.length}`} (egyik ismert export fejlécére sem illik)`,
    },
  ];
}
