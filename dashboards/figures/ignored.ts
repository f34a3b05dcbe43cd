import type { Context } from "../lib/context.ts";

/** Says which of the filters that are set a figure cannot follow; null when it follows all that are set. */
export function ignoredFilters(context: Context, ...cannot: ("months" | "source")[]): string | null {
  const { filters, text } = context;
  const months = cannot.includes("months") && (filters.from !== "" || filters.to !== "");
  const source = cannot.includes("source") && filters.source !== "";
  if (months && source) return text.ignored.both;
  if (months) return text.ignored.months;
  return source ? text.ignored.source : null;
}
