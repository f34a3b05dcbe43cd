import type { SummaryEstimatesRow } from "./data.ts";
import type { Ranged } from "./finding.ts";
import { wilson } from "./wilson.ts";

/** An estimate with its interval, its horizon and how far it rests on journeys that were followed that long. */
export type Estimated = Pick<
  SummaryEstimatesRow,
  | "reached_count"
  | "horizon_days"
  | "estimate"
  | "estimate_low"
  | "estimate_high"
  | "at_risk_count"
  | "followed_count"
  | "estimate_status"
>;

/** An estimate with its interval; one of 0 or 1, which has none of its own, has Wilson's of those followed. */
export function rangedOf(
  estimate:
    Pick<Estimated, "estimate" | "estimate_low" | "estimate_high" | "followed_count"> | null | undefined,
): Ranged {
  const value = estimate?.estimate ?? null;
  if (estimate == null || value === null) return { value: null, low: null, high: null };
  const { estimate_low: low, estimate_high: high, followed_count: n } = estimate;
  if (low !== null && high !== null) return { value, low, high };
  const bound = wilson(value < 0.5 ? 0 : n, n);
  return { value, low: bound.low, high: bound.high };
}
