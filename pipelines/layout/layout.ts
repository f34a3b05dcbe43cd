import { quotedString } from "@duckdb/node-api";
import type { DateOrder, DivideBy, Format } from "../formats/values/value-sql.ts";
import { columnsOf, type StreamName } from "../contract/streams.ts";
import { FunnelError } from "../contract/errors.ts";
import { headerKey, oneLanguage, seenByDay, seenHeader, type Comparison } from "./header.ts";
import type { Delivery, Note } from "../contract/loaded-file.ts";
import type { RowIdentity } from "./row-identity.ts";

/** One canonical value as SQL (text) over the cells c0, c1, … of a record; `header` tells a person where to look, `at` which cell. */
export interface Value {
  sql: string;
  header: string;
  at?: number;
  /** A function of pipelines/load/functions.ts that the cleaned text is put through. */
  through?: string;
  /** The file counts money or a number in this part of a unit: 100 for cents, 1,000,000 for micros. */
  divideBy?: DivideBy;
  /** The file lacks the column that says it; where another one does not either, it stays as it was told last. */
  isPartly?: true;
  /** How this column is written, where it differs from its stream mapping. */
  format?: Partial<Pick<Format, "order" | "decimal" | "nulls">>;
}

/** The row that a record makes in one stream; canonical columns without a value are null. */
export interface StreamMapping {
  stream: StreamName;
  values: Record<string, Value>;
  format: Format;
  /** The row is made only when this value is not empty. */
  where?: Value;
}

/** What a file says about itself; the loader holds it against what it read. */
export interface Declared {
  /** Records of data; a file that holds fewer was cut off and is refused. */
  rows?: number;
  /** Columns of the first stream mapping that total rows sum up: all rows, or those of the total row's own spend_date. */
  totals?: string[];
  /** First and last day as YYYY-MM-DD, empty when unknown; rows of other days were misread or do not belong to it. */
  period?: [string, string];
}

/** How to read one recognised table of a file. */
export interface Layout {
  /** Index of the header among the file's non-blank records; -1 when it has none. */
  headerAt: number;
  /** Index of the first record of data; default the one after the header. */
  dataAt?: number;
  /** The names of the columns of a file that has no header. */
  names?: string[];
  /** A function of the widest record for a file whose records differ in width; absent cells are empty then. */
  mappings: StreamMapping[] | ((width: number) => StreamMapping[]);
  /** SQL over the cells: true for total rows and other records that are no data, wherever they stand. */
  boilerplate?: string;
  /** Cells that a report writes on the first record of a group only; the records after it have the same. */
  filledDown?: number[];
  /** One of the one-cell lines that end the file; looked for from the end backwards. */
  footer?: RegExp;
  /** The export time that the file declares, as wall time, read from the records before the header and the footer, with the file's order of dates. */
  declaredAsOf?(boilerplate: string[][], order: DateOrder): string;
  declares?: Declared;
  /** What a person should know about the file as it is. */
  notes?: Note[];
  /** Given when the table ends at the first blank line: the layout of the table after it, by its first records. */
  next?(head: string[][]): Layout | undefined;
  /** Whether the export holds every record of its kind, so that one which a newer export lacks is gone; a delta when it is not said. */
  delivery?: Delivery;
  /** Given when the records of the file have no id of their own. */
  rowIdentity?: RowIdentity;
  /** The source, when it is not the connector's name. */
  source?: string;
  zone?: string;
}

/** The stream mappings of a layout for records of at most so many cells. */
export const mappingsOf = ({ mappings }: Layout, widest: number): StreamMapping[] =>
  typeof mappings === "function" ? mappings(widest) : mappings;

/** Every value of a stream mapping, with the one that says which records have a row. */
export const valuesOf = ({ values, where }: StreamMapping): Value[] => [
  ...Object.values(values),
  ...(where === undefined ? [] : [where]),
];

