import { rowsOf, type Columns } from "./columns.ts";
import type { Estimated } from "./estimated.ts";
import type { SegmentsStepsRow } from "./data.ts";
import { wilson, type Rate } from "./wilson.ts";

/** One value of a segment with its rates by stage. */
export interface SegmentValue {
  value: string;
  estimate: Map<string, Estimated>;
  soFar: Map<string, Rate>;
  mature: Map<string, Rate>;
}

/** A row of a breakdown: a value of the segment, or one of the two rows of all. */
export interface BreakdownRow extends SegmentValue {
  label: string;
  kind: "value" | "all" | "with_lists";
  isApart: boolean;
}

/** The segments of a pipeline that can be broken down by, in the order of the list. */
export function segmentsOf(rows: Columns<SegmentsStepsRow>, pipeline: string): string[] {
  const order = ["lead_source", "list", "campaign", "icp_tier", "country", "amount_band", "cohort_quarter"];
  const found = new Set(rows.segment.filter((_, index) => rows.pipeline[index] === pipeline));
  return order.filter((segment) => found.has(segment));
}

/** The values of one segment: quarters and sizes in their own order, others by how many leads they have. */
export function valuesOf(rows: Columns<SegmentsStepsRow>, pipeline: string, segment: string): SegmentValue[] {
  const values = new Map<string, SegmentValue & { reached: number }>();
  for (const row of rowsOf(rows)) {
    if (row.pipeline !== pipeline || row.segment !== segment) continue;
    const value = values.get(row.segment_value) ?? {
      value: row.segment_value,
      estimate: new Map<string, Estimated>(),
      soFar: new Map<string, Rate>(),
      mature: new Map<string, Rate>(),
      reached: 0,
    };
    value.estimate.set(row.stage, row);
    value.soFar.set(row.stage, wilson(row.advanced_count, row.reached_count));
    value.mature.set(row.stage, wilson(row.mature_advanced_count, row.mature_reached_count));
    value.reached = Math.max(value.reached, row.reached_count);
    values.set(row.segment_value, value);
  }
  const isOrdered = segment === "cohort_quarter" || segment === "amount_band";
  const isApart = (value: SegmentValue) => Number(value.value === "purchased_list");
  return [...values.values()].sort(
    (a, b) =>
      isApart(a) - isApart(b) ||
      (isOrdered ? 0 : b.reached - a.reached) ||
      (a.value < b.value ? -1 : a.value > b.value ? 1 : 0),
  );
}

/** 1 when the whole interval lies above the estimate, -1 when below, 0 when the two cannot be told apart. */
export function standing(own: Estimated | undefined, reference: Estimated | undefined): -1 | 0 | 1 {
  if (own?.estimate_low == null || own.estimate_high === null || reference?.estimate == null) return 0;
  return own.estimate_low > reference.estimate ? 1 : own.estimate_high < reference.estimate ? -1 : 0;
}
