import type { SummaryEstimatesRow } from "./data.ts";

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