/** One vendor: found by its file name in pipelines/connectors, recognised by header sets. */
export interface Connector {
  name: string;
  /** What people call the vendor, and which of its files are recognised; docs/vendors.md is made of both. */
  vendor: string;
  reads: string;
  /** Raise it when the same bytes would be read differently; loads are made again then. */
  version: number;
  streams: StreamName[];
  /** The layout when one of the first records is this vendor's header; every connector is asked for an exact one first. Throws FunnelError for a header that is nearly right. */
  recognise(head: string[][], comparison: Comparison): Layout | undefined;
  /** What records that nobody knows look like and lack, where they are nearly this vendor's; a sentence for people. */
  lacks?(head: string[][]): string | undefined;
}

/** Finds the header: the first record that has every required name, in any language of the vendor. */
export function findHeader(
  head: string[][],
  required: string[],
  comparison: Comparison = "seen",
  words = oneLanguage,
): number {
  return head.findIndex((cells) => {
    const spoken = words.of(cells);
    return required.every((name) => placeOf(cells, spoken.spellings(name), comparison) !== undefined);
  });
}

/** What names are compared by, from letter by letter on. */
const keys = [
  (name: string) => name.trim().normalize("NFC"),
  headerKey,
  (name: string) => seenByDay(name).toLowerCase(),
];

/** Where the cells of a record stand, by each key that was asked for: every connector asks the first records. */
const places = new WeakMap<string[], Map<unknown, Map<string, number>>>();

function placesBy(keyOf: (name: string) => string, cells: string[]): Map<string, number> {
  const indexes = places.get(cells) ?? new Map<unknown, Map<string, number>>();
  places.set(cells, indexes);
  const known = indexes.get(keyOf);
  if (known !== undefined) return known;
  const index = new Map<string, number>();
  for (const [place, name] of cells.entries()) {
    const key = keyOf(name);
    if (!index.has(key)) index.set(key, place);
  }
  indexes.set(keyOf, index);
  return index;
}

/** The place of the first name that a record has letter by letter, else of the first that people take for the same. */
function placeOf(cells: string[], names: string[], comparison: Comparison): number | undefined {
  for (const keyOf of comparison === "exact" ? keys.slice(0, 1) : keys) {
    const index = placesBy(keyOf, cells);
    for (const name of names) {
      const place = index.get(keyOf(name));
      if (place !== undefined) return place;
    }
  }
  return undefined;
}

/** Finds cells by header name: the first spelling that the file has, else the first one that people take for the same. */
export function headerReader(header: string[], given = oneLanguage, comparison: Comparison = "seen") {
  const words = given.of(header);
  const find = (names: string[]): Value | undefined => {
    const place = placeOf(
      header,
      names.flatMap((name) => words.spellings(name)),
      comparison,
    );
    return place === undefined ? undefined : cell(place, (header[place] ?? "").trim());
  };
  /** The first of some cells that is not empty. */
  const firstOf = (names: string[]): Value | undefined => {
    const found = names.flatMap((name) => find([name]) ?? []);
    const cells = found.filter(({ at }, index) => found.findIndex((each) => each.at === at) === index);
    const [first] = cells;
    if (first === undefined || cells.length === 1) return first;
    return { ...first, sql: `coalesce(${cells.map(({ sql }) => `clean_text(${sql})`).join(", ")})` };
  };
  return {
    /** Whether the file has a header of this very language. */
    has: (name: string) => placeOf(header, [name], comparison) !== undefined,
    find,
    firstOf,
    /** The cell of the first spelling that the file has, else no value. */
    cell: (...spellings: string[]): Value => find(spellings) ?? constant(""),
    /** The keys of a person; the phone and the address themselves stay in the file. */
    personKeys(phones: string[], emails: string[]): Record<string, Value> {
      const [phone, email] = [firstOf(phones), firstOf(emails)];
      return {
        ...(phone === undefined ? {} : { phone_key: through("phone_key", phone) }),
        ...(email === undefined ? {} : { email_key: through("email_key", email) }),
      };
    },
    /** The values of a row: canonical column → header spellings; columns that the file lacks are left out. */
    pick(columns: Record<string, string[]>): Record<string, Value> {
      return Object.fromEntries(
        Object.entries(columns).flatMap(([canonical, spellings]) => {
          const value = find(spellings);
          return value === undefined ? [] : [[canonical, value]];
        }),
      );
    },
  };
}

