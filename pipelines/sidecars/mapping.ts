import { z } from "zod";
import { FunnelError } from "../contract/errors.ts";
import { divisors, isDateOrder } from "../formats/values/value-sql.ts";
import type { Value } from "../layout/layout.ts";
import { timeZone } from "../reference/tables.ts";
import { parseInstant } from "../formats/values/values.ts";
import { fitsPattern, parseSidecar } from "./parse-sidecar.ts";
import { columnsOf, streamNames, type StreamName } from "../contract/streams.ts";

const delivery = z.enum(["full", "delta"]).optional();

const dateFormat = z.string().refine(isDateOrder, "expected ymd, mdy, dmy or a pattern like DD-MM-YY HH:mm");
const decimalMark = z.enum([".", ","]);
const nulls = z.array(z.string());

export type ColumnFormat = NonNullable<Value["format"]>;
const asItsFile: ColumnFormat = {};

/** A header, several that make one text, or a header with how its column is written where that differs from the file. */
const columnSchema = z.union(
  [
    z.string().transform((header) => ({ headers: [header], format: asItsFile })),
    z
      .array(z.string())
      .min(2)
      .transform((headers) => ({ headers, format: asItsFile })),
    z
      .strictObject({
        header: z.string(),
        date_format: dateFormat.optional(),
        decimal: decimalMark.optional(),
        nulls: nulls.optional(),
      })
      .transform(({ header, date_format, decimal, nulls }) => ({
        headers: [header],
        format: {
          ...(date_format === undefined ? {} : { order: date_format }),
          ...(decimal === undefined ? {} : { decimal }),
          ...(nulls === undefined ? {} : { nulls }),
        } satisfies ColumnFormat,
      })),
  ],
  "expected a header, a list of at least two, or a header with date_format, decimal or nulls",
);

/** How a proposed constant begins that a person has yet to write; it is never loaded as a value. */
export const unfilled = "fill in: ";

const constantText = z
  .string()
  .refine(
    (text) => !text.trim().startsWith(unfilled.trim()),
    "it still says what to fill in; write the value, or map a header to it under columns and remove it here",
  );

/** Encodings that a person can declare; those of them that the platform decodes are more. */
const encodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "windows-1253",
  "windows-1254",
  "windows-1257",
  "iso-8859-1",
  "iso-8859-2",
  "iso-8859-5",
  "iso-8859-7",
  "iso-8859-9",
  "iso-8859-13",
  "iso-8859-15",
  "koi8-r",
  "koi8-u",
  "shift_jis",
  "euc-jp",
  "gbk",
  "gb18030",
  "big5",
  "euc-kr",
] as const;

const entrySchema = z.strictObject({
  file: z.string().min(1),
  stream: z.enum(streamNames as [StreamName, ...StreamName[]]),
  columns: z.record(z.string(), columnSchema).default({}),
  constants: z.record(z.string(), constantText).default({}),
  header: z.array(z.string().min(1)).min(1).optional(),
  delimiter: z.enum([",", ";", "\t", "|"]).default(","),
  encoding: z.enum(encodings).optional(),
  decimal: decimalMark.optional(),
  date_format: dateFormat.optional(),
  divide_by: z.record(z.string(), z.literal(divisors, `expected one of ${divisors.join(", ")}`)).default({}),
  nulls: nulls.default([]),
  skip_empty: z.string().optional(),
  delivery,
});

/** A wall time of the zone, or an instant with its offset. */
const exportTime = z
  .string()
  .transform((text) => {
    const [, time = "", offset = ""] = /^(.*?)\s*(Z|[-+]\d{2}:?\d{2})?$/.exec(text) ?? [];
    const read = text.length > 10 ? parseInstant(time, "ymd") : parseInstant(text, "ymd");
    return read === undefined || (offset !== "" && read.precision === "day")
      ? undefined
      : `${read.value}${offset}`;
  })
  .pipe(
    z.string(
      "expected a time of the zone like 2026-06-30 23:59:59, or one with its offset like 2026-06-30T23:59:59+02:00",
    ),
  );

const mappingSchema = z.strictObject({
  source: z.string().regex(/^[a-z0-9_]+$/, "expected a lower-case key of letters, digits and _"),
  zone: timeZone.optional(),
  as_of: exportTime.optional(),
  delivery,
  files: z.array(entrySchema).min(1),
});

export type Mapping = z.infer<typeof mappingSchema>;
export type MappingEntry = z.infer<typeof entrySchema>;

/** A mapping.json beside a delivered file; `path` is as people see it. */
export interface MappingSidecar {
  path: string;
  text: string;
  mapping: Mapping;
}

/** Parses a mapping.json. Throws a config error that names the key, what is wrong and what is allowed. */
export function parseMapping(path: string, text: string): Mapping {
  const mapping = parseSidecar(mappingSchema, path, text);
  mapping.files.forEach((entry, index) => {
    const known = columnsOf(entry.stream).map(([name]) => name);
    for (const part of ["columns", "constants"] as const)
      for (const name of Object.keys(entry[part]))
        if (!known.includes(name))
          throw new FunnelError(
            "config",
            "mapping_key",
            `${path}, files.${index}.${part}.${name}: ${entry.stream} has no such column; it has ${known.join(", ")}`,
          );
    const wrongKind = (part: string, name: string, kinds: string[]) =>
      new FunnelError(
        "config",
        "mapping_key",
        `${path}, files.${index}.${part}.${name}: ${part === "columns" ? "several headers make a text" : "only an amount can be divided"}; use one of ${columnsOf(
          entry.stream,
        )
          .flatMap(([each, { kind }]) => (kinds.includes(kind) ? [each] : []))
          .join(", ")}`,
      );
    const kindOf = new Map(columnsOf(entry.stream).map(([name, { kind }]) => [name, kind]));
    for (const [name, { headers }] of Object.entries(entry.columns))
      if (headers.length > 1 && kindOf.get(name) !== "text") throw wrongKind("columns", name, ["text"]);
    for (const name of Object.keys(entry.divide_by))
      if (!["money", "number"].includes(kindOf.get(name) ?? "") || entry.columns[name] === undefined)
        throw wrongKind("divide_by", name, ["money", "number"]);
    const missing = requiredOf(entry.stream, (name) => entry.columns[name] ?? entry.constants[name]);
    if (missing.length > 0)
      throw new FunnelError(
        "config",
        "mapping_key",
        `${path}, files.${index}.columns: ${entry.stream} needs ${missing.join(" and ")}; map a header to ${missing.length === 1 ? "it" : "each"} or set a constant; npm run inspect -- FILE proposes them`,
      );
  });
  return mapping;
}

/** The columns that a stream needs and that a mapping does not have. A member of a list is known by its contact. */
export function requiredOf(stream: StreamName, valueOf: (name: string) => unknown): string[] {
  const isKnown = stream === "list_members" && (valueOf("phone_key") ?? valueOf("email_key")) !== undefined;
  return columnsOf(stream).flatMap(([name, { required }]) =>
    required === true && valueOf(name) === undefined && !(isKnown && name === "member_id") ? [name] : [],
  );
}

/** The entries that read a file of the mapping's folder; a pattern may hold `*`. */
export function entriesFor(mapping: Mapping, fileName: string): MappingEntry[] {
  return mapping.files.filter((entry) => fitsPattern(entry.file, fileName));
}
