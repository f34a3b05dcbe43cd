import { quotedString } from "@duckdb/node-api";
import { repeatedDays } from "./repeated-days.ts";
import type { Kind } from "../../contract/streams.ts";
import { isUnknownSql } from "./unknown-words.ts";

/** How the parts of a date are ordered, or a pattern of YYYY YY MM M DD D HH H hh mm ss A and separators. */
export type DateOrder = string;

/** How a file writes values. */
export interface Format {
  order: DateOrder;
  decimal: "." | ",";
  /** Texts that mean "no value"; the empty text always does. */
  nulls: string[];
  /** People fill it in by hand: a word for “not known” that stands alone in a cell is no value. A program writes none. */
  isByHand?: true;
  /**
   * The exporting user's locale decides the order and the mark, and the file does not name it: its values are asked. When none of
   * them decides, the order and mark above hold if they are `likely`; if the locale is `unknown`, a file that can be read two ways is refused.
   */
  locale?: "likely" | "unknown";
  /** Zone of the wall times; a time that names its offset from UTC becomes one of them. Without it the offset is left out of account. */
  zone?: string;
  /** A number of five digits in a date column counts days since the end of 1899, as spreadsheets do. */
  serials?: true;
  /** Where a mapping declares what it leaves open; without it the settings of the source do. */
  keys?: { order?: string; decimal?: string };
}

/**
 * How much is understood: `plain`, what programs write, which is planned in no time, and null for what they hardly ever do; `whole`,
 * also what people write. What the first reads, the second reads as the same.
 */
export type Reading = "plain" | "whole";

/** Parts of a unit that files count in. */
export const divisors = [100, 1_000, 1_000_000] as const;
export type DivideBy = (typeof divisors)[number];

/** Patterns of days, and of the times of day that may follow them. */
const fast: Record<string, { day: string; times: string[] }> = {
  ymd: { day: "%Y-%m-%d", times: ["%H:%M:%S", "%H:%M"] },
  mdy: { day: "%m/%d/%Y", times: ["%I:%M %p", "%H:%M:%S"] },
  dmy: { day: "%d.%m.%Y", times: ["%H:%M", "%H:%M:%S"] },
};

const tokens: Record<string, string> = {
  YYYY: "%Y",
  YY: "%y",
  MMM: "%b",
  MM: "%m",
  M: "%m",
  DD: "%d",
  D: "%d",
  HH: "%H",
  H: "%H",
  hh: "%I",
  h: "%I",
  mm: "%M",
  ss: "%S",
  A: "%p",
};

/** The date order of a column that counts days since the end of 1899, as spreadsheets do. */
const daySerial = "serial";
const hasSerials = (format: Format) => format.serials !== undefined || format.order === daySerial;

/** Whether a text is a date order that can be read; a pattern needs a year, a month and a day. */
export function isDateOrder(order: string): boolean {
  return order in fast || order === daySerial || (/YY/.test(order) && /M/.test(order) && /D/.test(order));
}

const strptimePattern = (order: string): string =>
  order
    .replace(/%/g, "%%")
    .replace(/YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|A/g, (token) => tokens[token] ?? token);

const nullMarks = ({ nulls }: Format) => nulls.filter((mark) => mark !== "").map(quotedString);

/** A cleaned text, null marks made null; `text` is evaluated twice: pass a column. */
export function markedSql(text: string, format: Format): string {
  const marks = nullMarks(format);
  return marks.length === 0 ? text : `case when ${text} not in (${marks.join(", ")}) then ${text} end`;
}

/** The same for a text that is no value either where it says alone that the value is not known; what begins with a digit does not. */
export function knownSql(kind: Kind, text: string, format: Format): string {
  const marks = nullMarks(format);
  const marked = marks.length === 0 ? "" : `when ${text} in (${marks.join(", ")}) then null`;
  return `case ${marked} when ${text} > '0000z' and ${text} < ':' then ${text} when ${isUnknownSql(kind, text)} then null else ${text} end`;
}

