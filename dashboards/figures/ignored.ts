import { ignoredOf, type Context } from "../lib/context.ts";

/**
 * Says which of what is set a figure cannot follow: months and source as it names them, and what its page or view set aside. Null when
 * it follows all that is set.
 */
export function ignoredFilters(context: Context, ...cannot: ("months" | "source")[]): string | null {
  const { filters } = context;
  const names = [
    ...(cannot.includes("months") && (filters.from !== "" || filters.to !== "") ? ["months" as const] : []),
    ...(cannot.includes("source") && filters.source !== "" ? ["source" as const] : []),
    ...context.ignored,
  ];
  return ignoredOf({ ...context, ignored: names });
}

/** What a figure of an estimate cannot follow: the months, where the estimates are not made anew of theirs. */
export const ignoredByEstimates = (context: Context, ...cannot: "source"[]): string | null =>
  ignoredFilters(context, ...(context.isReestimated ? [] : ["months" as const]), ...cannot);
