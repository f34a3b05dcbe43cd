import { FunnelError } from "../contract/errors.ts";
import { seenHeader } from "../layout/header.ts";
import {
  constant,
  findHeader,
  headerReader,
  joined,
  type Layout,
  type StreamMapping,
  type Value,
} from "../layout/layout.ts";
import type { ColumnFormat, Mapping, MappingEntry } from "./mapping.ts";

/**
 * The layout of a mapped file: every entry makes its own row of a record, unless its skip_empty column is empty. The header is the first
 * record that has every mapped name, so lines before it do not matter.
 */
export function mappedLayout(
  path: string,
  mapping: Mapping,
  entries: MappingEntry[],
  head: string[][],
): Layout {
  const names = entries.find((entry) => entry.header !== undefined)?.header;
  const wanted = entries.flatMap((entry) =>
    Object.entries(entry.columns).flatMap(([name, { headers }]) =>
      headers.map((header) => [name, header] as const),
    ),
  );
  const headers = wanted.map(([, header]) => header);
  const exact = findHeader(head, headers, "exact");
  const found = exact >= 0 ? exact : findHeader(head, headers);
  const headerAt = names === undefined ? Math.max(0, found) : -1;
  const header = names ?? head[headerAt] ?? [];
  const read = headerReader(header);
  for (const [name, each] of wanted)
    if (!read.has(each))
      throw new FunnelError(
        "config",
        "mapping_header",
        `mapping ${path} reads ${name} from column "${each}", which the file does not have; it has ${header
          .map((each) => `"${seenHeader(each)}"`)
          .join(", ")
          .slice(0, 500)}`,
      );
  const valueOf = (
    entry: MappingEntry,
    name: string,
    { headers, format }: { headers: string[]; format: ColumnFormat },
  ): Value => {
    const divideBy = entry.divide_by[name];
    const nulls = format.nulls === undefined ? undefined : [...entry.nulls, ...format.nulls];
    const cells = joined(headers.map((header) => read.cell(header)));
    return {
      ...(personKeys.includes(name) ? keyOf(name, cells) : cells),
      ...(divideBy === undefined ? {} : { divideBy }),
      format: { ...format, ...(nulls === undefined ? {} : { nulls }) },
    };
  };
  return {
    headerAt,
    ...(names === undefined ? {} : { names }),
    source: mapping.source,
    delivery: entries.find((entry) => entry.delivery !== undefined)?.delivery ?? mapping.delivery ?? "delta",
    ...(mapping.zone === undefined ? {} : { zone: mapping.zone }),
    declaredAsOf: () => mapping.as_of ?? "",
    mappings: entries.map((entry): StreamMapping => {
      const values: Record<string, Value> = {};
      // a stage that is a constant has a column of its own
      if (entry.stream === "stage_changes" && entry.constants["to_stage"] !== undefined)
        values["is_column"] = constant("true");
      for (const [name, text] of Object.entries(entry.constants)) values[name] = constant(text);
      for (const [name, column] of Object.entries(entry.columns)) values[name] = valueOf(entry, name, column);
      if (entry.stream === "list_members") values["member_id"] = memberOf(values, header.length);
      const where = entry.skip_empty === undefined ? undefined : values[entry.skip_empty];
      const key = `files.${mapping.files.indexOf(entry)}`;
      return {
        stream: entry.stream,
        format: {
          order: entry.date_format ?? "ymd",
          decimal: entry.decimal ?? ".",
          nulls: entry.nulls,
          isByHand: true,
          locale: "unknown",
          keys: {
            ...(entry.date_format === undefined ? { order: `${key}.date_format in ${path}` } : {}),
            ...(entry.decimal === undefined ? { decimal: `${key}.decimal in ${path}` } : {}),
          },
        },
        values,
        ...(where === undefined ? {} : { where }),
      };
    }),
  };
}

/** Who a member of a list is: the id that it has, unless that is its phone number or address; else the key of these, else all that its row says. */
function memberOf({ member_id, phone_key, email_key }: Record<string, Value>, width: number): Value {
  const contacts = [phone_key, email_key].filter((value) => value !== undefined);
  if (member_id !== undefined && !contacts.some(({ at }) => at !== undefined && at === member_id.at))
    return member_id;
  const keys = contacts.map(({ sql, through: by = "clean_text" }) => `${by}(clean_text(${sql}))`);
  const row = Array.from({ length: width }, (_, at) => `coalesce(c${at}, '')`).join(" || chr(0) || ");
  return { sql: `coalesce(${[...keys, `md5(${row})`].join(", ")})`, header: "(the contact)" };
}

const personKeys = ["phone_key", "email_key"];

/** A phone or an e-mail address becomes its key, so that it stays in the file; what is a key already remains. */
const keyOf = (name: string, value: Value): Value => ({ ...value, through: `kept_${name}` });
