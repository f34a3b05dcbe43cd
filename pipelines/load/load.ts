import { quotedIdentifier } from "@duckdb/node-api";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { defaultCaps } from "../formats/caps.ts";
import { deliveredFiles } from "../intake/deliveries.ts";
import { stageFile } from "../intake/stage.ts";
import { exportName } from "../intake/export-name.ts";
import { missingParts } from "../intake/missing-parts.ts";
import { partId, toTexts, type DeliveredText } from "../intake/to-texts.ts";
import { readConnectors } from "../connectors/all.ts";
import { mappingBeside, pagesBeside, saidOf } from "../sidecars/beside.ts";
import { columnsOf, repeatedOf, type StreamName } from "../contract/streams.ts";
import { openWarehouse, type Warehouse } from "../warehouse/open.ts";
import { Conversion, writeParquet, type RegularText } from "./convert.ts";
import {
  partsOf,
  valuesOf,
  withNamedCurrency,
  type Connector,
  type Layout,
  type Part,
} from "../layout/layout.ts";
import { createLoadFunctions } from "./functions.ts";
import type { Delivery, LoadedFile } from "../contract/loaded-file.ts";
import { damageFinding, writeQuarantine, type MisfitRecords } from "./quarantine.ts";
import { sourceSetting, tellAccounts } from "./accounts.ts";
import { refuseShared } from "./told-apart.ts";
import { compareCount, comparePeriod, compareTotals } from "./declared.ts";
import { withoutLoneTimes } from "./lone-times.ts";
import { presumedCurrency } from "./presumed-currency.ts";
import { BareTime } from "./presumed-zone.ts";
import { recognise, type Recognised } from "./recognise.ts";
import { declaredFor, LocaleInquiry, settleLocale } from "./settle-locale.ts";
import { surveyRegion, writeRegular, type DataRegion, type Survey } from "./survey.ts";
import { quotedPath } from "../warehouse/paths.ts";

/** Raise it when any file would be read differently. */
const loaderVersion = 11;

/** A file is refused when more than this share of its records does not fit. */
const tolerated = 0.2;

/** Cells by which a record is known for the header again. */
const knownByCells = 12;

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
  const paths = deliveredFiles(home.exports);
  const staging = join(home.state, "intake");
  const seen = new Map<string, string>();
  const results: LoadedFile[] = [];
  const engine = await openWarehouse(":memory:", { memoryLimit: "700MB", temporary: join(staging, "spill") });
  try {
    await createLoadFunctions(engine);
    for (const [index, path] of paths.entries()) {
      const name = relative(home.exports, path);
      effects.report.progress(index, paths.length, name);
      if (waiting.has(path)) {
        results.push({
          ...blank(name),
          status: "waiting",
          reason: "it is still being written; the next run reads it",
        });
        continue;
      }
      const loaded = await loadFile({ path, name, home, staging, settings, connectors, engine, seen });
      results.push(...loaded.map((file) => ({ ...file, exportName: exportName(name) })));
    }
    return await withoutLoneTimes(engine, await tellAccounts(engine, withoutCutExports(results), settings));
  } finally {
    engine.close();
    rmSync(staging, { recursive: true, force: true });
  }
}

/** An export of which a part is cut off holds not every record. */
function withoutCutExports(files: LoadedFile[]): LoadedFile[] {
  const cut = new Set(files.flatMap((file) => (file.isCutOff ? [file.exportName] : [])));
  return files.map((file) => (cut.has(file.exportName) ? { ...file, delivery: "delta" } : file));
}

const blank = (name: string): LoadedFile => ({
  fileId: "", source: "", connector: "", name, encoding: "", delimiter: "", recordsIn: 0, loaded: 0, quarantined: 0, deduplicated: 0, skipped: 0,
  status: "refused", reason: "", issues: [], columns: [], unread: [], delivery: "delta", isCutOff: false, exportName: "", zone: "", bareTime: "", dates: "", decimal: "", declaredAsOf: "", newestEvent: "", newestRepeated: "", streams: [], quarantinePath: "",
}); // prettier-ignore

