import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import { blankFile, type Delivery, type LoadedFile } from "../contract/loaded-file.ts";
import type { DeliveredText } from "../intake/to-texts.ts";
import { partsOf, valuesOf, withNamedCurrency, type Connector, type Part } from "../layout/layout.ts";
import type { Sidecars } from "../sidecars/sidecars.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { sourceSetting } from "./accounts.ts";
import { Conversion } from "./convert.ts";
import { compareCount } from "./declared.ts";
import { beginLoad, keepLoad, keptLoad, loadKey } from "./kept-load.ts";
import { presumedCurrency } from "./presumed-currency.ts";
import { BareTime } from "./presumed-zone.ts";
import { writeQuarantine, zoneByName } from "./quarantine.ts";
import { readRange } from "./read-records.ts";
import type { Recognised } from "./recognise.ts";
import { refuseDamage, refuseUnreadable } from "./refuse-damage.ts";
import { currencyRemedy, dateRemedy, zoneRemedy } from "./remedies.ts";
import { declaredFor, LocaleInference, inferLocale } from "./infer-locale.ts";
import { sortRecords } from "./sort-records.ts";
import { surveyRange, type DataRange } from "./survey.ts";
import { refuseDuplicateKeys } from "./duplicate-keys.ts";

/** Cells by which a record is known for the header again. */
const knownByCells = 12;

/** What the tables of all files are loaded with. */
export interface Loader {
  connectors: Connector[];
  settings: Map<string, string>;
  engine: Warehouse;
  /** The folder of what is loaded. */
  loads: string;
  /** What was loaded before: its id, and the name it was delivered by. */
  seen: Map<string, string>;
}

/** A recognised table of a delivered file; `name` is as people see it. */
export interface Table {
  name: string;
  text: DeliveredText;
  found: Recognised;
}

/** Loads a table, unless its bytes are loaded already: surveyed → converted → accounted for, in a folder that appears whole. */
export async function loadTable(loader: Loader, table: Table, sidecars: Sidecars): Promise<LoadedFile> {
  const { name, text, found } = table;
  const decided = decisionsOf(loader.settings, table);
  const { source, zone, delivery } = decided;
  const before = loader.seen.get(text.fileId);
  if (before !== undefined)
    return {
      ...blankFile(name),
      fileId: text.fileId,
      source,
      connector: found.connector.name,
      status: "duplicate",
      reason: `the same bytes were delivered as ${before}`,
    };
  const folder = join(loader.loads, text.fileId);
  const { order = "", decimal = "" } = decided.locale;
  const key = loadKey(found.connector, [sidecars.text, zone, order, decimal, decided.currency ?? ""]);
  const kept = keptLoad(folder, key);
  const file =
    kept === undefined
      ? await loadAnew(loader.engine, table, decided, sidecars, { folder, key })
      : { ...kept, name, source, delivery, zone };
  loader.seen.set(text.fileId, name);
  return file;
}

type Decisions = ReturnType<typeof decisionsOf>;

/** What the sidecar, the settings and the connector say about a table, whatever its records are. */
function decisionsOf(settings: Map<string, string>, { name, found: { connector, layout } }: Table) {
  const source = layout.source ?? connector.name;
  const setting = (key: string) => sourceSetting(settings, source, name, key);
  const said = setting("delivery");
  const delivery: Delivery = said === "full" || said === "delta" ? said : (layout.delivery ?? "delta");
  return {
    source,
    delivery,
    zone: layout.zone ?? setting("time_zone") ?? settings.get("source_time_zone") ?? "UTC",
    locale: declaredFor(source, setting),
    currency: setting("currency"),
  };
}

/** Loads a table whose bytes are new, and keeps it. */
async function loadAnew(
  engine: Warehouse,
  table: Table,
  decided: Decisions,
  sidecars: Sidecars,
  { folder, key }: { folder: string; key: string },
): Promise<LoadedFile> {
  const { text, found } = table;
  const { layout } = found;
  const building = beginLoad(folder);
  const reading = await readTable(engine, table, decided, building);
  const { survey, parts, sorted, bareTime } = reading;
  const around = found.boilerplate.length + (layout.headerAt < 0 ? 0 : 1);
  const [first] = parts;
  const file: LoadedFile = {
    ...blankFile(table.name),
    fileId: text.fileId,
    source: decided.source,
    connector: found.connector.name,
    encoding: text.encoding,
    delimiter: found.delimiter,
    delivery: decided.delivery,
    isCutOff: survey.isCutOff,
    zone: decided.zone,
    bareTime,
    dates: first?.format.order ?? "",
    decimal: first?.format.decimal ?? "",
    status: "loaded",
    recordsIn: around + survey.records,
    loaded: sorted.loaded,
    quarantined: survey.damaged + sorted.misfits.places.length,
    deduplicated: sorted.deduplicated,
    skipped: around + sorted.boilerplate,
    declaredAsOf: layout.declaredAsOf?.(found.boilerplate, first?.format.order ?? "ymd") ?? "",
    newestEvent: sorted.newestEvent,
    newestRepeated: sorted.newestRepeated,
    columns: columnsRead(parts),
    unread: Array.isArray(layout.parts) ? columnsLeft(found.header, parts) : [],
    issues: [
      ...(await presumedCurrency(engine, parts, sorted.streams, building, currencyRemedy(found, sidecars))),
      ...(survey.isCutOff ? [{ kind: "cut_off", detail: cutOff }] : []),
    ],
    streams: sorted.streams.map((part) => ({ ...part, path: join(folder, `${part.stream}.parquet`) })),
  };
  checkAccounting(file);
  const notes = notesOn(text, found, reading);
  if (file.quarantined > 0) {
    notes.unshift(await quarantine(engine, table, reading, sidecars, join(building, "quarantine.parquet")));
    file.quarantinePath = join(folder, "quarantine.parquet");
  }
  file.reason = notes.filter((note) => note !== "").join("; ");
  keepLoad(folder, key, file);
  return file;
}

