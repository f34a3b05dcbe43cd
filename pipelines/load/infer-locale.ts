import { FunnelError } from "../contract/errors.ts";
import type { Format } from "../formats/values/value-sql.ts";
import { cellHolds, cellText, type RecordShape } from "../formats/csv/records.ts";
import { columnsOf, type Kind } from "../contract/streams.ts";
import type { StreamMapping } from "../layout/layout.ts";
import { decimalReadings, isSameEitherWay, orderReadings, type Reading } from "./readings.ts";
import { surveyRange, type DataRange } from "./survey.ts";

/** What the settings say about a source whose files do not say it: `<source>.date_order` and `<source>.decimal_mark`. */
export interface DeclaredLocale {
  source: string;
  order: string | undefined;
  decimal: string | undefined;
}

/** What the settings say about a source. */
export const declaredFor = (
  source: string,
  setting: (name: string) => string | undefined,
): DeclaredLocale => ({
  source,
  order: setting("date_order"),
  decimal: { point: ".", comma: "," }[setting("decimal_mark") ?? ""],
});

/** Bytes within which every value is looked at; after them only those that may answer what is left. */
const sampleBytes = 1 << 20;
/** Values that are remembered to have been looked at. */
const mostKnown = 20_000;
const marks = [".", ","].map((mark) => mark.charCodeAt(0));
const yearFirst = /^\d{4}[-/. ]/;

/** What a person can do, given the formats that are possible. */
type Remedy = (formats: string[]) => string;

interface Observation {
  line: number;
  header: string;
  readings: Reading[];
}

/** How some cells of a file are to be read: every value that shows it leaves fewer readings possible. */
class FormatInference {
  /** The first value that shows each set of readings. */
  readonly #observations = new Map<string, Observation>();
  #hasPlain = false;
  #hasEitherWay = false;
  /** What was looked at: days return, and the second time one tells nothing. */
  readonly #known = new Set<string>();

  constructor(
    /** Places of the cells, with their headers. */
    readonly cells: Map<number, string>,
    readonly readingsOf: (text: string) => Reading[],
    /** Bytes of which a value that decides something has one; undefined when any value may. */
    readonly deciding: number[] | undefined,
    readonly subject: string,
    readonly remedy: Remedy,
  ) {}