interface Job {
  path: string;
  name: string;
  home: Home;
  staging: string;
  settings: Map<string, string>;
  connectors: Connector[];
  engine: Warehouse;
  /** What was loaded before: its id, and the name it was delivered by. */
  seen: Map<string, string>;
}

/** Loads what a delivered file holds: one text, or those of an archive or a workbook. */
async function loadFile(job: Job): Promise<LoadedFile[]> {
  let fileId = "";
  const refused = (error: unknown, name: string, id: string): LoadedFile => {
    if (error instanceof FunnelError && error.kind === "config")
      return { ...blank(name), fileId: id, reason: error.message };
    throw error;
  };
  rmSync(job.staging, { recursive: true, force: true });
  try {
    const staged = await stageFile(job.path, join(job.staging, "delivered"));
    fileId = staged.fileId;
    const beside = mappingBeside(job);
    const pages = pagesBeside(job);
    const said = `${beside?.text ?? ""}${pages?.text ?? ""}`;
    const texts = await toTexts(staged, saidOf(job.path, beside, pages));
    const files: LoadedFile[] = [];
    const strangers: LoadedFile[] = [];
    for (const text of texts) {
      const name = `${job.name}${text.inside}`;
      try {
        const tables = recognise(text, basename(name), job.connectors, beside);
        const loaded: LoadedFile[] = [];
        // the last table first: reading one may cut off the text after it
        for (const [index, found] of [...tables.entries()].toReversed())
          loaded.unshift(
            index === 0
              ? await loadTable({ ...job, name }, text, found, said)
              : await loadTable(
                  { ...job, name: `${name}#${index + 1}` },
                  { ...text, fileId: partId(text.fileId, index + 1) },
                  found,
                  said,
                ),
          );
        files.push(...loaded);
      } catch (error) {
        const isStrange = error instanceof FunnelError && error.code === "not_recognised";
        (isStrange ? strangers : files).push(refused(error, name, text.fileId));
      }
    }
    // an archive or a workbook may hold more than we read; one that holds nothing we know is refused
    const first = files.find((file) => file.status === "loaded");
    if (first === undefined) return [...files, ...strangers];
    first.reason = [first.reason, missingParts(job.path), notRead(job.name, strangers)].filter((note) => note !== "").join("; "); // prettier-ignore
    return files;
  } catch (error) {
    return [refused(error, job.name, fileId)];
  }
}

/** A note about the members of an archive or sheets of a workbook that nobody knows. */
function notRead(name: string, strangers: LoadedFile[]): string {
  const [one, ...others] = strangers.map((file) => file.name.slice(name.length + 1));
  if (one === undefined) return "";
  return `not read: ${one}${others.length === 0 ? "" : ` and ${others.length} more`} (${strangers[0]?.reason ?? ""})`;
}

