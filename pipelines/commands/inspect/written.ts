import { decimalReadings, orderReadings, type Reading } from "../../load/readings.ts";
import type { StreamColumn } from "../../contract/streams.ts";
import type { Column } from "./table.ts";

/** A column with what it is read as. */
export interface TypedColumn {
  kind: StreamColumn["kind"];
  column: Column;
}

/** How the dates and numbers of columns are written, and what their values leave open. */
export function writingOf(typed: TypedColumn[]): {
  keys: { decimal?: string; date_format?: string; nulls?: string[] };
  asks: string[];
} {
  const order = tell(valuesOf(typed, ["instant", "date"]), orderReadings);
  const decimal = tell(valuesOf(typed, ["money", "number", "count"]), decimalReadings);
  const nulls = [...new Set(typed.flatMap(({ column }) => column.nulls))];
  const [mark, ...marks] = decimal;
  const [first, ...orders] = order;
  return {
    keys: {
      ...(mark === undefined || marks.length > 0 ? {} : { decimal: mark.format }),
      ...(first === undefined || orders.length > 0 ? {} : { date_format: first.format }),
      ...(nulls.length === 0 ? {} : { nulls }),
    },
    asks: [
      ...(orders.length === 0
        ? []
        : [`set date_format: the dates can be read as ${inWords(order)}, the file does not tell which`]),
      ...(marks.length === 0
        ? []
        : [`set decimal: the numbers can be read with ${inWords(decimal)}, the file does not tell which`]),
    ],
  };
}

/** Signs of currencies that mean one alone. */
const signs: [RegExp, string][] = [
  [/(^|\P{L})(Ft|forint|forintban)(\P{L}|$)/iu, "HUF"],
  [/€|(^|\P{L})(euró|euróban|euro)(\P{L}|$)/iu, "EUR"],
  [/£/, "GBP"],
  [/zł/i, "PLN"],
  [/Kč/i, "CZK"],
  [/(^|\P{L})lei(\P{L}|$)/iu, "RON"],
];

/** The currency that the headers of amounts name. */
export function currencyNamed(columns: Column[]): string | undefined {
  const codes = new Set(Intl.supportedValuesOf("currency"));
  const headers = columns.map(({ header }) => header);
  return (
    headers
      .flatMap((header) => header.split(/[^A-Z]+/))
      .find((word) => word.length === 3 && codes.has(word)) ??
    signs.find(([sign]) => headers.some((header) => sign.test(header)))?.[1]
  );
}

/** The header of an amount that is counted in thousands or millions. */
export const inThousands = (columns: Column[]): Column | undefined =>
  columns.find(({ header }) =>
    /(^|[^\p{L}])(e ?Ft|eHUF|ezer|M ?Ft|MFt|mFt|millió|milliós?|mrd|TEUR|T€|k€|kEUR|kHUF|k ?\$|tis\.?|tys\.?|mil\.|mio\.?|thousands?|millions?|in '?000|'000|Tausend|milliers?|miles|migliaia)([^\p{L}]|$)/u.test(
      header,
    ),
  );

const valuesOf = (typed: TypedColumn[], kinds: StreamColumn["kind"][]) =>
  typed.flatMap(({ kind, column }) => (kinds.includes(kind) ? column.values : []));

/** The readings that every value allows; none when no value shows anything. */
function tell(values: string[], readingsOf: (text: string) => Reading[]): Reading[] {
  const sets = values.map(readingsOf).filter((readings) => readings.length > 0);
  const [first = [], ...others] = sets;
  return first.filter(({ format }) =>
    others.every((readings) => readings.some((reading) => reading.format === format)),
  );
}

const inWords = (readings: Reading[]) =>
  readings
    .map(({ format, words }) => (words === format || /^[.,]$/.test(format) ? words : `${format} (${words})`))
    .join(" or ");
