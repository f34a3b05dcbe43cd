import { quotedIdentifier } from "@duckdb/node-api";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { LoadedFile } from "../contract/loaded-file.ts";
import { columnsOf, repeatedOf, type StreamName } from "../contract/streams.ts";
import type { Layout } from "../layout/layout.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";
import { writeParquet, type Conversion } from "./convert.ts";
import { comparePeriod, compareTotals } from "./declared.ts";
import { markRepeats } from "./mark-repeats.ts";
import type { MisfitRecords } from "./quarantine.ts";
import { recordsIn } from "./read-records.ts";

/** How many records came to what, and the rows by stream. */
export interface Sorted {
  loaded: number;
  deduplicated: number;
  boilerplate: number;
  misfits: MisfitRecords;
  newestEvent: string;
  newestRepeated: string;
  notes: string[];
  streams: Omit<LoadedFile["streams"][number], "path">[];
}

const nothing = (): Sorted => ({
  loaded: 0,
  deduplicated: 0,
  boilerplate: 0,
  misfits: { places: [], codes: [] },
  newestEvent: "",
  newestRepeated: "",
  notes: [],
  streams: [],
});

/** Sorts converted records into good rows, misfits, total rows and repeats, and writes the rows by stream. */
export async function sortRecords(
  engine: Warehouse,
  conversion: Conversion,
  good: number,
  folder: string,
  layout: Layout,
): Promise<Sorted> {
  const records = recordsIn(folder);
  if (good === 0) {
    rmSync(records, { force: true });
    return nothing();
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
  const boilerplate = rows.length - misfits.places.length;
  const headers = codes.filter((code) => code < 0).length;
  const deduplicated = layout.rowIdentity === undefined ? await markRepeats(engine, conversion, from) : 0;
  const kept = `(select * from ${from} where _misfit is null${deduplicated > 0 ? " and file_row_number not in (select place from repeats)" : ""})`;
  const sorted: Sorted = {
    ...nothing(),
    loaded: good - rows.length - deduplicated,
    deduplicated,
    boilerplate: boilerplate,
    misfits,
    notes: [
      ...repeatedHeader(headers),
      ...(await comparePeriod(engine, conversion, from, layout.declares?.period ?? ["", ""])),
      ...(boilerplate === 0
        ? []
        : await compareTotals(engine, conversion, from, layout.declares?.totals ?? [])),
    ],
  };
  const isClean = rows.length === 0 && deduplicated === 0;
  for (const stream of new Set(conversion.parts.map((part) => part.stream))) {
    const path = join(folder, `${stream}.parquet`);
    if (conversion.isDirect && isClean) renameSync(records, path);
    else await writeParquet(engine, rowsOf(conversion, stream, kept), path);
    const { columns, rows, newest, repeated } = await describe(engine, stream, path);
    if (rows === 0) rmSync(path);
    else sorted.streams.push({ stream, rows, columns, partly: conversion.partlyOf(stream) });
    if (newest > sorted.newestEvent) sorted.newestEvent = newest;
    if (repeated > sorted.newestRepeated) sorted.newestRepeated = repeated;
  }
  rmSync(records, { force: true });
  return sorted;
}

const repeatedHeader = (times: number): string[] =>
  times === 0
    ? []
    : [
        `its header is repeated ${times === 1 ? "once" : `${times} times`} among its records, as where exports are put together`,
      ];

/** SQL for the rows that the kept records make in a stream. */
function rowsOf(conversion: Conversion, stream: StreamName, kept: string): string {
  if (conversion.isDirect) return `select * exclude (_misfit, file_row_number) from ${kept}`;
  return conversion.parts
    .flatMap((part, index) => (part.stream === stream ? [`(${conversion.rowsSql(index, kept)})`] : []))
    .join(" union all by name ");
}

/** The columns of a stream's file, how many rows it has, the newest event in them, and the newest in an hour that autumn repeats. */
async function describe(engine: Warehouse, stream: StreamName, path: string) {
  const source = `read_parquet(${quotedPath(path)})`;
  const described = await engine.rows<{ column_name: string }>(`describe select * from ${source}`);
  const columns = described.map((column) => column.column_name).filter((column) => column !== "_misfit");
  const events = columnsOf(stream).filter(([name, { event }]) => event === true && columns.includes(name));
  const newest = (ofEvent: (name: string) => string) =>
    events.length === 0
      ? "null"
      : `greatest(${events.map(([name]) => ofEvent(name)).join(", ")})::timestamp::varchar`;
  const repeats = (name: string) => {
    const isRepeated = columns.includes(repeatedOf(name)) ? quotedIdentifier(repeatedOf(name)) : "false";
    return `max(case when ${isRepeated} then ${quotedIdentifier(name)} end)`;
  };
  const [row] = await engine.rows<{ rows: string; newest: string | null; repeated: string | null }>(
    `select count(*) as rows, ${newest((name) => `max(${quotedIdentifier(name)})`)} as newest, ${newest(repeats)} as repeated from ${source}`,
  );
  return { columns, rows: Number(row?.rows), newest: row?.newest ?? "", repeated: row?.repeated ?? "" };
}