/** A recognised table → surveyed → converted → accounted for, in a folder that appears whole. */
async function loadTable(
  job: Job,
  text: DeliveredText,
  found: Recognised,
  said: string,
): Promise<LoadedFile> {
  const { connector, layout } = found;
  const source = layout.source ?? connector.name;
  const setting = (name: string) => sourceSetting(job.settings, source, job.name, name);
  const zone = layout.zone ?? setting("time_zone") ?? job.settings.get("source_time_zone") ?? "UTC";
  const folder = join(job.home.loads, text.fileId);
  const before = job.seen.get(text.fileId);
  if (before !== undefined)
    return {
      ...blank(job.name),
      fileId: text.fileId,
      source,
      connector: connector.name,
      status: "duplicate",
      reason: `the same bytes were delivered as ${before}`,
    };
  const declaredLocale = declaredFor(source, setting);
  const currency = setting("currency");
  const key = `${loaderVersion}-${connector.name}-${connector.version}-${createHash("sha256")
    .update(`${said}${zone}${declaredLocale.order ?? ""}${declaredLocale.decimal ?? ""}${currency ?? ""}`)
    .digest("hex")
    .slice(0, 12)}`;
  const kept = reuse(folder, key);
  const delivery = deliveryOf(layout, setting("delivery"));
  if (kept !== undefined) {
    job.seen.set(text.fileId, job.name);
    return { ...kept, name: job.name, source, delivery, zone };
  }

  const building = `${folder}.building`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  const region: DataRegion = { ...found.region, isSuspect: text.isSuspect };
  const inquiry = Array.isArray(layout.parts) ? new LocaleInquiry(layout.parts, region, declaredLocale) : undefined; // prettier-ignore
  const bareTime = layout.zone === undefined ? new BareTime(partsOf(layout, 4)) : undefined;
  const survey = surveyRegion(region, (shape) => {
    inquiry?.witness?.(shape);
    bareTime?.look(shape);
  });
  const width = region.width || survey.widest;
  if (width > defaultCaps.columns)
    throw new FunnelError(
      "config",
      "too_wide",
      `expected at most ${defaultCaps.columns} columns, found ${width}; delete the columns that are not needed`,
    );
  if (survey.swallowedFrom !== undefined)
    throw new FunnelError(
      "config",
      "open_quote",
      `line ${survey.swallowedFrom}: a quote is opened and swallows the lines after it; close it and export again`,
    );
  if (survey.firstDamage !== undefined) {
    const { expected, found } = damageFinding(survey.firstDamage, region.width);
    refuseDamage(survey.damaged, survey.records, ` (first: line ${survey.firstDamage.line}: expected ${expected}, found ${found})`); // prettier-ignore
  }
  const settled = inquiry?.settle() ?? settleLocale(partsOf(layout, survey.widest), region, declaredLocale);
  const parts = settled.map((part) => withNamedCurrency({ ...part, format: { ...part.format, zone } }, currency)); // prettier-ignore
  const conversion = new Conversion(parts, layout.furniture, layout.headerAt < 0 || region.width === 0 ? [] : found.header.slice(0, knownByCells)); // prettier-ignore
  const isRead = survey.isRegular && found.canSkipLines && (await readRegular(job.engine, conversion, region, survey, building)); // prettier-ignore
  if (!isRead) await readRewritten(job.engine, conversion, region, survey, building);
  const outcome = await settle(job.engine, conversion, survey.records - survey.damaged, building, layout);
  if (layout.toldApart !== undefined) await refuseShared(job.engine, layout.toldApart, building);
  const notes = [
    ...(survey.records === 0 ? ["it holds a header and no record"] : []),
    ...(survey.isCutOff ? [cutOff] : []),
    ...text.oddities,
    ...(layout.notes ?? []),
    ...compareCount(survey.records - outcome.furniture, layout.declares?.rows),
    ...outcome.notes,
  ];

  const file: LoadedFile = {
    ...blank(job.name),
    fileId: text.fileId,
    source,
    connector: connector.name,
    encoding: text.encoding,
    delimiter: found.delimiter,
    delivery,
    isCutOff: survey.isCutOff,
    zone,
    bareTime: bareTime?.header ?? "",
    dates: parts[0]?.format.order ?? "",
    decimal: parts[0]?.format.decimal ?? "",
    status: "loaded",
    recordsIn: found.furniture.length + (layout.headerAt < 0 ? 0 : 1) + survey.records,
    loaded: outcome.loaded,
    quarantined: survey.damaged + outcome.misfits.places.length,
    deduplicated: outcome.deduplicated,
    skipped: found.furniture.length + (layout.headerAt < 0 ? 0 : 1) + outcome.furniture,
    declaredAsOf: layout.declaredAsOf?.(found.furniture, parts[0]?.format.order ?? "ymd") ?? "",
    newestEvent: outcome.newestEvent,
    newestRepeated: outcome.newestRepeated,
    columns: columnsRead(parts),
    unread: Array.isArray(layout.parts) ? columnsLeft(found.header, parts) : [],
    issues: [
      ...(await presumedCurrency(job.engine, parts, outcome.streams, building, currencyRemedy(job, found))),
      ...(survey.isCutOff ? [{ kind: "cut_off", detail: cutOff }] : []),
    ],
    streams: outcome.streams.map((part) => ({ ...part, path: join(folder, `${part.stream}.parquet`) })),
  };
  if (file.recordsIn !== file.loaded + file.quarantined + file.deduplicated + file.skipped)
    throw new FunnelError(
      "internal",
      "accounting",
      `${job.name}: ${file.recordsIn} records were counted but ${file.loaded} loaded + ${file.quarantined} quarantined + ${file.deduplicated} deduplicated + ${file.skipped} skipped; nothing of it is published`,
    );
  if (file.quarantined > 0) {
    const first = await writeQuarantine(
      job.engine,
      { fileId: text.fileId, region, text, header: found.header, misfits: conversion.misfits, path: join(building, "quarantine.parquet") },
      outcome.misfits,
    ); // prettier-ignore
    const where = `line ${first?.line ?? "?"}, ${first?.column || "record"}: expected ${first?.expected ?? "?"}, found ${first?.found ?? "?"}`;
    const remedy = first?.expected.startsWith("a date like") === true ? `; if its dates are written so, ${dateRemedy(job, found)}` : ""; // prettier-ignore
    refuseDamage(file.quarantined, survey.records, ` (first: ${where}${remedy})`);
    file.reason = `${where} (${file.quarantined} of ${survey.records} records quarantined; see ops.quarantine)`;
    file.quarantinePath = join(folder, "quarantine.parquet");
  }
  file.reason = [file.reason, ...notes].filter((note) => note !== "").join("; ");
  writeFileSync(join(building, "manifest.json"), JSON.stringify({ key, file }));
  rmSync(folder, { recursive: true, force: true });
  renameSync(building, folder);
  job.seen.set(text.fileId, job.name);
  return file;
}