/**
 * The typed value of a cleaned text, null when the text does not fit; `text` is evaluated more than once: pass a column.
 * The engine's own casts are too generous (0x10, 1e5, infinity): every text is matched against a pattern first.
 */
export function typedSql(
  kind: Kind,
  text: string,
  format: Format,
  reading: Reading,
  divideBy?: DivideBy,
): string {
  switch (kind) {
    case "text":
      return text;
    case "instant":
    case "date": {
      // a day is a day in every zone
      const order = format.order === daySerial ? "ymd" : format.order;
      const instant = instantSql(text, order, kind === "date" ? undefined : format.zone, reading);
      return !hasSerials(format)
        ? instant
        : `case when ${isSerial(text)} then timestamp '1899-12-30' + to_seconds(cast(round(cast(${text} as double) * 86400) as bigint)) else ${instant} end`;
    }
    case "money":
      return dividedSql(text, format.decimal, "decimal(18, 2)", reading, divideBy);
    case "number":
      return dividedSql(text, format.decimal, "decimal(18, 4)", reading, divideBy);
    case "count":
      if (reading === "plain") return `case when ${isWhole(text)} then cast(${text} as bigint) end`;
      return `case when ${isWhole(text)} then cast(${text} as bigint)
        when regexp_full_match(plain_number(${text}, ${quotedString(format.decimal)}), '-?\\d{1,18}(\\.0+)?')
        then cast(split_part(plain_number(${text}, ${quotedString(format.decimal)}), '.', 1) as bigint) end`;
    case "flag":
      return `case when lower(${text}) in ('true', 'yes', '1', 'y', 'igen', 'igaz', 'ja', 'wahr', 'oui', 'vrai', 'sí', 'si', 'sim', 'verdadero') then true
        when lower(${text}) in ('false', 'no', '0', 'n', 'nem', 'hamis', 'nein', 'falsch', 'non', 'faux', 'não', 'falso') then false end`;
  }
}

/** The final form of what `typedSql` read: instants outside 1900 to 2200 are misread, dates have no time. */
export function castSql(kind: Kind, value: string): string {
  if (kind === "instant") return `sane_time(${value})`;
  return kind === "date" ? `cast(sane_time(${value}) as date)` : value;
}

/** Whether a text that was read as a wall time names the second pass of an hour that autumn repeats: only an offset tells. Null where a plain reading does not tell. */
export function secondPassSql(text: string, wall: string, { order, zone }: Format, reading: Reading): string {
  const days = zone === undefined || (!(order in fast) && order !== daySerial) ? [] : repeatedDays(zone);
  if (zone === undefined || days.length === 0) return "false";
  // a text of all the days is planned in no time, a list of as many constants is not
  const isSecond =
    reading === "plain"
      ? "cast(null as boolean)"
      : `is_second_pass(${text}, ${wall}, ${quotedString(order === daySerial ? "ymd" : order)}, ${quotedString(zone)})`;
  return `case when extract(hour from ${wall}) between 4 and 22 or strlen(${text}) <= 10 and regexp_matches(${text}, '\\D') then false
    when contains(${quotedString(days.join(" "))}, ${wall}::date::varchar) then ${isSecond} else false end`;
}

/** How finely a text that was read as an instant is written. */
export const precisionSql = (text: string, format: Format): string =>
  `case when is_epoch(${text}) then 'second' ${patternPrecision(text, format.order)} ${!hasSerials(format) ? "" : `when ${isSerial(text)} and cast(${text} as double) <> floor(cast(${text} as double)) then 'second'`} when ${text} like '%:%:%' then case when ${text} like '%:__:%' then 'second' else 'minute' end when contains(${text}, ':') then 'minute'
    when strlen(${text}) <> length(${text}) and regexp_matches(${text}, '\\d ?[時时點点시]') then case when regexp_matches(${text}, '[秒초]') then 'second' else 'minute' end
    when ${text} like '________T______%' then 'second' when ${text} like '________T____%' or contains(${text}, 'h') and regexp_matches(${text}, '\\dh\\d') then 'minute' when ${text} is not null then 'day' end`;