  observe(header: string, text: string, line: number): void {
    const clock = this.deciding === undefined ? text.indexOf(":") : -1;
    const known = clock < 0 ? text : text.slice(0, clock);
    if (this.#known.has(known)) return;
    if (this.#known.size < mostKnown) this.#known.add(known);
    const readings = this.readingsOf(text);
    if (readings.length === 0) {
      this.#hasPlain ||= yearFirst.test(text);
      this.#hasEitherWay ||= isSameEitherWay(text);
      return;
    }
    const key = readings.map(({ format }) => format).join();
    if (!this.#observations.has(key)) this.#observations.set(key, { line, header, readings });
  }

  /** The readings that every value allows; undefined when no value shows anything. */
  get possible(): Reading[] | undefined {
    const [first, ...others] = this.#observations.values();
    return first?.readings.filter((reading) => others.every((other) => allows(other, reading)));
  }

  /** Dates that begin with the year can be read one way only; should others follow, they are set aside. */
  get isDecided(): boolean {
    const { possible } = this;
    return (
      this.cells.size === 0 ||
      (possible === undefined ? this.#hasPlain && !this.#hasEitherWay : possible.length <= 1)
    );
  }

  decide(likely: string, locale: "likely" | "unknown"): string {
    const { possible } = this;
    if (possible === undefined && this.#hasEitherWay && likely === "ymd") return "mdy";
    if (possible === undefined && this.#hasPlain && !this.#hasEitherWay) return "ymd";
    const isPossible = possible?.some(({ format }) => format === likely) === true;
    if (possible === undefined || (possible.length > 1 && locale === "likely" && isPossible)) return likely;
    const [one, ...others] = possible;
    if (one === undefined) throw this.#contradiction();
    if (others.length === 0) return one.format;
    const [observation] = [...this.#observations.values()].toSorted(
      (left, right) => left.readings.length - right.readings.length || left.line - right.line,
    );
    const shown = (observation?.readings ?? possible)
      .filter((reading) => possible.some(({ format }) => format === reading.format))
      .map(({ shows, words }) => (shows === undefined ? `with ${words}` : `as ${shows()} (${words})`));
    throw new FunnelError(
      "config",
      "locale_unknown",
      `line ${observation?.line ?? "?"}, ${observation?.header ?? "?"}: the ${this.subject} can be read ${shown.join(" or ")}, and no other value of the file decides; ${this.remedy(possible.map(({ format }) => format))}`,
    );
  }

  #contradiction(): FunnelError {
    const observations = [...this.#observations.values()];
    const [one, other] = observations
      .flatMap((left) => observations.map((right): [Observation, Observation] => [left, right]))
      .find(([left, right]) => !left.readings.some((reading) => allows(right, reading))) ?? [
      observations[0],
      observations[1],
    ];
    const shown = (observation: Observation | undefined) =>
      `line ${observation?.line ?? "?"}, ${observation?.header ?? "?"}, can only be read with ${observation?.readings.map(({ words }) => words).join(" or ") ?? "?"}`;
    return new FunnelError(
      "config",
      "locale_mixed",
      `its ${this.subject}s contradict each other: ${shown(one)}, ${shown(other).replace("can only be read", "only")}; export it again, or ${this.remedy(observations.flatMap(({ readings }) => readings.map(({ format }) => format)))} and the others are set aside`,
    );
  }
}

const allows = ({ readings }: Observation, { format }: Reading) =>
  readings.some((reading) => reading.format === format);

/**
 * Infers the order of dates and the decimal mark of stream mappings whose format follows the exporting user's locale, by looking at every
 * value that shows it. What the settings declare holds for sources of one format too.
 */
export class LocaleInference {
  readonly #mappings: StreamMapping[];
  readonly #inferences = new Map<string, FormatInference>();
  readonly #inferred: {
    mapping: StreamMapping;
    order: FormatInference | undefined;
    decimal: FormatInference | undefined;
  }[];
  /** Takes the good records of the range, in order; undefined when nothing is open. */
  readonly observer: ((shape: RecordShape) => void) | undefined;

  constructor(
    given: StreamMapping[],
    range: DataRange,
    readonly declared: DeclaredLocale,
  ) {
    this.#mappings = given.map((mapping) => asDeclared(mapping, declared));
    const open = this.#mappings.filter((mapping) => mapping.format.locale !== undefined);
    this.#inferred = open.map((mapping) => ({
      mapping,
      order: this.#inferenceOf("order", mapping, open),
      decimal: this.#inferenceOf("decimal", mapping, open),
    }));
    const all = this.#undecided();
    if (all.length === 0) return;
    const later = range.from + sampleBytes;
    let left: FormatInference[] | undefined;
    this.observer = (shape) =>
      observeRecord(shape, shape.offset < later ? all : (left ??= this.#undecided()));
  }

  #inferenceOf(
    about: "order" | "decimal",
    mapping: StreamMapping,
    open: StreamMapping[],
  ): FormatInference | undefined {
    const place = placeOf(about, mapping.format, this.declared);
    if (place === undefined) return undefined;
    const together = open.filter((each) => placeOf(about, each.format, this.declared) === place);
    const inference =
      this.#inferences.get(`${about} ${place}`) ??
      (about === "order"
        ? new FormatInference(
            cellsOfKind(together, about, ["instant", "date"]),
            orderReadings,
            undefined,
            "date",
            remedyOf(about, mapping.format, place),
          )
        : new FormatInference(
            cellsOfKind(together, about, ["money", "number", "count"]),
            decimalReadings,
            marks,
            "number",
            remedyOf(about, mapping.format, place),
          ));
    this.#inferences.set(`${about} ${place}`, inference);
    return inference;
  }

  #undecided(): FormatInference[] {
    return [...this.#inferences.values()].filter((inference) => !inference.isDecided);
  }

  /**
   * The stream mappings as they are to be read. Throws a config error with the possible readings and the key to set when values contradict each
   * other, or when the locale is unknown and no value decides.
   */
  infer(): StreamMapping[] {
    return this.#mappings.map((mapping) => {
      const found = this.#inferred.find((each) => each.mapping === mapping);
      const { locale, keys } = mapping.format;
      if (found === undefined || locale === undefined) return mapping;
      const order =
        found.order?.decide(mapping.format.order, locale) ??
        (keys === undefined ? this.declared.order : undefined);
      const decimal =
        found.decimal?.decide(mapping.format.decimal, locale) ??
        (keys === undefined ? this.declared.decimal : undefined);
      return readAs(mapping, order, decimal);
    });
  }
}

/** Infers the locale of stream mappings at once, with a pass over the range of its own when that is needed. Throws as `LocaleInference.infer` does. */
export function inferLocale(
  given: StreamMapping[],
  range: DataRange,
  declared: DeclaredLocale,
): StreamMapping[] {
  const inference = new LocaleInference(given, range, declared);
  if (inference.observer !== undefined) surveyRange(range, inference.observer);
  return inference.infer();
}

/** A stream mapping with the order of dates and the decimal mark that are known of it. */
const readAs = (
  mapping: StreamMapping,
  order: string | undefined,
  decimal: string | undefined,
): StreamMapping => ({
  ...mapping,
  format: {
    ...mapping.format,
    ...(order === undefined ? {} : { order }),
    ...(decimal === undefined ? {} : { decimal: decimal as "." | "," }),
  },
});

/** A stream mapping of a source whose exports are all written alike, as the settings say instead; the others ask their values first. */
function asDeclared(mapping: StreamMapping, { order, decimal }: DeclaredLocale): StreamMapping {
  const isOpen = mapping.format.locale !== undefined || mapping.format.keys !== undefined;
  return isOpen ? mapping : readAs(mapping, order, decimal);
}

/** Where a person can declare it when the values do not decide it: a key of the mapping, or a setting; undefined when it is declared. */
function placeOf(about: "order" | "decimal", { keys }: Format, declared: DeclaredLocale): string | undefined {
  if (keys !== undefined) return keys[about];
  if (declared[about] !== undefined) return undefined;
  return `${declared.source}.${about === "order" ? "date_order" : "decimal_mark"}`;
}

const remedyOf =
  (about: "order" | "decimal", { keys }: Format, place: string): Remedy =>
  (formats) => {
    const [one, ...others] = [...new Set(formats)].map((each) =>
      about === "order" ? each : keys !== undefined ? JSON.stringify(each) : each === "." ? "point" : "comma",
    );
    const choice = `${one ?? ""}${others.length > 0 ? ` (or ${others.join(", ")})` : ""}`;
    return keys === undefined
      ? `add the line ${place},${choice} to reference/settings.csv`
      : `set ${place} to ${choice}`;
  };

function observeRecord(shape: RecordShape, inferences: FormatInference[]): void {
  for (const inference of inferences)
    for (const [at, header] of inference.cells)
      if (inference.deciding === undefined || cellHolds(shape, at, inference.deciding))
        inference.observe(header, cellText(shape, at).trim(), shape.line);
}

/** The cells that hold values of some kinds and are not declared for themselves, with their headers. */
function cellsOfKind(
  mappings: StreamMapping[],
  about: "order" | "decimal",
  kinds: Kind[],
): Map<number, string> {
  const cells = new Map<number, string>();
  for (const mapping of mappings)
    for (const [name, column] of columnsOf(mapping.stream)) {
      const value = mapping.values[name];
      if (value?.at !== undefined && kinds.includes(column.kind) && value.format?.[about] === undefined)
        cells.set(value.at, value.header);
    }
  return cells;
}
