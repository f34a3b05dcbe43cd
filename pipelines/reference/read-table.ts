import { readFileSync } from "node:fs";
import { csvRecords } from "../formats/csv/csv.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";
import { refused } from "./refused.ts";
import { optionalColumns, referenceTables, type ReferenceTable } from "./tables.ts";
import { isUnchanged, type Written } from "./written.ts";

export type Rows = Record<string, string>[];

/**
 * The rows of a CSV file of reference data, an empty text for each optional column that it lacks. Of two rows for one key the one that a
 * person wrote holds before the one that setup wrote. Throws a config error that names the file, the line, the column, what was
 * expected and what to do.
 */
export async function readTable(
  engine: Warehouse,
  name: ReferenceTable,
  path: string,
  written: Written,
): Promise<Rows> {
  const file = `reference/${name}.csv`;
  const content = textOf(file, path);
  const header = headerOf(file, content);
  refuseOtherColumns(file, name, header);
  const absent = optionalColumns(name).filter((column) => !header.includes(column));
  let rows: Rows;
  try {
    rows = await cellsOf(engine, path, header, absent);
  } catch {
    throw refused(
      "reference_csv",
      `${file}${misfitOf(content, header.length)}: expected ${header.length} comma-separated cells on every line; add the commas that are missing, quote cells that hold a comma`,
    );
  }
  return checkedRows(file, name, rows, isUnchanged(written, name));
}

function textOf(file: string, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)).replace(/^\uFEFF/, "");
  } catch {
    throw refused("reference_unreadable", `${file}: expected a readable UTF-8 file; save it as CSV UTF-8`);
  }
}

function headerOf(file: string, content: string): string[] {
  const header = (content.split(/\r?\n/, 1)[0] ?? "")
    .split(",")
    .map((cell) => cell.trim().replace(/^"|"$/g, ""));
  const other = [";", "\t", "|"].find((mark) => (header[0] ?? "").includes(mark));
  if (other !== undefined && header.length === 1)
    throw refused(
      "reference_delimiter",
      `${file}: expected cells that are separated by commas, found ${other === "\t" ? "tabs" : other}; save it as CSV with commas, or replace them`,
    );
  return header;
}

function refuseOtherColumns(file: string, name: ReferenceTable, header: string[]): void {
  const expected = Object.keys(referenceTables[name].columns);
  const optional = optionalColumns(name);
  const unknown = header.filter((column) => !expected.includes(column));
  const missing = expected.filter((column) => !header.includes(column) && !optional.includes(column));
  if (unknown.length > 0)
    throw refused(
      "reference_column",
      `${file}: unknown column ${unknown.join(", ")}; the columns are ${expected.join(", ")}`,
    );
  const repeated = header.filter((column, index) => header.indexOf(column) < index);
  if (missing.length + repeated.length > 0)
    throw refused(
      "reference_column",
      `${file}: missing or repeated column ${[...missing, ...repeated].join(", ")}; the columns are ${expected.join(", ")}`,
    );
}

function cellsOf(engine: Warehouse, path: string, header: string[], absent: string[]): Promise<Rows> {
  const typed = header.map((column) => `'${column}': 'varchar'`).join(", ");
  const cells = [
    ...header.map((column) => `coalesce(trim("${column}"), '') as "${column}"`),
    ...absent.map((column) => `'' as "${column}"`),
  ];
  return engine.rows<Record<string, string>>(
    `select ${cells.join(", ")}
     from read_csv(${quotedPath(path)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {${typed}})`,
  );
}

function checkedRows(
  file: string,
  name: ReferenceTable,
  rows: Rows,
  isWritten: (row: Record<string, string>) => boolean,
): Rows {
  const { columns, key } = referenceTables[name];
  const keyOf = (row: Record<string, string>) => key.map((column) => row[column]).join("\u0000");
  const decided = new Set(rows.filter((row) => !isWritten(row)).map(keyOf));
  const isReplaced = (row: Record<string, string>) => isWritten(row) && decided.has(keyOf(row));
  const lines = new Map<string, number>();
  rows.forEach((row, index) => {
    if (isReplaced(row)) return;
    const line = index + 2;
    for (const [column, [check]] of Object.entries(columns)) {
      const outcome = check.safeParse(row[column]);
      if (!outcome.success)
        throw refused(
          "reference_value",
          `${file} line ${line}, ${column}: ${outcome.error.issues[0]?.message ?? "bad value"}`,
        );
    }
    const first = lines.get(keyOf(row));
    if (first !== undefined)
      throw refused(
        "reference_duplicate",
        `${file} line ${line}: the same ${key.join(", ")} as line ${first}; remove one`,
      );
    lines.set(keyOf(row), line);
  });
  return rows.filter((row) => !isReplaced(row));
}

/** The first line that has another number of cells, in words. */
function misfitOf(content: string, width: number): string {
  for (const { cells, line, isBlank, isBroken } of csvRecords(content, ",")) {
    if (isBlank || (cells.length === width && !isBroken)) continue;
    return ` line ${line}: found ${isBroken ? "a quote that is not closed or text after one" : `${cells.length} cells`}`;
  }
  return "";
}