const cutOff =
  "it is cut off: it ends inside its last record, and what follows was never delivered; nothing counts as deleted on its account; export it again";

const columnsRead = (parts: Part[]): string[] => [
  ...new Set(parts.flatMap(valuesOf).flatMap(({ at, header }) => (at === undefined ? [] : [header]))),
];

/** The named columns of which no value of a row is made. */
function columnsLeft(header: string[], parts: Part[]): string[] {
  const values = parts.flatMap(valuesOf).filter(({ header }) => !/^\((?!constant)/.test(header));
  const cells = values.flatMap(({ sql }) => Array.from(sql.matchAll(/\bc(\d+)\b/g), ([, at]) => Number(at)));
  const read = new Set(cells);
  return header.filter((name, at) => name !== "" && !read.has(at));
}

/** Where a person says in which currency the amounts of a file are. */
function currencyRemedy(job: Job, { connector, layout }: Recognised): string {
  const mapping = relative(job.home.exports, join(dirname(job.path), "mapping.json"));
  return connector.name === "mapped"
    ? `add "currency" to the constants of its entry in ${mapping}`
    : `add the line ${layout.source ?? connector.name}.currency,<code> to reference/settings.csv`;
}

/** Where a person says how the dates of a file are written. */
function dateRemedy(job: Job, { connector, layout }: Recognised): string {
  const mapping = relative(job.home.exports, join(dirname(job.path), "mapping.json"));
  const forms = "ymd, mdy, dmy, serial (day numbers of a spreadsheet) or a pattern like DD-MM-YY HH:mm";
  return connector.name === "mapped"
    ? `set date_format of its entry in ${mapping} to ${forms}`
    : `add the line ${layout.source ?? connector.name}.date_order,<form> to reference/settings.csv: ${forms}`;
}

/** What a person says about a source holds before what its connector presumes. */
const deliveryOf = (layout: Layout, said: string | undefined): Delivery =>
  said === "full" || said === "delta" ? said : (layout.delivery ?? "delta");

function refuseDamage(damaged: number, records: number, detail: string): void {
  if (records > 0 && damaged > tolerated * records)
    throw new FunnelError(
      "config",
      "too_many_quarantined",
      `${damaged} of ${records} records do not fit${detail}; it is damaged or not what it seems: export it again, or correct its records`,
    );
}

interface Outcome {
  loaded: number;
  deduplicated: number;
  furniture: number;
  misfits: MisfitRecords;
  newestEvent: string;
  newestRepeated: string;
  notes: string[];
  streams: Omit<LoadedFile["streams"][number], "path">[];
}

const recordsIn = (folder: string) => join(folder, "records.parquet");

/** Has the engine read and convert a text; returns how many records it found. */
async function readRecords(
  engine: Warehouse,
  conversion: Conversion,
  text: RegularText,
  folder: string,
): Promise<number> {
  const sql = conversion.isDirect
    ? conversion.rowsSql(0, `(${conversion.recordsSql(text)})`, ["_misfit"])
    : conversion.recordsSql(text);
  await writeParquet(engine, sql, recordsIn(folder));
  const [row] = await engine.rows<{ read: string }>(
    `select count(*) as read from read_parquet(${quotedPath(recordsIn(folder))})`,
  );
  return Number(row?.read);
}

/** Reads a regular region where it lies; false when the engine cannot, or finds another number of records than we counted. */
async function readRegular(
  engine: Warehouse,
  conversion: Conversion,
  region: DataRegion,
  survey: Survey,
  folder: string,
): Promise<boolean> {
  if (region.to < Infinity) truncateSync(region.path, region.to);
  const text: RegularText = {
    path: region.path,
    delimiter: region.delimiter,
    skipLines: region.line - 1,
    lineEnd: survey.lineEnd,
    width: region.width || survey.widest,
    longest: survey.longest,
    isRagged: region.width === 0,
  };
  try {
    return (await readRecords(engine, conversion, text, folder)) === survey.records;
  } catch {
    return false;
  }
}

/** Reads the good records of a region once more, every cell quoted. Throws when the engine still finds another number than we counted. */
async function readRewritten(
  engine: Warehouse,
  conversion: Conversion,
  region: DataRegion,
  survey: Survey,
  folder: string,
): Promise<void> {
  const path = `${region.path}.regular`;
  const width = region.width || survey.widest;
  writeRegular(region, path);
  const text: RegularText = {
    path,
    delimiter: region.delimiter,
    skipLines: 0,
    lineEnd: "lf",
    width,
    longest: 2 * survey.longest + 2 * width,
    isRagged: region.width === 0,
  };
  const good = survey.records - survey.damaged;
  const read = good === 0 ? 0 : await readRecords(engine, conversion, text, folder);
  rmSync(path);
  if (read !== good)
    throw new FunnelError(
      "internal",
      "records_disagree",
      `${good} good records were counted but the engine reads ${read}; nothing of the file is published`,
    );
}

/** Sorts converted records into good rows, misfits, total rows and repeats, and writes the rows by stream. */
async function settle(
  engine: Warehouse,
  conversion: Conversion,
  good: number,
  folder: string,
  layout: Layout,
): Promise<Outcome> {
  const records = recordsIn(folder);
  if (good === 0) {
    rmSync(records, { force: true });
    return { loaded: 0, deduplicated: 0, furniture: 0, misfits: { places: [], codes: [] }, newestEvent: "", newestRepeated: "", notes: [], streams: [] }; // prettier-ignore
  }
  const from = `read_parquet(${quotedPath(records)}, file_row_number = true)`;
  const reader = await engine.connection.runAndReadAll(
    `select file_row_number, _misfit from ${from} where _misfit is not null order by file_row_number`,
  );
  const [rows = [], codes = []] = reader.getColumns() as [bigint[], number[]];
  const misfits = {
    places: rows.filter((_, index) => (codes[index] ?? 0) > 0),
    codes: codes.filter((code) => code > 0),
  };
  const furniture = rows.length - misfits.places.length;
  const headers = codes.filter((code) => code < 0).length;
  const deduplicated = layout.toldApart === undefined ? await markRepeats(engine, conversion, from) : 0;
  const isClean = rows.length === 0 && deduplicated === 0;
  const outcome: Outcome = {
    loaded: good - rows.length - deduplicated,
    deduplicated,
    furniture,
    misfits,
    newestEvent: "",
    newestRepeated: "",
    notes: [
      ...(headers === 0
        ? []
        : [
            `its header stands ${headers === 1 ? "once" : `${headers} times`} more among its records, as where exports are put together`,
          ]),
      ...(await comparePeriod(engine, conversion, from, layout.declares?.period ?? ["", ""])),
      ...(furniture === 0
        ? []
        : await compareTotals(engine, conversion, from, layout.declares?.totals ?? [])),
    ],
    streams: [],
  };
  const kept = `(select * from ${from} where _misfit is null${deduplicated > 0 ? " and file_row_number not in (select place from repeats)" : ""})`;
  for (const stream of new Set(conversion.parts.map((part) => part.stream))) {
    const path = join(folder, `${stream}.parquet`);
    if (conversion.isDirect) {
      if (isClean) renameSync(records, path);
      else await writeParquet(engine, `select * exclude (_misfit, file_row_number) from ${kept}`, path);
    } else {
      const rowsOf = conversion.parts.flatMap((part, index) =>
        part.stream === stream ? [conversion.rowsSql(index, kept)] : [],
      );
      await writeParquet(engine, rowsOf.map((sql) => `(${sql})`).join(" union all by name "), path);
    }
    const described = await engine.rows<{ column_name: string }>(
      `describe select * from read_parquet(${quotedPath(path)})`,
    );
    const columns = described.map((column) => column.column_name).filter((column) => column !== "_misfit");
    const events = columnsOf(stream).flatMap(([column, { event }]) =>
      event === true && columns.includes(column) ? [column] : [],
    );
    const newest = (ofEvent: (column: string) => string) =>
      events.length === 0 ? "null" : `greatest(${events.map(ofEvent).join(", ")})::timestamp::varchar`;
    const repeats = (column: string) => `max(case when ${columns.includes(repeatedOf(column)) ? quotedIdentifier(repeatedOf(column)) : "false"} then ${quotedIdentifier(column)} end)`; // prettier-ignore
    const [row] = await engine.rows<{ rows: string; newest: string | null; repeated: string | null }>(
      `select count(*) as rows, ${newest((column) => `max(${quotedIdentifier(column)})`)} as newest, ${newest(repeats)} as repeated from read_parquet(${quotedPath(path)})`,
    );
    if (Number(row?.rows) === 0) rmSync(path);
    else
      outcome.streams.push({ stream, rows: Number(row?.rows), columns, partly: conversion.partlyOf(stream) });
    if ((row?.newest ?? "") > outcome.newestEvent) outcome.newestEvent = row?.newest ?? "";
    if ((row?.repeated ?? "") > outcome.newestRepeated) outcome.newestRepeated = row?.repeated ?? "";
  }
  rmSync(records, { force: true });
  return outcome;
}

/** Streams whose rows are things, not happenings: the same row twice is one. */
const entityIds: Partial<Record<StreamName, string>> = { leads: "lead_id", opportunities: "opportunity_id" };

/** Fills the table `repeats` with the places of records that repeat an earlier one in every value that is loaded; returns how many. */
async function markRepeats(engine: Warehouse, conversion: Conversion, from: string): Promise<number> {
  const index = conversion.parts.findIndex((part) => entityIds[part.stream] !== undefined);
  const idName = entityIds[conversion.parts[index]?.stream ?? "products"];
  if (idName === undefined) return 0;
  const id = conversion.isDirect ? quotedIdentifier(idName) : conversion.columnOf(index, idName);
  const [row] = await engine.rows<{ repeated: string }>(
    `select count(${id}) - count(distinct ${id}) as repeated from ${from} where _misfit is null`,
  );
  if (Number(row?.repeated) === 0) return 0;
  const described = await engine.rows<{ column_name: string }>(
    `describe select * exclude (_misfit, file_row_number) from ${from}`,
  );
  const values = described.map((column) => quotedIdentifier(column.column_name)).join(", ");
  await engine.run(`create or replace temp table repeats as
    with repeated as (select ${id} as id from ${from} where _misfit is null group by ${id} having count(*) > 1)
    select file_row_number as place from (
      select file_row_number, row_number() over (partition by ${values} order by file_row_number) as copy
      from ${from} where _misfit is null and ${id} in (select id from repeated)
    ) where copy > 1`);
  const [found] = await engine.rows<{ found: string }>("select count(*) as found from repeats");
  return Number(found?.found);
}

/** An earlier load of the same bytes by the same connector version and mapping. */
function reuse(folder: string, key: string): LoadedFile | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
      key: string;
      file: LoadedFile;
    };
    const file = {
      ...manifest.file,
      streams: manifest.file.streams.map((part) => ({
        ...part,
        path: join(folder, `${part.stream}.parquet`),
      })),
    };
    return manifest.key === key && file.streams.every((part) => existsSync(part.path)) ? file : undefined;
  } catch {
    return undefined;
  }
}
