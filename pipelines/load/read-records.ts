import { rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";
import { writeParquet, type Conversion, type RegularText } from "./convert.ts";
import { writeRegular, type DataRegion, type Survey } from "./survey.ts";

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

/** Has the engine read a region: where it lies when it is regular, else its good records written anew. */
export async function readRegion(
  engine: Warehouse,
  conversion: Conversion,
  { region, survey, canSkipLines }: { region: DataRegion; survey: Survey; canSkipLines: boolean },
  folder: string,
): Promise<void> {
  const isRead =
    survey.isRegular && canSkipLines && (await readRegular(engine, conversion, region, survey, folder));
  if (!isRead) await readRewritten(engine, conversion, region, survey, folder);
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
