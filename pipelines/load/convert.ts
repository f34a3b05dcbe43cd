import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import {
  expectation,
  markedSql,
  precisionSql,
  secondPassSql,
  castSql,
  typedSql,
  type Format,
} from "../formats/values/value-sql.ts";
import { columnsOf, recordIds, repeatedOf, type Kind, type StreamName } from "../contract/streams.ts";
import type { Warehouse } from "../warehouse/open.ts";
import type { Part, Value } from "../layout/layout.ts";
import { quotedPath } from "../warehouse/paths.ts";

/** A text that the engine's reader takes as it stands. */
export interface RegularText {
  path: string;
  delimiter: string;
  skipLines: number;
  lineEnd: "lf" | "crlf";
  /** Cells of the widest record, and bytes of the longest. */
  width: number;
  longest: number;
  isRagged: boolean;
}

/** Why a record does not fit: the value that a code in the column `_misfit` stands for. */
export interface Misfit {
  value: Value;
  expected: string;
}

interface Typed {
  name: string;
  value: Value;
  kind: Kind;
  part: Part;
}

/** The SQL that turns the records of a text into typed rows. */
export class Conversion {
  readonly misfits: Misfit[] = [];
  readonly #typed: Typed[] = [];
  /** Per part: canonical column → column of the converted records. */
  readonly #columns: Map<string, string>[] = [];
  readonly #wheres: (string | undefined)[] = [];
  readonly #conditions: string[] = [];

  constructor(
    readonly parts: Part[],
    readonly boilerplate: string | undefined,
    /** The header of the file, whose repetition among the records is no record. */
    readonly header: string[] = [],
    /** Cells that stand for the records after them too, until the next one that is filled. */
    readonly filledDown: number[] = [],
  ) {
    for (const part of parts) {
      const names = new Map<string, string>();
      const where = part.where === undefined ? undefined : this.#column("text", part.where, part).name;
      this.#wheres.push(where);
      for (const [canonical, column] of columnsOf(part.stream)) {
        const value = part.values[canonical];
        if (value === undefined) continue;
        if (recordIds[part.stream] !== undefined && column.required !== true && isAbsent(value)) continue;
        const typed = this.#column(column.kind, value, part);
        names.set(canonical, typed.name);
        const isMade = where === undefined ? "" : ` and t_${where} is not null`;
        if (column.required === true)
          this.#condition(`t_${typed.name} is null${isMade}`, value, `a value (${canonical})`);
        if (column.kind === "text" && value.at !== undefined) {
          this.#condition(
            `is_sheet_error(t_${typed.name})${isMade}`,
            value,
            "a value, not a spreadsheet's error",
          );
          if (isKey(canonical))
            this.#condition(
              `has_lost_digits(t_${typed.name})${isMade}`,
              value,
              "all digits; a spreadsheet has cut them",
            );
        }
        if (column.kind !== "text")
          this.#condition(
            `t_${typed.name} is not null and ${typed.name} is null${isMade}`,
            value,
            expectation(column.kind, formatOf(value, part)),
          );
      }
      const [amount, currency] = [names.has("amount") ? "amount" : "cost", names.get("currency")];
      const value = part.values[amount];
      if (value?.at !== undefined && currency !== undefined)
        this.#condition(
          `has_other_currency(t_${names.get(amount) ?? ""}, t_${currency})${where === undefined ? "" : ` and t_${where} is not null`}`,
          value,
          currencyOf(part),
        );
      this.#columns.push(names);
    }
  }

  /** One converted column per distinct value, kind and format. */
  #column(kind: Kind, value: Value, part: Part): Typed {
    const known = this.#typed.find(
      (each) =>
        each.kind === kind &&
        each.value.sql === value.sql &&
        each.value.through === value.through &&
        each.value.divideBy === value.divideBy &&
        JSON.stringify(formatOf(each.value, each.part)) === JSON.stringify(formatOf(value, part)),
    );
    if (known !== undefined) return known;
    const typed = { name: `v${this.#typed.length}`, value, kind, part };
    this.#typed.push(typed);
    return typed;
  }

  #condition(sql: string, value: Value, expected: string): void {
    this.misfits.push({ value, expected });
    this.#conditions.push(`when ${sql} then ${this.misfits.length}`);
  }

  /** The converted records in file order, with `_misfit`: null for a good one, 0 for a total row, -1 for the header again, else a place in `misfits` from 1. */
  recordsSql(text: RegularText): string {
    const cells = Array.from({ length: text.width }, (_, at) => `'c${at}': 'varchar'`).join(", ");
    const table = `read_csv(${quotedPath(text.path)}, auto_detect = false, header = false, skip = ${text.skipLines},
      delim = ${quotedString(text.delimiter)}, quote = '"', escape = '"', comment = '', new_line = ${text.lineEnd === "crlf" ? "'\\r\\n'" : "'\\n'"},
      strict_mode = ${String(!text.isRagged)}, null_padding = ${String(text.isRagged)}${text.longest > 1_900_000 ? `, max_line_size = ${text.longest + 1000}` : ""},
      columns = {${cells}})`;
    const fill = this.filledDown.map(
      (at) =>
        `coalesce(nullif(trim(c${at}), ''), last_value(nullif(trim(c${at}), '') ignore nulls) over (order by place)) as c${at}`,
    );
    const source =
      fill.length === 0
        ? table
        : `(select * exclude (place) replace (${fill.join(", ")}) from (select *, row_number() over () as place from ${table}) order by place)`;
    const layer = (column: (typed: Typed) => string) => this.#typed.map(column).join(", ");
    const instants = this.#typed.filter(({ kind }) => kind === "instant");
    const isHeader = isHeaderSql(this.header);
    const marks = `is_boilerplate${isHeader === "" ? "" : ", is_header"}`;
    const misfit = [
      ...(this.header.length === 0 ? [] : ["when is_header then -1"]),
      ...(this.boilerplate === undefined ? [] : ["when is_boilerplate then 0"]),
      ...this.#conditions,
    ].join(" ");
    return `select ${[...this.#typed.map(({ name }) => name), ...instants.flatMap(({ name }) => [`p_${name}`, `b_${name}`])].join(", ")},
      ${misfit === "" ? "null" : `case ${misfit} end`}::integer as _misfit
      from (select *, ${layer(({ name, kind }) => `${castSql(kind, `r_${name}`)} as ${name}`)}
        ${instants.map(({ name, value, part }) => `, ${secondPassSql(`t_${name}`, `r_${name}`, formatOf(value, part))} as b_${name}`).join("")}
        from (select *, ${layer(({ name, kind, value, part }) => `${readSql(kind, `t_${name}`, value, part)} as r_${name}`)}
          ${instants.map(({ name, value, part }) => `, ${precisionSql(`t_${name}`, formatOf(value, part))} as p_${name}`).join("")}
          from (select ${marks}, ${layer(({ name, value, part }) => `${markedSql(`c_${name}`, formatOf(value, part))} as t_${name}`)}
            from (select ${marks}, ${layer(({ name }) => `clean_text(s_${name}) as c_${name}`)}
              from (select ${layer(({ name, value }) => `${value.sql} as s_${name}`)}, ${this.boilerplate ?? "false"} as is_boilerplate${isHeader === "" ? "" : `, coalesce(${isHeader}, false) as is_header`} from ${source})))))`;
  }

  /** A file whose records are the rows of one stream, one each. */
  get isDirect(): boolean {
    return this.parts.length === 1 && this.#wheres[0] === undefined;
  }

  /** The converted column that holds a canonical column of part `index`. */
  columnOf(index: number, canonical: string): string {
    return this.#columns[index]?.get(canonical) ?? "null";
  }

  /** The columns of a stream that only cells of another column tell, for some records. */
  partlyOf(stream: StreamName): string[] {
    return this.parts
      .filter((part) => part.stream === stream)
      .flatMap(({ values }) => Object.keys(values).filter((name) => values[name]?.isPartly === true));
  }

  /** The column of the records file that holds a canonical column of the first part; null when it has none. */
  recordColumn(canonical: string): string {
    const name = this.columnOf(0, canonical);
    return this.isDirect && name !== "null" ? quotedIdentifier(canonical) : name;
  }

  /** SQL for the rows of part `index` out of the converted records, by canonical names. */
  rowsSql(index: number, records: string, also: string[] = []): string {
    const part = this.parts[index] as Part;
    const columns = columnsOf(part.stream).flatMap(([canonical, { kind }]) => {
      const name = this.#columns[index]?.get(canonical);
      if (name === undefined) return [];
      const taken = `${name} as ${quotedIdentifier(canonical)}`;
      return kind === "instant"
        ? [
            taken,
            `p_${name} as ${quotedIdentifier(`${canonical}_precision`)}`,
            `b_${name} as ${quotedIdentifier(repeatedOf(canonical))}`,
          ]
        : [taken];
    });
    const where = this.#wheres[index];
    return `select ${[...columns, ...also].join(", ")} from ${records}${where === undefined ? "" : ` where ${where} is not null`}`;
  }
}

