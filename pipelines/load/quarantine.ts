import { quotedString } from "@duckdb/node-api";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { cellsOf, scanRecords } from "../formats/csv/records.ts";
import type { Warehouse } from "../warehouse/open.ts";
import type { Misfit } from "./convert.ts";
import type { DeliveredText } from "../intake/to-texts.ts";
import { namesForgotten } from "./forgotten-text.ts";
import type { Forgotten } from "./forgotten.ts";
import type { Place } from "./places.ts";
import { OriginReader } from "./origin.ts";
import { verdictOf, type DataRange, type Verdict } from "./survey.ts";
import { quotedPath } from "../warehouse/paths.ts";

/** One quarantined record, without its content. */
export interface Finding {
  line: number;
  column: string;
  expected: string;
  found: string;
}

/** Whose bytes are not kept, and where they stand. */
export interface Withheld {
  forgotten: Forgotten;
  places: Place[];
}

/** Good records of the range (by their place among them, from 0, ascending) that do not fit, and why. */
export interface MisfitRecords {
  places: ArrayLike<number | bigint>;
  codes: ArrayLike<number>;
}

/**
 * Writes the quarantined records of a range to a Parquet file with the columns of ops.quarantine: damaged ones, and those that do not
 * fit. Every row holds the bytes as they were delivered, none of a forgotten person. Returns the first finding.
 */
export async function writeQuarantine(
  engine: Warehouse,
  job: {
    fileId: string;
    source: string;
    range: DataRange;
    text: DeliveredText;
    misfits: Misfit[];
    path: string;
    withheld: Withheld;
  },
  records: MisfitRecords,
): Promise<Finding | undefined> {
  const { range, source, withheld } = job;
  const lines = `${job.path}.ndjson`;
  const handle = openSync(lines, "w");
  const origin = new OriginReader(job.text, range.from, range.delimiter);
  let first: Finding | undefined;
  let buffer: string[] = [];
  const flush = () => {
    if (buffer.length > 0) writeSync(handle, `${buffer.join("\n")}\n`);
    buffer = [];
  };
  let good = 0;
  let next = 0;
  try {
    scanRecords(range.path, range, (shape) => {
      const verdict = verdictOf(shape, range);
      const isMisfit =
        verdict === "good" && next < records.places.length && Number(records.places[next]) === good;
      const isWanted = isMisfit || (verdict !== "good" && verdict !== "blank");
      const delivered = isWanted ? origin.find(shape) : undefined;
      origin.pass(shape);
      if (verdict === "good") good++;
      if (delivered === undefined) return;
      const finding = isMisfit
        ? misfitFinding(job.misfits[(records.codes[next++] ?? 1) - 1], () => cellsOf(shape))
        : damageFinding({ verdict, width: shape.width }, range.width);
      const { line, offset, raw } = delivered;
      const isForgotten = namesForgotten(withheld.forgotten, source, shape);
      if (isForgotten) withheld.places.push({ line, offset, length: raw.length });
      first ??= { line, ...finding };
      buffer.push(
        JSON.stringify({
          byte_offset: offset,
          line,
          raw: isForgotten ? "" : raw.toString("base64"),
          column_name: finding.column,
          expected: finding.expected,
          found: finding.found,
        }),
      );
      if (buffer.length === 5000) flush();
    });
    flush();
  } finally {
    closeSync(handle);
    origin.close();
  }
  if (first !== undefined)
    await engine.run(
      `copy (select ${quotedString(job.fileId)} as file_id, * replace (from_base64(raw) as raw)
        from read_json(${quotedPath(lines)}, format = 'newline_delimited', maximum_object_size = 67108864,
          columns = {byte_offset: 'bigint', line: 'bigint', raw: 'varchar', column_name: 'varchar', expected: 'varchar', found: 'varchar'}))
       to ${quotedString(job.path)} (format parquet, compression zstd)`,
    );
  rmSync(lines);
  return first;
}

/** What is wrong with a record that cannot be cut into the right cells. */
export function damageFinding(
  damage: { verdict: Verdict; width: number },
  width: number,
): Omit<Finding, "line"> {
  switch (damage.verdict) {
    case "encoding":
      return { column: "", expected: "text in UTF-8", found: "bytes that are none" };
    case "broken":
      return {
        column: "",
        expected: "cells in closed quotes",
        found: "a quote that is not closed, or text after a closing quote",
      };
    case "odd":
      return {
        column: "",
        expected: "a cell with a quote in it to be in quotes",
        found: "a quote inside a cell without them: where it ends cannot be told",
      };
    case "long":
      return { column: "", expected: "cells of at most 1 MiB", found: "a longer one" };
    default:
      return { column: "", expected: `${width} cells`, found: `${damage.width} cells` };
  }
}

function misfitFinding(misfit: Misfit | undefined, cells: () => string[]): Omit<Finding, "line"> {
  const at = misfit?.value.at;
  const text = at === undefined ? "" : (cells()[at] ?? "").trim();
  return {
    column: misfit?.value.header ?? "",
    expected: misfit?.expected ?? "",
    found: text === "" ? "nothing" : describe(text),
  };
}

/** A name that means several zones, or one that is not known, is no offset. */
export const zoneByName = "a time with the name of a zone, which does not tell its offset";

/** What a text looks like, without what it says. */
function describe(text: string): string {
  if (/^[-+]?[\d.,\s]+$/.test(text)) return "a number";
  if (
    /\d:\d\d(.*\d)? ?([A-Z]{2,5}|\(?[A-Z][\p{L} ]+( time)?\)?|[A-Z]\w+\/\w+)$/u.test(text) &&
    !/\d ?[AP]M$/.test(text)
  )
    return zoneByName;
  if (/\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(text)) return "a date in another form";
  return `text of ${text.length} characters`;
}
