import { FunnelError } from "../errors.ts";
import type { Format } from "../formats/value-sql.ts";
import { scanRecords } from "../formats/records.ts";
import { columnsOf } from "../streams.ts";
import type { Part } from "./connector.ts";
import { cellsOf, fateOf, type DataRegion } from "./survey.ts";

/** What the settings say about a source whose files do not say it: `<source>.date_order` and `<source>.decimal_mark`. */
export interface DeclaredLocale {
  source: string;
  order: string | undefined;
  decimal: string | undefined;
}

const firstLook = 1 << 20;

interface Sighting {
  line: number;
  header: string;
  text: string;
}

/** One question about a file that its values answer: each value fits the first reading only, the second only, or both. */
class Question {
  only: [Sighting | undefined, Sighting | undefined] = [undefined, undefined];
  either: Sighting | undefined;

  see(fits: "first" | "second" | "either", sighting: () => Sighting): void {
    if (fits === "first") this.only[0] ??= sighting();
    else if (fits === "second") this.only[1] ??= sighting();
    else this.either ??= sighting();
  }
}

/**
 * Settles the order of dates and the decimal mark of parts whose format follows the exporting user's locale, by looking at every
 * value that shows it. Throws a config error with both readings and the setting to make when values contradict each other, or when
 * the locale is unknown and no value decides.
 */
export function settleLocale(parts: Part[], region: DataRegion, declared: DeclaredLocale): Part[] {
  const open = parts.filter((part) => part.format.locale !== undefined);
  if (open.length === 0) return parts;
  const dates = cellsOfKind(open, ["instant", "date"]);
  const numbers = cellsOfKind(open, ["money", "number", "count"]);
  const order = new Question();
  const decimal = new Question();
  const look = (to: number) => {
    scanRecords(region.path, { ...region, to }, (shape) => {
      if (fateOf(shape, region) !== "good") return;
      const cells = cellsOf(shape.bytes.toString("utf8", shape.start, shape.end), region.delimiter);
      for (const [at, header] of dates) {
        const text = (cells[at] ?? "").trim();
        const fits = orderOf(text);
        if (fits !== undefined) order.see(fits, () => ({ line: shape.line, header, text }));
      }
      for (const [at, header] of numbers) {
        const text = (cells[at] ?? "").trim();
        const fits = decimalOf(text);
        if (fits !== undefined) decimal.see(fits, () => ({ line: shape.line, header, text }));
      }
    });
  };
  const isAnswered = (question: Question, cells: Map<number, string>, said: string | undefined) =>
    said !== undefined || cells.size === 0 || question.only.some((sighting) => sighting !== undefined);
  const areAnswered = () =>
    isAnswered(order, dates, declared.order) && isAnswered(decimal, numbers, declared.decimal);
  if (!areAnswered()) look(Math.min(region.to, region.from + firstLook));
  if (!areAnswered() && region.to > region.from + firstLook) look(region.to);
  return settled(parts, declared, order, decimal);
}

function settled(parts: Part[], declared: DeclaredLocale, order: Question, decimal: Question): Part[] {
  return parts.map((part) => {
    const { locale } = part.format;
    if (locale === undefined) return part;
    const format: Format = {
      ...part.format,
      order: declared.order ?? answer(order, ["mdy", "dmy"], part.format.order, locale, orderWords(declared.source)),
      decimal: (declared.decimal ??
        answer(decimal, [".", ","], part.format.decimal, locale, decimalWords(declared.source))) as "." | ",",
    }; // prettier-ignore
    return { ...part, format };
  });
}

interface Words {
  subject: string;
  readings: [string, string];
  remedy: string;
}

const orderWords = (source: string): Words => ({
  subject: "dates",
  readings: ["month first", "day first"],
  remedy: `add the line ${source}.date_order,mdy (or dmy) to reference/settings.csv`,
});

const decimalWords = (source: string): Words => ({
  subject: "numbers",
  readings: ["a decimal point", "a decimal comma"],
  remedy: `add the line ${source}.decimal_mark,point (or comma) to reference/settings.csv`,
});

function answer(
  question: Question,
  values: [string, string],
  likely: string,
  locale: "likely" | "unknown",
  words: Words,
): string {
  const [first, second] = question.only;
  if (first !== undefined && second !== undefined)
    throw new FunnelError(
      "config",
      "locale_mixed",
      `its ${words.subject} contradict each other: line ${first.line}, ${first.header}, can only be read with ${words.readings[0]}, line ${second.line}, ${second.header}, only with ${words.readings[1]}; export it again, or ${words.remedy} and the others are set aside`,
    );
  if (first !== undefined) return values[0];
  if (second !== undefined) return values[1];
  if (locale === "likely" || question.either === undefined) return likely;
  const { line, header } = question.either;
  throw new FunnelError(
    "config",
    "locale_unknown",
    `line ${line}, ${header}: ${twoReadings(question.either.text, words)}, and no other value of the file decides; ${words.remedy}`,
  );
}

function twoReadings(text: string, words: Words): string {
  const date = slashed.exec(text);
  if (date !== null) {
    const [, first, second, year] = date.map(String) as [string, string, string, string];
    const iso = (month: string, day: string) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    return `the date can be read as ${iso(first, second)} (${words.readings[0]}) or ${iso(second, first)} (${words.readings[1]})`;
  }
  return `the number can be read with ${words.readings[0]} or ${words.readings[1]}`;
}

/** The cells that hold values of some kinds, with their headers. */
function cellsOfKind(parts: Part[], kinds: string[]): Map<number, string> {
  const cells = new Map<number, string>();
  for (const part of parts)
    for (const [name, column] of columnsOf(part.stream)) {
      const value = part.values[name];
      if (value?.at !== undefined && kinds.includes(column.kind)) cells.set(value.at, value.header);
    }
  return cells;
}

const slashed = /^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})(?!\d)/;

/** Month first, day first, or either; undefined for what shows neither. */
function orderOf(text: string): "first" | "second" | "either" | undefined {
  const match = slashed.exec(text);
  if (match === null || match[1] === match[2]) return undefined;
  const [one, two] = [Number(match[1]), Number(match[2])];
  if (one > 12) return two > 12 ? undefined : "second";
  return two > 12 ? "first" : "either";
}

/** Decimal point, decimal comma, or either; undefined for what shows neither. */
function decimalOf(text: string): "first" | "second" | "either" | undefined {
  const marks = text.replace(/[^\d.,]/g, "");
  const shape = /^\d+(?:([.,])\d+)*$/.test(marks)
    ? marks.replace(/\d+/g, (digits) => `${digits.length} `)
    : "";
  const point = shape.includes(".");
  const comma = shape.includes(",");
  if (!point && !comma) return undefined;
  if (point && comma) return marks.lastIndexOf(".") > marks.lastIndexOf(",") ? "first" : "second";
  const groups = marks.split(/[.,]/);
  const couldBeGroups =
    groups.slice(1).every((group) => group.length === 3) && /^[1-9]\d{0,2}$/.test(groups[0] ?? "");
  if (groups.length > 2) return couldBeGroups ? (comma ? "first" : "second") : undefined;
  if (couldBeGroups) return "either";
  return point ? "first" : "second";
}
