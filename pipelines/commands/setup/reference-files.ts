import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../../contract/errors.ts";
import { csvRecords, type CsvRecord } from "../../formats/csv/csv.ts";
import { writeWhole } from "../../contract/durable.ts";
import { referenceTables } from "../../reference/tables.ts";
import { rowText, writtenPath, type Row, type Written, type WrittenTable } from "../../reference/written.ts";

const cell = (value: string) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/**
 * Brings one reference file to what a person wrote, letter by letter, followed by the rows of setup. Rows that setup wrote before
 * and no person has changed are replaced. Returns whether the file changed.
 */
export function writeTable(folder: string, table: WrittenTable, rows: Row[], before: string[]): boolean {
  const path = join(folder, `${table}.csv`);
  const columns = Object.keys(referenceTables[table].columns);
  const old = existsSync(path) ? readFileSync(path, "utf8") : "";
  const kept = own(old, before);
  if (old === "" && rows.length === 0) return false;
  const header = kept.header.length === 0 ? columns : kept.header;
  const lines = [
    kept.headerText === "" ? header.join(",") : kept.headerText,
    ...kept.texts,
    ...rows.map((row) => header.map((column) => cell(row[column] ?? "")).join(",")),
  ];
  const text = `${lines.join(kept.lineEnd)}${kept.lineEnd}`;
  if (text === old) return false;
  mkdirSync(folder, { recursive: true });
  writeWhole(path, text, "reference");
  return true;
}

/** The lines of a reference file that setup did not write. */
function own(
  text: string,
  before: string[],
): { header: string[]; headerText: string; texts: string[]; lineEnd: string } {
  const written = new Set(before);
  const bytes = Buffer.from(text);
  const textOf = ({ start, end }: CsvRecord) => bytes.subarray(start, end).toString();
  const records = csvRecords(bytes, ",");
  const [first, ...rest] = records;
  const header = first?.cells.map((name) => name.replace(/^\uFEFF/, "").trim()) ?? [];
  return {
    header,
    headerText: first === undefined ? "" : textOf(first),
    texts: rest.flatMap((record) => {
      const row = Object.fromEntries(header.map((column, at) => [column, (record.cells[at] ?? "").trim()]));
      return record.isBlank || written.has(rowText(row)) ? [] : [textOf(record)];
    }),
    lineEnd: text.includes("\r\n") ? "\r\n" : "\n",
  };
}

/** Remembers what setup wrote, so that it never touches a line that a person wrote or changed. */
export function writeState(folder: string, state: Written): void {
  mkdirSync(folder, { recursive: true });
  writeWhole(writtenPath(folder), `${JSON.stringify(state, null, 1)}\n`, "reference");
}

/** Throws a config error where a reference folder cannot be written. */
export function refuseUnwritable(folder: string, error: unknown): never {
  if (!(error instanceof Error && "syscall" in error)) throw error;
  throw new FunnelError(
    "io",
    "setup_write",
    `setup: cannot write below ${folder}; nothing that it found is lost: give the folder to the user who runs it and run it again`,
    { cause: error },
  );
}
