import { z } from "zod";
import { FunnelError } from "../errors.ts";
import { divisors, isDateOrder } from "../formats/value-sql.ts";
import { constant, headerReader, joined, type Layout, type Part, type Value } from "../load/connector.ts";
import { columnsOf, streamNames, type StreamName } from "../streams.ts";

const delivery = z.enum(["full", "delta"]).optional();

const entrySchema = z.strictObject({
  file: z.string().min(1),
  stream: z.enum(streamNames as [StreamName, ...StreamName[]]),
  columns: z
    .record(
      z.string(),
      z.union([z.string(), z.array(z.string()).min(2)], "expected a header or a list of at least two"),
    )
    .default({}),
  constants: z.record(z.string(), z.string()).default({}),
  delimiter: z.enum([",", ";", "\t", "|"]).default(","),
  encoding: z.enum(["utf-8", "windows-1250", "utf-16le", "utf-16be"]).optional(),
  decimal: z.enum([".", ","]).default("."),
  date_format: z
    .string()
    .refine(isDateOrder, "expected ymd, mdy, dmy or a pattern like DD-MM-YY HH:mm")
    .default("ymd"),
  divide_by: z.record(z.string(), z.literal(divisors, `expected one of ${divisors.join(", ")}`)).default({}),
  nulls: z.array(z.string()).default([]),
  skip_empty: z.string().optional(),
  delivery,
});

const mappingSchema = z.strictObject({
  source: z.string().regex(/^[a-z0-9_]+$/, "expected a lower-case key of letters, digits and _"),
  zone: z.string().optional(),
  as_of: z.string().optional(),
  delivery,
  files: z.array(entrySchema).min(1),
});

export type Mapping = z.infer<typeof mappingSchema>;
export type MappingEntry = z.infer<typeof entrySchema>;

/** Parses a mapping.json. Throws a config error that names the key, what is wrong and what is allowed. */
export function parseMapping(path: string, text: string): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new FunnelError("config", "mapping_json", `${path}: not valid JSON; check commas and quotes`);
  }
  const outcome = mappingSchema.safeParse(json);
  if (!outcome.success) {
    const issue = outcome.error.issues[0];
    throw new FunnelError(
      "config",
      "mapping_key",
      `${path}, ${issue?.path.join(".") || "top level"}: ${issue?.message ?? "not understood"}`,
    );
  }
  outcome.data.files.forEach((entry, index) => {
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
    for (const [name, headers] of Object.entries(entry.columns))
      if (Array.isArray(headers) && kindOf.get(name) !== "text") throw wrongKind("columns", name, ["text"]);
    for (const name of Object.keys(entry.divide_by))
      if (!["money", "number"].includes(kindOf.get(name) ?? "") || entry.columns[name] === undefined)
        throw wrongKind("divide_by", name, ["money", "number"]);
    for (const [name, column] of columnsOf(entry.stream))
      if (
        column.required === true &&
        entry.columns[name] === undefined &&
        entry.constants[name] === undefined
      )
        throw new FunnelError(
          "config",
          "mapping_key",
          `${path}, files.${index}.columns: ${entry.stream} needs ${name}; map a header to it or set a constant`,
        );
  });
  return outcome.data;
}

/** The entries that read a file of the mapping's folder; a pattern may hold `*`. */
export function entriesFor(mapping: Mapping, fileName: string): MappingEntry[] {
  return mapping.files.filter((entry) =>
    new RegExp(`^${entry.file.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(fileName),
  );
}

/** The layout of a mapped file: every entry makes its own row of a record, unless its skip_empty column is empty. */
export function mappedLayout(
  path: string,
  mapping: Mapping,
  entries: MappingEntry[],
  header: string[],
): Layout {
  const read = headerReader(header);
  for (const entry of entries)
    for (const [name, wanted] of Object.entries(entry.columns).flatMap(([name, headers]) =>
      [headers].flat().map((wanted): [string, string] => [name, wanted]),
    ))
      if (!read.has(wanted))
        throw new FunnelError(
          "config",
          "mapping_header",
          `mapping ${path} reads ${name} from column "${wanted}", which the file does not have; it has ${header
            .map((each) => `"${each}"`)
            .join(", ")
            .slice(0, 500)}`,
        );
  return {
    headerAt: 0,
    source: mapping.source,
    delivery: entries.find((entry) => entry.delivery !== undefined)?.delivery ?? mapping.delivery ?? "delta",
    ...(mapping.zone === undefined ? {} : { zone: mapping.zone }),
    declaredAsOf: () => (mapping.as_of ?? "").replace("T", " ").replace("Z", ""),
    parts: entries.map((entry): Part => {
      const values = {
        ...Object.fromEntries(Object.entries(entry.constants).map(([name, text]) => [name, constant(text)])),
        ...Object.fromEntries(
          Object.entries(entry.columns).map(([name, headers]): [string, Value] => {
            const value = joined([headers].flat().map((header) => read.cell(header)));
            const divideBy = entry.divide_by[name];
            return [name, divideBy === undefined ? value : { ...value, divideBy }];
          }),
        ),
      };
      const where = entry.skip_empty === undefined ? undefined : values[entry.skip_empty];
      return {
        stream: entry.stream,
        format: { order: entry.date_format, decimal: entry.decimal, nulls: entry.nulls },
        values,
        ...(where === undefined ? {} : { where }),
      };
    }),
  };
}

/** Any CSV that a mapping.json beside it describes; it is never recognised by its header. */
const mapped = { name: "mapped", version: 3, streams: streamNames, recognise: () => undefined };

export default mapped;
