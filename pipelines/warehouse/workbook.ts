import type { DuckDBResult, Json } from "@duckdb/node-api";
import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET, type CellValue } from "hucre/xlsx";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { FunnelError } from "../contract/errors.ts";
import { textCell, type Column } from "./cells.ts";
import { columnsOf } from "./print.ts";

const mostColumns = 16_384;
const longestText = 32_767;
const exactDigits = 15;

/**
 * Writes a result as an Excel workbook and keeps its types: numbers, booleans, dates and instants are such cells; what Excel cannot
 * hold exactly is text, and text is never a formula. Rows beyond one sheet go on in the next. Returns what a reader should know.
 */
export async function writeWorkbook(
  result: DuckDBResult,
  path: string,
  rowsPerSheet = XLSX_MAX_ROWS_PER_SHEET,
): Promise<string[]> {
  const columns = columnsOf(result);
  if (columns.length > mostColumns)
    throw new FunnelError(
      "usage",
      "too_wide",
      `${columns.length} columns; a sheet of Excel has ${mostColumns}: select fewer, or --format parquet`,
    );
  let rowCount = 0;
  let cut = 0;
  async function* cells(): AsyncGenerator<CellValue[]> {
    for await (const rows of result.yieldRowsJson())
      for (const row of rows) {
        rowCount++;
        yield columns.map((column, index) => {
          const value = excelCell(row[index] ?? null, column);
          if (typeof value !== "string" || value.length <= longestText) return value;
          cut++;
          return value.slice(0, longestText);
        });
      }
  }
  const stream = writeXlsxStream(cells(), {
    name: "Result",
    columns: columns.map(({ name, type }) => {
      const numFmt = formatOf(type);
      return numFmt === undefined ? { header: name } : { header: name, numFmt };
    }),
    freezePane: { rows: 1 },
    maxRowsPerSheet: rowsPerSheet,
  });
  await pipeline(Readable.fromWeb(stream as ReadableStream), createWriteStream(path, { mode: 0o600 }));
  const sheets = Math.ceil(rowCount / (rowsPerSheet - 1));
  return [
    ...(sheets > 1
      ? [
          `${rowCount} rows are more than a sheet of Excel holds: they go on in Result_2${sheets > 2 ? ` to Result_${sheets}` : ""}`,
        ]
      : []),
    ...(cut > 0
      ? [
          `${cut} cells are longer than the ${longestText} characters of an Excel cell and were cut; --format parquet keeps them`,
        ]
      : []),
  ];
}

/** How Excel shows a column of dates or instants; other columns as it likes. */
function formatOf(type: string): string | undefined {
  if (type === "DATE") return "yyyy-mm-dd";
  return type.startsWith("TIMESTAMP") ? "yyyy-mm-dd hh:mm:ss" : undefined;
}

/** A value as Excel holds it exactly, else as text. */
function excelCell(value: Json, { type }: Column): CellValue {
  if (value === null || typeof value === "boolean") return value;
  if (/^(U?\w*INT(EGER)?|DECIMAL|DOUBLE|FLOAT)/.test(type) && !type.endsWith("]")) {
    const digits = String(value).replace(/^-?0*|\D/g, "");
    const isExact = type === "DOUBLE" || type === "FLOAT" || digits.length <= exactDigits;
    return isExact && Number.isFinite(Number(value)) ? Number(value) : textCell(value);
  }
  if (formatOf(type) !== undefined && !type.endsWith("]")) {
    const text = textCell(value);
    const [, day, time = "00:00:00"] =
      /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d(?:\.\d+)?))?(?:\+00)?$/.exec(text) ?? [];
    // Excel counts days from 1900, with a leap day there that never was
    return day === undefined || day < "1900-03-01" ? text : new Date(`${day}T${time.slice(0, 12)}Z`);
  }
  return textCell(value);
}
