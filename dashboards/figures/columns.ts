import type { TableColumn } from "../components/table.ts";
import { element } from "../lib/element.ts";
import type { Filters } from "../lib/filters.ts";
import type { Rate } from "../lib/wilson.ts";
import { dealsHref, type Context } from "../lib/context.ts";

/** A whole number of each row. */
export function countColumn<Row>(
  context: Context,
  name: string,
  label: string,
  value: (row: Row) => number | null,
): TableColumn<Row> {
  return { name, label, value, show: (row) => context.format.count(value(row)), isNumber: true };
}

/** The columns of a row that are numbers, or none. */
export type NumberOf<Row> = {
  [Name in keyof Row]: Row[Name] extends number | null ? Name : never;
}[keyof Row] &
  string;

/** A share of each row, of its column of that name. */
export function shareColumn<Row>(context: Context, name: NumberOf<Row>, label: string): TableColumn<Row> {
  return shareOfColumn(context, name, label, (row) => row[name] as number | null);
}

/** A share that is taken of each row. */
export function shareOfColumn<Row>(
  context: Context,
  name: string,
  label: string,
  value: (row: Row) => number | null,
): TableColumn<Row> {
  return { name, label, value, show: (row) => context.format.share(value(row)), isNumber: true };
}

/** How many times as much, of each row. */
export function timesColumn<Row>(context: Context, name: NumberOf<Row>, label: string): TableColumn<Row> {
  const value = (row: Row) => row[name] as number | null;
  return { name, label, value, show: (row) => context.format.times(value(row)), isNumber: true };
}

/** A count that leads to the deals it counts, where they can be told apart. */
export function dealsColumn<Row>(
  context: Context,
  name: string,
  label: string,
  value: (row: Row) => number | null,
  narrower: (row: Row) => Partial<Filters> | null,
): TableColumn<Row> {
  return {
    name,
    label,
    value,
    show: (row) => {
      const [count, own] = [value(row), narrower(row)];
      const shown = context.format.count(count);
      return count === null || own === null ? shown : dealsLink(context, shown, own);
    },
    isNumber: true,
  };
}

/** A number or name that leads to the deals behind it. */
export function dealsLink(context: Context, label: string, narrower: Partial<Filters>): HTMLElement {
  return element("a", { href: dealsHref(context, narrower) }, label);
}

/** A rate with its denominator, which leads to its deals, and interval; the numerator is a column of its own. */
export function rateColumns<Row>(
  context: Context,
  rateOf: (row: Row) => Rate | null,
  whole: (row: Row) => Partial<Filters> | null,
  prefix = "",
  words: { rate: string; n: string } = { rate: context.text.rate, n: "n" },
): TableColumn<Row>[] {
  const { text, format } = context;
  const value = (pick: (rate: Rate) => number | null) => (row: Row) => {
    const rate = rateOf(row);
    return rate === null ? null : pick(rate);
  };
  const share = (name: string, label: string, pick: (rate: Rate) => number | null): TableColumn<Row> => ({
    name,
    label,
    value: value(pick),
    show: (row) => format.share(value(pick)(row)),
    isNumber: true,
  });
  return [
    dealsColumn<Row>(
      context,
      `${prefix}n`,
      words.n,
      value((rate) => rate.n),
      whole,
    ),
    share(`${prefix}rate`, words.rate, (rate) => rate.rate),
    share(`${prefix}rate_low`, text.low, (rate) => rate.low),
    share(`${prefix}rate_high`, text.high, (rate) => rate.high),
  ];
}