/** How finely a pattern writes what it reads; without a time of day the text tells. */
const patternPrecision = (text: string, order: DateOrder): string =>
  order in fast || order === daySerial || !/h/i.test(order)
    ? ""
    : `when ${text} is not null then '${order.includes("ss") ? "second" : "minute"}'`;

const isWhole = (text: string) => `regexp_full_match(${text}, '-?\\d{1,18}')`;
const isSerial = (text: string) => `regexp_full_match(${text}, '\\d{5}(\\.\\d+)?')`;

/** The engine reads the words infinity and epoch as dates in any pattern: only a text with digits may be one. */
function instantSql(text: string, order: DateOrder, zone: string | undefined, reading: Reading): string {
  const patterns = fast[order];
  if (patterns !== undefined) {
    const { day, times } = patterns;
    // a pattern that does not fit costs more than one that does
    const read = `case when contains(${text}, ':') then ${strptimeSql(
      text,
      times.map((time) => `${day} ${time}`),
    )} else ${strptimeSql(text, [day])} end`;
    const plain = `case when ${text} between '0' and ':' then ${read} end`;
    if (reading === "plain") return plain;
    const iso = zone === undefined ? "" : `, wall_time_in(iso_instant(${text}), 'Z', ${quotedString(zone)})`;
    return `coalesce(${plain}${iso}, wall_time(${text}, ${quotedString(order)}, ${zone === undefined ? "cast(null as varchar)" : quotedString(zone)}))`;
  }
  const pattern = strptimePattern(order);
  const written = /h/i.test(order)
    ? [pattern, ...(order.endsWith("ss") ? [`${pattern}.%f`] : [])]
    : [pattern, ...["%H:%M", "%H:%M:%S", "%H:%M:%S.%f"].map((time) => `${pattern} ${time}`)];
  return `case when regexp_matches(${text}, '\\d') then ${strptimeSql(text, written)} end`;
}

const strptimeSql = (text: string, patterns: string[]) =>
  `try_strptime(${text}, [${patterns.map(quotedString).join(", ")}])`;

/** Division stays in decimals: by a power of ten it is exact. */
function dividedSql(
  text: string,
  decimal: "." | ",",
  type: string,
  reading: Reading,
  divideBy?: DivideBy,
): string {
  return divideBy === undefined
    ? numberSql(text, decimal, type, reading)
    : `try_cast((${numberSql(text, decimal, "decimal(28, 4)", reading)}) * ${(1 / divideBy).toFixed(6)} as ${type})`;
}

function numberSql(text: string, decimal: "." | ",", type: string, reading: Reading): string {
  const simple = decimal === "." ? "-?\\d{1,14}(\\.\\d{1,9})?" : "-?\\d{1,14}";
  const otherwise =
    reading === "plain" ? "" : ` else try_cast(plain_amount(${text}, ${quotedString(decimal)}) as ${type})`;
  return `case when regexp_full_match(${text}, '${simple}') then cast(${text} as ${type})${otherwise} end`;
}

/** What a person is told a column expects. */
export function expectation(kind: Kind, format: Format): string {
  switch (kind) {
    case "text":
      return "a text";
    case "instant":
    case "date":
      return `a date like ${{ ymd: "2026-01-31", mdy: "1/31/2026", dmy: "31.1.2026", serial: "46053 (a day number)" }[format.order] ?? format.order}`;
    case "money":
    case "number":
      return `a number with a decimal ${format.decimal === "," ? "comma" : "point"}`;
    case "count":
      return "a whole number";
    case "flag":
      return "yes or no";
  }
}
