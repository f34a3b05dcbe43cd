import { quotedString } from "@duckdb/node-api";
import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import { wallTimeIn } from "../formats/values/wall-time.ts";
import { blankFile, together, type LoadedFile, type Note } from "../contract/loaded-file.ts";
import { valuesOf, type StreamMapping } from "../layout/layout.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { compareCount, comparePeriod, compareTotals } from "./declared.ts";
import { refuseDuplicateKeys } from "./duplicate-keys.ts";
import type { Forgotten } from "./forgotten.ts";
import { keepPlaces } from "./kept-load.ts";
import { lineRanges } from "./line-ranges.ts";
import { placesOf } from "./places.ts";
import { presumedCurrency } from "./presumed-currency.ts";
import { writeQuarantine, zoneByName, type Withheld } from "./quarantine.ts";
import { refuseDamage } from "./refuse-damage.ts";
import { currencyRemedy, dateRemedy, zoneRemedy } from "./remedies.ts";
import type { Sorted } from "./sort-records.ts";
import type { Surveyed } from "./survey-table.ts";
import { laterCloses, unsureMembers } from "./unsure-rows.ts";

/** Writes what the records of a table came to into the folder `building`, which will be `folder`. Throws a config error where that contradicts the file. */
export async function keepTable(
  engine: Warehouse,
  surveyed: Surveyed,
  sorted: Sorted,
  building: string,
  folder: string,
  forgotten: Forgotten,
): Promise<LoadedFile> {
  const { table, decided, survey, mappings, conversion, layout } = surveyed;
  const { text, found, sidecars } = table;
  const streams = sorted.streams.map((loaded) => ({
    ...loaded,
    columns: conversion.columnsOf(loaded.stream),
    partly: conversion.partlyOf(loaded.stream),
  }));
  const kept = `(select * from ${sorted.records} where _misfit is null)`;
  for (const { stream } of streams)
    await engine.run(
      `copy (${conversion.streamSql(stream, kept)}) to ${quotedString(join(building, `${stream}.parquet`))} (format parquet, compression zstd)`,
    );
  if (layout.rowIdentity !== undefined) await refuseDuplicateKeys(engine, layout.rowIdentity, building);
  const around = found.boilerplate.length + (layout.headerAt < 0 ? 0 : 1);
  const [first] = mappings;
  const file: LoadedFile = {
    ...blankFile(table.name),
    fileId: table.fileId,
    source: decided.source,
    connector: found.connector.name,
    encoding: text.encoding,
    delimiter: found.delimiter,
    delivery: decided.delivery,
    isCutOff: survey.isCutOff,
    zone: decided.zone,
    bareTime: surveyed.bareTime,
    dates: first?.format.order ?? "",
    decimal: first?.format.decimal ?? "",
    status: "loaded",
    recordsIn: around + survey.records,
    loaded: sorted.loaded,
    quarantined: survey.damaged + sorted.misfits.places.length,
    deduplicated: sorted.deduplicated,
    skipped: around + sorted.boilerplate + sorted.forgotten.length,
    declaredAsOf: wallTimeIn(
      layout.declaredAsOf?.(found.boilerplate, first?.format.order ?? "ymd") ?? "",
      decided.zone,
    ),
    newestEvent: sorted.newestEvent,
    newestRepeated: sorted.newestRepeated,
    columns: columnsRead(mappings),
    unread: Array.isArray(layout.mappings) ? columnsLeft(found.header, mappings) : [],
    issues: [
      ...(await presumedCurrency(engine, mappings, streams, building, currencyRemedy(found, sidecars))),
      ...(survey.isCutOff ? [{ kind: "cut_off", detail: cutOff.en }] : []),
    ],
    streams: streams.map((loaded) => ({ ...loaded, path: join(folder, `${loaded.stream}.parquet`) })),
  };
  checkAccounting(file);
  const notes = [
    ...(await notesOn(engine, surveyed, sorted)),
    ...(found.connector.name === "mapped" && file.declaredAsOf === ""
      ? await laterCloses(engine, streams, building)
      : []),
    ...(await unsureMembers(engine, streams, building)),
  ];
  const places = placesOf(text, surveyed.range, sorted.forgotten);
  if (file.quarantined > 0) {
    const withheld = { forgotten, places };
    notes.unshift(await quarantine(engine, surveyed, sorted, join(building, "quarantine.parquet"), withheld));
    file.quarantinePath = join(folder, "quarantine.parquet");
  }
  if (places.length > 0) {
    keepPlaces(building, places);
    const lines = lineRanges(places.map(({ line }) => line));
    notes.push({
      en: `it holds forgotten persons, who are left out (${places.length} ${places.length === 1 ? "record" : "records"}, line ${lines}): deliver it without them`,
      hu: `elfelejtett személyek vannak benne, akiket kihagyunk (${places.length} rekord, sor: ${lines}): nélkülük adja le`,
    });
  }
  const { en, hu } = together(notes);
  file.reason = en;
  file.reasonHu = hu;
  return file;
}