/** Whether a record repeats the header, as where exports are put together: the mark that begins a text may stand before it, and of three cells or more the case of letters says nothing. */
function isHeaderSql(header: string[]): string {
  const seen = (text: string) => (header.length < 3 ? text : `lower(${text})`);
  const cells = header.map((name, at) => ({
    name,
    sql: `${seen(`trim(coalesce(c${at}, ''), ' ' || chr(65279))`)} = ${seen(quotedString(name))}`,
  }));
  const first = cells.find(({ name }) => name !== "");
  if (first === undefined) return "";
  // one cell settles it for nearly every record
  return `case when ${first.sql} then ${cells.map(({ sql }) => sql).join(" and ")} else false end`;
}

/** A value made of columns that the file does not have. */
const isAbsent = ({ sql, header }: Value) =>
  sql === "''" || (header === "(constant)" && !/\bc\d+\b/.test(sql) && !/^'([^']|'')+'$/.test(sql));

const isKey = (canonical: string) => canonical.endsWith("_id") || canonical.endsWith("_key");

const currencyOf = ({ values }: Part) =>
  values["currency"]?.header === "(constant)"
    ? "an amount in the currency of its file"
    : `an amount in the currency of its record (${values["currency"]?.header ?? ""})`;

const formatOf = (value: Value, part: Part): Format => ({ ...part.format, ...value.format });

const readSql = (kind: Kind, text: string, value: Value, part: Part): string =>
  value.through === undefined
    ? typedSql(kind, text, formatOf(value, part), value.divideBy)
    : `${value.through}(${text})`;

/** Writes a query as a Parquet file. */
export async function writeParquet(engine: Warehouse, sql: string, path: string): Promise<void> {
  await engine.run(`copy (${sql}) to ${quotedString(path)} (format parquet, compression zstd)`);
}
