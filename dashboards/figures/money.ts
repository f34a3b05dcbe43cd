import type { Context } from "../lib/context.ts";

/** An amount in the base currency; a dash where there is none. */
export function money(context: Context, amount: number | null): string {
  const { format, release } = context;
  return amount === null ? "–" : `${format.compact(amount)} ${format.currency(release.base_currency)}`;
}

/** The sum of what is known. */
export const sum = <Item>(items: Item[], of: (item: Item) => number | null): number =>
  items.reduce((total, item) => total + (of(item) ?? 0), 0);
