import { createHash } from "node:crypto";
import { cellsOf, type RecordShape } from "../formats/csv/records.ts";
import { emailName, phoneName, recordName } from "./forgotten-names.ts";
import type { Forgotten } from "./forgotten.ts";
import { numbersIn, phoneKeyOf } from "./functions.ts";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const address = /[^\s<>"'(),;:|[\]]+@[^\s<>"'(),;:|[\]]+/g;

/** SQL for the text of a column in lower case, a blob's too, in which what people see as blank is one. */
export const plainSql = (column: string): string =>
  `regexp_replace(replace(lower(${column}::varchar), '\\x00', ''), '\\\\x[01][0-9a-f]|\\\\[nrt]', ' ', 'g')`;

/** Whether the text of a record that could not be read names a forgotten person, in any cell. */
export function namesForgotten(forgotten: Forgotten, source: string, shape: RecordShape): boolean {
  if (forgotten.hashes.size === 0) return false;
  const text = shape.bytes.toString("utf8", shape.start, shape.end);
  const cells = cellsOf(shape).map((cell) => cell.trim());
  const emails = [...text.matchAll(address)].map(([found]) => emailName(md5(found.toLowerCase())));
  const phones = cells
    .flatMap(numbersIn)
    .flatMap((number) => phoneKeyOf(number) ?? [])
    .map(phoneName);
  const ids = cells.flatMap((id) =>
    ["lead", "opportunity", "contact"].map((type) => recordName(source, type, id)),
  );
  return [...emails, ...phones, ...ids].some((name) => forgotten.has(name));
}