/** What a person should know about a table that is read. Throws a config error when it holds fewer records than it declares. */
async function notesOn(engine: Warehouse, surveyed: Surveyed, sorted: Sorted): Promise<Note[]> {
  const { table, layout, survey, conversion } = surveyed;
  const { records, boilerplate, headers } = sorted;
  const { rows, period = ["", ""], totals = ["amount"] } = layout.declares ?? {};
  return [
    ...(survey.records === 0
      ? [{ en: "it holds a header and no record", hu: "fejléce van, rekordja nincs" }]
      : []),
    ...(survey.isCutOff ? [cutOff] : []),
    ...table.text.oddities,
    ...(layout.notes ?? []),
    ...compareCount(survey.records - boilerplate, rows),
    ...repeatedHeader(headers),
    ...(records === "" ? [] : await comparePeriod(engine, conversion, records, period)),
    ...(boilerplate === 0 ? [] : await compareTotals(engine, conversion, records, totals)),
  ];
}

const repeatedHeader = (times: number): Note[] =>
  times === 0
    ? []
    : [
        {
          en: `its header is repeated ${times === 1 ? "once" : `${times} times`} among its records, as where exports are put together`,
          hu: `a fejléce a rekordjai között megismétlődik (${times}×), mint amikor exportokat egymás után fűznek`,
        },
      ];

/** Sets the records aside that do not fit; returns a note about the first. Throws a config error when they are too many. */
async function quarantine(
  engine: Warehouse,
  { table: { fileId, text, found, sidecars }, source, range, survey, conversion: { misfits } }: Surveyed,
  sorted: Sorted,
  path: string,
  withheld: Withheld,
): Promise<Note> {
  const job = { fileId, source, range, text, misfits, path, withheld };
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
  return {
    en: `${where} (${count} of ${survey.records} records quarantined; see ops.quarantine)`,
    hu: `félretéve ${count} rekord, összesen ${survey.records} érkezett; az első: ${first?.line ?? "?"}. sor, ${first?.column || "az egész rekord"}; a részletek az ops.quarantine táblában állnak`,
  };
}

const cutOff: Note = {
  en: "it is cut off: it ends inside its last record, and what follows was never delivered; nothing counts as deleted on its account; export it again",
  hu: "csonka: az utolsó rekordja közepén véget ér, a folytatása nem érkezett meg; emiatt semmi sem számít töröltnek; exportálja újra",
};

const columnsRead = (mappings: StreamMapping[]): string[] => [
  ...new Set(mappings.flatMap(valuesOf).flatMap(({ at, header }) => (at === undefined ? [] : [header]))),
];

/** The named columns of which no value of a row is made. */
function columnsLeft(header: string[], mappings: StreamMapping[]): string[] {
  const values = mappings.flatMap(valuesOf).filter(({ header }) => !/^\((?!constant)/.test(header));
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
