import { quotedString } from "@duckdb/node-api";
import type { StreamName } from "../../contract/streams.ts";
import type { Format } from "../../formats/values/value-sql.ts";
import { readWords } from "../../layout/header.ts";
import {
  type headerReader,
  textOf,
  through,
  type Layout,
  type StreamMapping,
  type Value,
} from "../../layout/layout.ts";

export type Reader = ReturnType<typeof headerReader>;

export const words = readWords("salesforce");

/** One kind of file: the header names that tell it, and the rows that a record of it makes. */
export interface Table {
  headers: string[];
  isDeals?: true;
  /** Names that many a table has: they must be these letters. */
  isCommon?: true;
  also?: Partial<Layout>;
  mappings(read: Reader, header: string[]): StreamMapping[];
}

export const report: Format = { order: "mdy", decimal: ".", nulls: ["-"], locale: "likely" };
export const api: Format = { order: "ymd", decimal: ".", nulls: [] };

export const mapping = (
  stream: StreamName,
  format: Format,
  values: Record<string, Value>,
): StreamMapping => ({
  stream,
  format,
  values,
});

const isId = (canonical: string) =>
  /(^|_)(opportunity|lead|contact|record|touch|activity)_id$/.test(canonical);

/** Values by header name; ids of records get their 18-character form. */
export function pick(
  read: Reader,
  columns: Record<string, string[]>,
  ids: (canonical: string) => boolean = isId,
) {
  const values = read.pick(columns);
  return Object.fromEntries(
    Object.entries(values).map(([canonical, value]) => [
      canonical,
      ids(canonical) ? through("salesforce_id", value) : value,
    ]),
  );
}

/** In object files owners, accounts and campaigns are ids as well. */
export const pickApi = (read: Reader, columns: Record<string, string[]>) =>
  pick(read, columns, (canonical) => canonical.endsWith("_id"));

export const personKeys = (read: Reader) => read.personKeys(["Phone", "MobilePhone", "Mobile"], ["Email"]);

/**
 * A row of a field history. A stage change is one; a row of another field, and "Created.", shows that the record existed then: it
 * comes from and goes to the name of the field, which is no change of stage.
 */
export function fieldHistory(
  read: Reader,
  names: { field: string; stage: string; before: string; after: string },
) {
  const field = read.cell(names.field);
  const stageOr = (name: string): Value => {
    const value = read.cell(name);
    const stages = words
      .spellings(names.stage)
      .map((each) => quotedString(each))
      .join(", ");
    return {
      ...value,
      sql: `case when ${textOf(field)} in (${stages}) then ${value.sql} else ${field.sql} end`,
    };
  };
  return { from_stage: stageOr(names.before), to_stage: stageOr(names.after) };
}

/** Whether a deal is closed and won, else by its forecast category; the probability is written in percent. */
export function outcome(
  read: Reader,
  names: { closed: string; won: string; forecast: string[]; probability: string[] },
): Record<string, Value> {
  const [closed, won, forecast] = [
    read.find([names.closed]),
    read.find([names.won]),
    read.find(names.forecast),
  ];
  const probability = read.find(names.probability);
  const category = forecast === undefined ? "''" : `lower(${textOf(forecast)})`;
  const or = (value: Value | undefined, byForecast: string): Value | undefined => {
    const place = value ?? forecast;
    return (
      place && {
        ...place,
        sql: `coalesce(${value === undefined ? "null" : `clean_text(${value.sql})`}, ${byForecast})`,
      }
    );
  };
  const isClosed = or(
    closed,
    `case when ${category} in ('closed', 'omitted') then 'true' when ${category} <> '' then 'false' end`,
  );
  const isWon = or(
    won,
    `case when ${category} = 'closed' then 'true' when ${category} <> '' then 'false' end`,
  );
  return {
    ...(isClosed === undefined ? {} : { is_closed: isClosed }),
    ...(isWon === undefined ? {} : { is_won: isWon }),
    ...(probability === undefined ? {} : { probability: through("percent_of", probability) }),
  };
}