type Reading = Awaited<ReturnType<typeof readTable>>;

/** The table's records, counted, converted and sorted; the rows of its streams lie in `folder`. */
async function readTable(
  engine: Warehouse,
  { text, found }: Table,
  { locale, zone, currency }: Decisions,
  folder: string,
) {
  const { layout } = found;
  const range: DataRange = { ...found.range, isSuspect: text.isSuspect };
  const inference = Array.isArray(layout.parts)
    ? new LocaleInference(layout.parts, range, locale)
    : undefined;
  const bareTime = layout.zone === undefined ? new BareTime(partsOf(layout, 4)) : undefined;
  const survey = surveyRange(range, (shape) => {
    inference?.observer?.(shape);
    bareTime?.look(shape);
  });
  refuseUnreadable(survey, range);
  const inferred = inference?.infer() ?? inferLocale(partsOf(layout, survey.widest), range, locale);
  const parts = inferred.map((part) =>
    withNamedCurrency({ ...part, format: { ...part.format, zone } }, currency),
  );
  const header = layout.headerAt < 0 || range.width === 0 ? [] : found.header.slice(0, knownByCells);
  const conversion = new Conversion(parts, layout.boilerplate, header, layout.filledDown);
  await readRange(engine, conversion, { range, survey, canSkipLines: found.canSkipLines }, folder);
  const sorted = await sortRecords(engine, conversion, survey.records - survey.damaged, folder, layout);
  if (layout.rowIdentity !== undefined) await refuseDuplicateKeys(engine, layout.rowIdentity, folder);
  return { range, survey, parts, conversion, sorted, bareTime: bareTime?.header ?? "" };
}

/** What a person should know about a table that is read. Throws a config error when it holds fewer records than it declares. */
function notesOn(text: DeliveredText, { layout }: Recognised, { survey, sorted }: Reading): string[] {
  return [
    ...(survey.records === 0 ? ["it holds a header and no record"] : []),
    ...(survey.isCutOff ? [cutOff] : []),
    ...text.oddities,
    ...(layout.notes ?? []),
    ...compareCount(survey.records - sorted.boilerplate, layout.declares?.rows),
    ...sorted.notes,
  ];
}

/** Sets the records aside that do not fit; returns a note about the first. Throws a config error when they are too many. */
async function quarantine(
  engine: Warehouse,
  { text, found }: Table,
  { range, survey, conversion: { misfits }, sorted }: Reading,
  sidecars: Sidecars,
  path: string,
): Promise<string> {
  const job = { fileId: text.fileId, range, text, misfits, path };
  const first = await writeQuarantine(engine, job, sorted.misfits);
  const where = `line ${first?.line ?? "?"}, ${first?.column || "record"}: expected ${first?.expected ?? "?"}, found ${first?.found ?? "?"}`;
  const isDate = first?.expected.startsWith("a date like") === true;
  const remedy =
    first?.found === zoneByName
      ? `; ${zoneRemedy(found, sidecars)}`
      : isDate
        ? `; if its dates are written so, ${dateRemedy(found, sidecars)}`
        : "";
  const count = survey.damaged + sorted.misfits.places.length;
  refuseDamage(count, survey.records, ` (first: ${where}${remedy})`);
  return `${where} (${count} of ${survey.records} records quarantined; see ops.quarantine)`;
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

/** Every record has one outcome. Throws an internal error otherwise. */
function checkAccounting({ name, recordsIn, loaded, quarantined, deduplicated, skipped }: LoadedFile): void {
  if (recordsIn !== loaded + quarantined + deduplicated + skipped)
    throw new FunnelError(
      "internal",
      "accounting",
      `${name}: ${recordsIn} records were counted but ${loaded} loaded + ${quarantined} quarantined + ${deduplicated} deduplicated + ${skipped} skipped; nothing of it is published`,
    );
}
