import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import {
  expectation,
  knownSql,
  markedSql,
  precisionSql,
  secondPassSql,
  castSql,
  typedSql,
  type Format,
  type Reading,
} from "../formats/values/value-sql.ts";
import {
  canBeUnknown,
  columnsOf,
  recordIds,
  repeatedOf,
  type Kind,
  type StreamName,
} from "../contract/streams.ts";
import type { StreamMapping, Value } from "../layout/layout.ts";

/** Why a record does not fit: the value that a code in the column `_misfit` stands for. */
export interface Misfit {
  value: Value;
  expected: string;
}

interface Typed {
  name: string;
  value: Value;
  kind: Kind;
  mapping: StreamMapping;
  /** A word for "not known" is no value of it. */
  canBeUnknown: boolean;
}

/** The SQL that turns the records of a text into typed rows. */
export class Conversion {
  readonly misfits: Misfit[] = [];
  readonly #typed: Typed[] = [];
  /** Per stream mapping: canonical column → column of the converted records. */
  readonly #columns: Map<string, string>[] = [];
  readonly #wheres: (string | undefined)[] = [];
  readonly #conditions: string[] = [];

  constructor(
    readonly mappings: StreamMapping[],
    readonly boilerplate: string | undefined,
    /** The header of the file, whose repetition among the records is no record. */
    readonly header: string[] = [],
    /** Cells that stand for the records after them too, until the next one that is filled. */
    readonly filledDown: number[] = [],
  ) {
    for (const mapping of mappings) {
      const names = new Map<string, string>();
      const where =
        mapping.where === undefined ? undefined : this.#column("text", mapping.where, mapping, false).name;
      this.#wheres.push(where);
      for (const [canonical, column] of columnsOf(mapping.stream)) {
        const value = mapping.values[canonical];
        if (value === undefined) continue;
        if (recordIds[mapping.stream] !== undefined && column.required !== true && isAbsent(value)) continue;
        const typed = this.#column(column.kind, value, mapping, canBeUnknown(canonical, column));
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
            expectation(column.kind, formatOf(value, mapping)),
          );
      }
      const [amount, currency] = [names.has("amount") ? "amount" : "cost", names.get("currency")];
      const value = mapping.values[amount];
      if (value?.at !== undefined && currency !== undefined)
        this.#condition(
          `has_other_currency(t_${names.get(amount) ?? ""}, t_${currency})${where === undefined ? "" : ` and t_${where} is not null`}`,
          value,
          currencyOf(mapping),
        );
      this.#columns.push(names);
    }
  }

  /** One converted column per distinct value, kind and format. */
  #column(kind: Kind, value: Value, mapping: StreamMapping, canBeUnknown: boolean): Typed {
    const known = this.#typed.find(
      (each) =>
        each.kind === kind &&
        each.canBeUnknown === canBeUnknown &&
        each.value.sql === value.sql &&
        each.value.through === value.through &&
        each.value.divideBy === value.divideBy &&
        JSON.stringify(formatOf(each.value, each.mapping)) === JSON.stringify(formatOf(value, mapping)),
    );
    if (known !== undefined) return known;
    const typed = { name: `v${this.#typed.length}`, value, kind, mapping, canBeUnknown };
    this.#typed.push(typed);
    return typed;
  }

  #condition(sql: string, value: Value, expected: string): void {
    this.misfits.push({ value, expected });
    this.#conditions.push(`when ${sql} then ${this.misfits.length}`);
  }

  /** What is done with the records, whatever text they are of: conversions of one SQL are one. */
  get sql(): string {
    return [this.recordsSql("", "whole"), ...this.mappings.map((_, index) => this.rowsSql(index, ""))].join(
      "\n",
    );
  }

  /**
   * The converted records of a source with the cells c0, c1, …, and the file of each record: `_misfit` is null for a good one,
   * 0 for a total row, -1 for the header again, -2 for the repetition of an earlier one, else a place in `misfits` from 1.
   */
  recordsSql(source: string, reading: Reading): string {
    const fill = this.filledDown.map(
      (at) =>
        `coalesce(nullif(trim(c${at}), ''), last_value(nullif(trim(c${at}), '') ignore nulls) over (partition by _file order by _place)) as c${at}`,
    );
    const filled =
      fill.length === 0
        ? source
        : `(select * replace (${fill.join(", ")}) from (select *, row_number() over () as _place from ${source}) order by _place)`;
    // a cell is cleaned once, however many values are made of it: a macro repeats what it is given
    const cleaned = new Set<string>();
    const made = this.#typed.map(({ name, value }) => {
      const sql = value.sql.replace(/\bclean_text\((c\d+)\)/g, (_, cell: string) => {
        cleaned.add(cell);
        return `clean_${cell}`;
      });
      return `${sql} as s_${name}`;
    });
    const from =
      cleaned.size === 0
        ? filled
        : `(select *, ${[...cleaned].map((cell) => `clean_text(${cell}) as clean_${cell}`).join(", ")} from ${filled})`;
    const layer = (column: (typed: Typed) => string) => this.#typed.map(column).join(", ");
    const instants = this.#typed.filter(({ kind }) => kind === "instant");
    const isHeader = isHeaderSql(this.header);
    const marks = `_file, is_boilerplate${isHeader === "" ? "" : ", is_header"}`;
    const misfit = [
      ...(this.header.length === 0 ? [] : ["when is_header then -1"]),
      ...(this.boilerplate === undefined ? [] : ["when is_boilerplate then 0"]),
      ...this.#conditions,
    ].join(" ");
    return `select _file, ${this.values.join(", ")},
      ${misfit === "" ? "null" : `case ${misfit} end`}::integer as _misfit
      from (select *, ${layer(({ name, kind }) => `${castSql(kind, `r_${name}`)} as ${name}`)}
        ${instants.map(({ name, value, mapping }) => `, ${secondPassSql(`t_${name}`, `r_${name}`, formatOf(value, mapping), reading)} as b_${name}`).join("")}
        from (select *, ${layer(({ name, kind, value, mapping }) => `${readSql(kind, `t_${name}`, value, mapping, reading)} as r_${name}`)}
          ${instants.map(({ name, value, mapping }) => `, ${precisionSql(`t_${name}`, formatOf(value, mapping))} as p_${name}`).join("")}
          from (select ${marks}, ${layer((typed) => `${presentSql(typed)} as t_${typed.name}`)}
            from (select ${marks}, ${layer(({ name }) => `clean_text(s_${name}) as c_${name}`)}
              from (select _file, ${made.join(", ")}, ${this.boilerplate ?? "false"} as is_boilerplate${isHeader === "" ? "" : `, coalesce(${isHeader}, false) as is_header`} from ${from})))))`;
  }

  /** The converted column that holds a canonical column of stream mapping `index`. */
  columnOf(index: number, canonical: string): string {
    return this.#columns[index]?.get(canonical) ?? "null";
  }

  /** The columns of a stream that only cells of another column tell, for some records. */
  partlyOf(stream: StreamName): string[] {
    return this.mappings
      .filter((mapping) => mapping.stream === stream)
      .flatMap(({ values }) => Object.keys(values).filter((name) => values[name]?.isPartly === true));
  }

  /** The columns of the converted records that hold their values. */
  get values(): string[] {
    return this.#typed.flatMap(({ name, kind }) =>
      kind === "instant" ? [name, `p_${name}`, `b_${name}`] : [name],
    );
  }

  /** Whether a converted record needs the whole reading: it does not fit, or has a time that may be of an hour which autumn repeats. */
  get isUnsure(): string {
    const passes = this.#typed.flatMap(({ name, kind }) =>
      kind === "instant" ? [` or b_${name} is null`] : [],
    );
    return `coalesce(_misfit > 0, false)${passes.join("")}`;
  }

  /** The streams in which the records have rows. */
  get streams(): StreamName[] {
    return [...new Set(this.mappings.map(({ stream }) => stream))];
  }

  /** The columns that the rows of a stream have. */
  columnsOf(stream: StreamName): string[] {
    const named = this.mappings.flatMap((mapping, index) =>
      mapping.stream === stream ? this.#rowColumns(index).map(([name]) => name) : [],
    );
    return [...new Set(named)];
  }

  /** SQL for the rows of a stream that converted records make. */
  streamSql(stream: StreamName, records: string): string {
    return this.mappings
      .flatMap((mapping, index) => (mapping.stream === stream ? [`(${this.rowsSql(index, records)})`] : []))
      .join(" union all by name ");
  }

  /** SQL for the rows of stream mapping `index`, by canonical names. */
  rowsSql(index: number, records: string): string {
    const columns = this.#rowColumns(index).map(([name, column]) => `${column} as ${quotedIdentifier(name)}`);
    return `select ${columns.join(", ")} from ${records}${this.whereSql(index)}`;
  }

  /** Which records make a row of stream mapping `index`. */
  whereSql(index: number): string {
    const where = this.#wheres[index];
    return where === undefined ? "" : ` where ${where} is not null`;
  }

  /** Columns of the rows of stream mapping `index`, with the converted column that each is. */
  #rowColumns(index: number): [string, string][] {
    return columnsOf((this.mappings[index] as StreamMapping).stream).flatMap(
      ([canonical, { kind }]): [string, string][] => {
        const name = this.#columns[index]?.get(canonical);
        if (name === undefined) return [];
        return kind === "instant"
          ? [
              [canonical, name],
              [`${canonical}_precision`, `p_${name}`],
              [repeatedOf(canonical), `b_${name}`],
            ]
          : [[canonical, name]];
      },
    );
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

const currencyOf = ({ values }: StreamMapping) =>
  values["currency"]?.header === "(constant)"
    ? "an amount in the currency of its file"
    : `an amount in the currency of its record (${values["currency"]?.header ?? ""})`;

const formatOf = (value: Value, mapping: StreamMapping): Format => ({ ...mapping.format, ...value.format });

/** The cleaned text of a column, null where it stands for none. */
function presentSql({ name, kind, value, mapping, canBeUnknown }: Typed): string {
  const format = formatOf(value, mapping);
  return canBeUnknown && format.isByHand === true && value.header !== "(constant)"
    ? knownSql(kind, `c_${name}`, format)
    : markedSql(`c_${name}`, format);
}

const readSql = (kind: Kind, text: string, value: Value, mapping: StreamMapping, reading: Reading): string =>
  value.through === undefined
    ? typedSql(kind, text, formatOf(value, mapping), reading, value.divideBy)
    : `${value.through}(${text})`;
