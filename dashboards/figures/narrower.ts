import type { Filters } from "../lib/filters.ts";
import type { BreakdownRow } from "../lib/segments.ts";

/** The filters that show a row's deals; null where the deals page cannot tell them apart. */
export function narrowerOf(segment: string, row: BreakdownRow): Partial<Filters> | null {
  const everything = { from: "", to: "", source: "" };
  if (row.kind === "all") return everything;
  if (row.kind === "with_lists") return null;
  if (segment === "lead_source") return { ...everything, source: row.value };
  if (segment === "list") return { ...everything, source: "purchased_list", mark: `list=${row.value}` };
  if (segment === "campaign") return { ...everything, mark: `campaign=${row.value}` };
  if (segment === "country") return { ...everything, country: row.value };
  if (segment === "icp_tier") return { ...everything, tier: row.value };
  const quarter = /^(\d{4}) Q([1-4])$/.exec(row.value);
  if (segment !== "cohort_quarter" || quarter === null) return null;
  const month = (of: number) => `${quarter[1] ?? ""}-${String(of).padStart(2, "0")}`;
  const last = 3 * Number(quarter[2]);
  return { ...everything, from: month(last - 2), to: month(last) };
}
