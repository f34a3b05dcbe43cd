import { sumJourneys } from "../lib/sums.ts";
import type { Context } from "../lib/context.ts";

/** Journeys of the selection, all months together. */
export function totals(context: Context): { started: number; won: number; lost: number; open: number } {
  const all = { started: 0, won: 0, lost: 0, open: 0 };
  for (const sum of sumJourneys(context.summary.journeys, context.filters, "month").values()) {
    all.started += sum.started;
    all.won += sum.won;
    all.lost += sum.lost;
    all.open += sum.open;
  }
  return all;
}
