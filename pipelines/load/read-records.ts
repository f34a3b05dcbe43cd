import { rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";
import { writeParquet, type Conversion, type RegularText } from "./convert.ts";
import { writeRegular, type DataRange, type Survey } from "./survey.ts";

/** Where the converted records of a table lie while it is loaded. */
export const recordsIn = (folder: string) => join(folder, "records.parquet");

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

/** Has the engine read a range: where it lies when it is regular, else its good records written anew. */
export async function readRange(
  engine: Warehouse,
  conversion: Conversion,
  { range, survey, canSkipLines }: { range: DataRange; survey: Survey; canSkipLines: boolean },
  folder: string,
): Promise<void> {
  const isRead =
    survey.isRegular && canSkipLines && (await readRegular(engine, conversion, range, survey, folder));
  if (!isRead) await readRewritten(engine, conversion, range, survey, folder);
}

/** Reads a regular range where it lies; false when the engine cannot, or finds another number of records than we counted. */
async function readRegular(
  engine: Warehouse,
  conversion: Conversion,
  range: DataRange,
  survey: Survey,
  folder: string,
): Promise<boolean> {
  if (range.to < Infinity) truncateSync(range.path, range.to);
  const text: RegularText = {
    path: range.path,
    delimiter: range.delimiter,
    skipLines: range.line - 1,
    lineEnd: survey.lineEnd,
    width: range.width || survey.widest,
    longest: survey.longest,
    isRagged: range.width === 0,
  };
  try {
    return (await readRecords(engine, conversion, text, folder)) === survey.records;
  } catch {
    return false;
  }
}

/** Reads the good records of a range once more, every cell quoted. Throws when the engine still finds another number than we counted. */
async function readRewritten(
  engine: Warehouse,
  conversion: Conversion,
  range: DataRange,
  survey: Survey,
  folder: string,
): Promise<void> {
  const path = `${range.path}.regular`;
  const width = range.width || survey.widest;
  writeRegular(range, path);
  const text: RegularText = {
    path,
    delimiter: range.delimiter,
    skipLines: 0,
    lineEnd: "lf",
    width,
    longest: 2 * survey.longest + 2 * width,
    isRagged: range.width === 0,
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
