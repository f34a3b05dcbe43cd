import type { DuckDBResult, Json } from "@duckdb/node-api";
import { csvCell, jsonCell, textCell, type Column, type TextFormat } from "./cells.ts";

/** Rows shown in a table; the other formats print everything. */
const tableRows = 1000;
const widest = 60;

/** Prints a result in one of the formats; `write` resolves when the reader has taken the text. */
export async function printResult(
  result: DuckDBResult,
  format: TextFormat,
  write: (text: string) => Promise<void>,
): Promise<void> {
  const columns = columnsOf(result);
  if (format === "json") await printJson(result, columns, write);
  else if (format === "csv") await printCsv(result, columns, write);
  else await printTable(result, columns, write);
}

/** The columns of a result, each by a name of its own. */
export function columnsOf(result: DuckDBResult): Column[] {
  const types = result.columnTypes().map(String);
  return result.deduplicatedColumnNames().map((name, index) => ({ name, type: types[index] ?? "" }));
}

async function printJson(result: DuckDBResult, columns: Column[], write: (text: string) => Promise<void>) {
  let separator = "[\n";
  for await (const rows of result.yieldRowsJson()) {
    if (rows.length === 0) continue;
    const lines = rows.map((row) =>
      JSON.stringify(
        Object.fromEntries(
          columns.map((column, index) => [column.name, jsonCell(row[index] ?? null, column)]),
        ),
      ),
    );
    await write(separator + lines.join(",\n"));
    separator = ",\n";
  }
  await write(separator === "[\n" ? "[]\n" : "\n]\n");
}

async function printCsv(result: DuckDBResult, columns: Column[], write: (text: string) => Promise<void>) {
  await write(`${columns.map(({ name }) => csvCell(name, { name, type: "VARCHAR" })).join(",")}\n`);
  for await (const rows of result.yieldRowsJson()) {
    if (rows.length === 0) continue;
    const lines = rows.map((row) =>
      columns.map((column, index) => csvCell(row[index] ?? null, column)).join(","),
    );
    await write(`${lines.join("\n")}\n`);
  }
}

async function printTable(result: DuckDBResult, columns: Column[], write: (text: string) => Promise<void>) {
  const shown: Json[][] = [];
  let more = false;
  for await (const rows of result.yieldRowsJson()) {
    shown.push(...rows);
    more = shown.length > tableRows;
    if (more) break;
  }
  const cells = shown
    .slice(0, tableRows)
    .map((row) => columns.map((_, index) => plain(textCell(row[index] ?? null))))
    // a long cell pushes away those after it; the last has none
    .map((row) => row.map((cell, index) => (index < columns.length - 1 ? shorten(cell) : cell)));
  const widths = columns.map(({ name }, index) =>
    cells.reduce((width, row) => Math.max(width, row[index]?.length ?? 0), name.length),
  );
  const isRight = columns.map(({ type }) => /^(U?\w*INT(EGER)?|DECIMAL|DOUBLE|FLOAT)/.test(type));
  const line = (row: string[]) =>
    row
      .map((cell, index) =>
        isRight[index] === true ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join("  ")
      .trimEnd();
  const lines = [
    line(columns.map(({ name }) => name)),
    widths.map((width) => "─".repeat(Math.min(width, widest))).join("  "),
    ...cells.map(line),
  ];
  if (more) lines.push(`(only the first ${tableRows} rows; --format csv prints all)`);
  await write(`${lines.join("\n")}\n`);
}

/** Cells must not steer the terminal. */
const plain = (content: string) => content.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ");

const shorten = (content: string) => (content.length > widest ? `${content.slice(0, widest - 1)}…` : content);