/** Throws a config error for a file that is a vendor's for sure and lacks columns: what was looked for, and what it has. */
export function refuseLacking(what: string, lacks: string[], header: string[]): never {
  const has = header
    .filter((name) => name.trim() !== "" && !isData(name))
    .map((name) => `"${seenHeader(name)}"`);
  throw new FunnelError(
    "config",
    "header_lacks",
    `${what} without ${lacks.join(" and ")}; add ${lacks.length === 1 ? "that column" : "those columns"} to the export, or describe it in a mapping.json beside it; its columns are ${has.join(", ").slice(0, 400)}`,
  );
}

const looksLikeTime = /^(\d{4}[-./ ]+\d{1,2}[-./ ]+\d{1,2}|\d{1,2}[-./ ]+\d{1,2}[-./ ]+\d{4})/;

/**
 * Throws a config error for records of which no time is read though a column of the file has some. A file without any time is
 * read: an older export of the records may have theirs.
 */
export function refuseUnreadTimes(
  what: string,
  times: string[],
  read: ReturnType<typeof headerReader>,
  head: string[][],
  headerAt: number,
): void {
  if (read.find(times) !== undefined) return;
  const unread = (head[headerAt] ?? []).filter((_, at) =>
    head.slice(headerAt + 1).some((cells) => looksLikeTime.test((cells[at] ?? "").trim())),
  );
  if (unread.length === 0) return;
  throw new FunnelError(
    "config",
    "header_lacks",
    `${what} whose times were looked for as ${times.slice(0, 4).join(", ")}, and only ${unread
      .map((name) => `"${seenHeader(name)}"`)
      .join(", ")
      .slice(
        0,
        300,
      )} hold dates; export the columns under the names of the vendor, or describe the file in a mapping.json beside it`,
  );
}

/** Whether a cell is hardly the name of a column, and may be personal. */
export const isData = (cell: string): boolean => /@|\d{3}|\d[.:/-]\d/.test(cell);

/** The cell of a record at a place. */
export const cell = (at: number, header: string): Value => ({ sql: `c${at}`, header, at });

/** A value that the connector itself supplies. */
export const constant = (text: string): Value => ({ sql: quotedString(text), header: "(constant)" });

/** Cells that are one text together; empty ones are left out. */
export function joined(values: Value[]): Value {
  const [first = constant(""), ...more] = values;
  if (more.length === 0) return first;
  return {
    sql: `concat_ws(' | ', ${values.map(({ sql }) => `clean_text(${sql})`).join(", ")})`,
    header: values.map(({ header }) => header).join(" | "),
  };
}

/** A stream mapping whose rows are in the currency that their amount names where no column says it, and else in the one of its source. */
export function withNamedCurrency(mapping: StreamMapping, ofSource: string | undefined): StreamMapping {
  const amount = mapping.values["amount"] ?? mapping.values["cost"];
  if (amount?.at === undefined || !columnsOf(mapping.stream).some(([name]) => name === "currency"))
    return mapping;
  const currency = mapping.values["currency"] ?? {
    ...constant(""),
    ...(ofSource === undefined ? { header: amount.header, isPartly: true } : {}),
  };
  const named = `currency_or_named(clean_text(${currency.sql}), clean_text(${amount.sql}))`;
  const sql = ofSource === undefined ? named : `coalesce(${named}, ${quotedString(ofSource)})`;
  return { ...mapping, values: { ...mapping.values, currency: { ...currency, sql } } };
}

/** SQL for the text of a value; empty when it has none. */
export const textOf = (value: Value): string => `coalesce(clean_text(${value.sql}), '')`;

/** A value put through one of the loader's SQL functions (pipelines/load/functions.ts). */
export const through = (name: string, value: Value): Value => ({ ...value, through: name });

/** SQL for the first cell of a record that is not empty. */
export const firstFilled = (width: number): string =>
  `coalesce(${Array.from({ length: width }, (_, at) => `nullif(trim(c${at}), '')`).join(", ")}, '')`;
