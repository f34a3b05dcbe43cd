import { quotedString } from "@duckdb/node-api";
import { truncateSync } from "node:fs";
import { FunnelError } from "../contract/errors.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";
import type { Reading } from "../formats/values/value-sql.ts";
import type { Conversion } from "./convert.ts";
import { writeRegular, type DataRange, type Survey } from "./survey.ts";

/** A range of a text whose records are counted, and how they are converted. */
export interface Counted {
  range: DataRange;
  survey: Survey;
  conversion: Conversion;
  /** The range's first line can be reached by counting line ends. */
  canSkipLines: boolean;
}

/** Converted records of ranges that are read alike, in one table of the engine: its column `_file` is the place of a range among them, and its row ids are in their order. */
export interface Records<Range extends Counted = Counted> {
  table: string;
  ranges: Range[];
}

/** Bytes of a record from which the engine must be told of it. */
const longRecord = 1_900_000;

/** A text that the engine's reader takes as it stands. */
interface RegularText<Range extends Counted> {
  of: Range;
  path: string;
  /** Records that the engine must find. */
  records: number;
  /** How it is read: the options of the engine's reader. */
  form: string;
  isRewritten: boolean;
}

/** To plan a conversion takes as long as to convert so many records. */
const planned = 20_000;

/**
 * Converts the records of ranges into tables of the engine: ranges of one form and one conversion together, and few records by a plain
 * reading first, which is planned fast. A range without a good record is in none of the tables.
 */
export async function convertTables<Range extends Counted>(
  engine: Warehouse,
  ranges: Range[],
): Promise<Records<Range>[]> {
  const alike = new Map<string, RegularText<Range>[]>();
  for (const range of ranges) {
    const { survey, conversion, canSkipLines } = range;
    if (survey.records === survey.damaged) continue;
    const text = survey.isRegular && canSkipLines ? asItLies(range) : rewritten(range);
    const key = `${text.form}\n${conversion.sql}`;
    alike.set(key, [...(alike.get(key) ?? []), text]);
  }
  const converted: Records<Range>[] = [];
  for (const texts of alike.values())
    converted.push(...(await convertAlike(engine, texts, converted.length)));
  return converted;
}

/** Converts texts together; where the engine cannot, or finds another number of records in one than we counted, each by itself, and at last written anew. */
async function convertAlike<Range extends Counted>(
  engine: Warehouse,
  texts: RegularText<Range>[],
  before: number,
): Promise<Records<Range>[]> {
  const table = `records_${before + 1}`;
  const found = await readTexts(engine, texts, table);
  if (texts.every(({ records }, at) => records === found?.[at]))
    return [{ table, ranges: texts.map(({ of }) => of) }];
  const [first, ...others] = texts;
  if (first === undefined) return [];
  if (others.length > 0) {
    const converted: Records<Range>[] = [];
    for (const text of texts)
      converted.push(...(await convertAlike(engine, [text], before + converted.length)));
    return converted;
  }
  if (!first.isRewritten) return convertAlike(engine, [rewritten(first.of)], before);
  throw new FunnelError(
    "internal",
    "records_disagree",
    `${first.records} good records were counted but the engine reads ${found?.[0] ?? "none"}; nothing of the file is published`,
  );
}

/** Fills a table with the converted records of texts; returns how many each has, and nothing where a text as it lies cannot be read. */
async function readTexts<Range extends Counted>(
  engine: Warehouse,
  texts: RegularText<Range>[],
  table: string,
): Promise<number[] | undefined> {
  const [first] = texts;
  if (first === undefined) return undefined;
  const paths = texts.map(({ path }) => quotedPath(path));
  const source = `(select *, file_index as _file from read_csv([${paths.join(", ")}], ${first.form}))`;
  const { conversion } = first.of;
  const read = (reading: Reading) =>
    engine.run(`create or replace temp table ${table} as ${conversion.recordsSql(source, reading)}`);
  try {
    const isLittle = texts.reduce((sum, { records }) => sum + records, 0) < planned;
    if (isLittle) await read("plain");
    if (!isLittle || (await isAnyUnsure(engine, table, conversion))) await read("whole");
  } catch (error) {
    if (first.isRewritten && texts.length === 1) throw error;
    return undefined;
  }
  const counted = await engine.rows<{ file: string; read: string }>(
    `select _file as file, count(*) as read from ${table} group by _file`,
  );
  const counts = new Map(counted.map((row) => [Number(row.file), Number(row.read)]));
  return texts.map((_, at) => counts.get(at) ?? 0);
}

async function isAnyUnsure(engine: Warehouse, table: string, conversion: Conversion): Promise<boolean> {
  const unsure = await engine.rows(`select 1 as found from ${table} where ${conversion.isUnsure} limit 1`);
  return unsure.length > 0;
}

/** A range where it lies: what follows it is cut off. */
function asItLies<Range extends Counted>(of: Range): RegularText<Range> {
  const { range, survey } = of;
  truncateSync(range.path, range.to);
  const form = formOf(range, survey, {
    skipLines: range.line - 1,
    lineEnd: survey.lineEnd,
    longest: survey.longest,
  });
  return { of, path: range.path, records: survey.records, form, isRewritten: false };
}

/** The good records of a range once more, every cell quoted. */
function rewritten<Range extends Counted>(of: Range): RegularText<Range> {
  const { range, survey } = of;
  const path = `${range.path}.${range.from}.regular`;
  writeRegular(range, path);
  const longest = 2 * survey.longest + 2 * widthOf(range, survey);
  const form = formOf(range, survey, { skipLines: 0, lineEnd: "lf", longest });
  return { of, path, records: survey.records - survey.damaged, form, isRewritten: true };
}

const widthOf = (range: DataRange, survey: Survey) => range.width || survey.widest;

function formOf(
  range: DataRange,
  survey: Survey,
  { skipLines, lineEnd, longest }: { skipLines: number; lineEnd: "lf" | "crlf"; longest: number },
): string {
  const isRagged = range.width === 0;
  const cells = Array.from({ length: widthOf(range, survey) }, (_, at) => `'c${at}': 'varchar'`);
  return `auto_detect = false, header = false, skip = ${skipLines}, delim = ${quotedString(range.delimiter)}, quote = '"', escape = '"', comment = '',
    new_line = ${lineEnd === "crlf" ? "'\\r\\n'" : "'\\n'"}, strict_mode = ${String(!isRagged)}, null_padding = ${String(isRagged)}${longest > longRecord ? `, max_line_size = ${longest + 1000}` : ""},
    columns = {${cells.join(", ")}}`;
}
