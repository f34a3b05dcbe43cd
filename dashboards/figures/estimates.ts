import type { ShownRate } from "../charts/rates.ts";
import type { TableColumn } from "../components/table.ts";
import type { SummaryCustomersRow, SummaryEstimatesRow } from "../lib/data.ts";
import { rangedOf, type Estimated } from "../lib/estimated.ts";
import { rowsOf } from "../lib/columns.ts";
import type { Context } from "../lib/context.ts";
import { asWord } from "../lib/marked.ts";
import { estimateWords } from "../words/estimates.ts";
import type { Filters } from "../lib/filters.ts";
import { countColumn, dealsColumn, shareOfColumn } from "./columns.ts";

/** Journeys that must have been followed for the horizon before an estimate is given. */
const followedAtLeast = 10;

/** The estimates of the chosen pipeline and source, by stage; all months. */
export function estimatesOf(context: Context): Map<string, SummaryEstimatesRow> {
  const { pipeline, source } = context.filters;
  return new Map(
    rowsOf(context.summary.estimates)
      .filter((row) => row.pipeline === pipeline && row.source === source)
      .map((row) => [row.stage, row]),
  );
}

/** Lead to customer of a source of the chosen pipeline ('': all but purchased lists); all months. */
export function customerOf(context: Context, source: string): SummaryCustomersRow | undefined {
  return rowsOf(context.summary.customers).find(
    (row) => row.pipeline === context.filters.pipeline && row.source === source,
  );
}

/** By which day leads are said to be customers; null where there are none. */
export const customerDays = (context: Context): number | null =>
  customerOf(context, context.filters.source)?.horizon_days ??
  rowsOf(context.summary.customers).find((row) => row.horizon_days !== null)?.horizon_days ??
  null;

/** The interval of an estimate in words; of one that is 0 or 1, also how many it rests on. */
export function intervalText(context: Context, estimate: Estimated | undefined): string {
  const { format } = context;
  const text = estimateWords[context.language];
  if (estimate?.estimate == null) return whyNot(context, estimate);
  const { value, low, high } = rangedOf(estimate);
  const interval = `95%: ${format.share(low)} – ${format.share(high)}`;
  if (value !== 0 && value !== 1) return interval;
  const [count, days] = [format.count(estimate.followed_count), format.count(estimate.horizon_days)];
  return `${value === 0 ? text.noneOf(count, days) : text.allOf(count, days)}; ${interval}`;
}

/** Why there is no estimate; empty when there is one. */
export function whyNot(context: Context, estimate: Estimated | undefined): string {
  if (estimate === undefined || estimate.estimate_status === "ok") return "";
  return statusText(context, estimate.estimate_status, estimate.followed_count, estimate.horizon_days);
}

/** What the status of an estimate says: that it is known, or why there is none. */
export function statusText(
  context: Context,
  status: Estimated["estimate_status"],
  followed: number,
  days: number | null,
): string {
  const text = estimateWords[context.language];
  if (status === "ok") return text.ok;
  if (status !== "too_few_followed") return text.why[status];
  const { count } = context.format;
  return text.why.too_few_followed(count(Math.max(1, followedAtLeast - followed)), count(days));
}

/** An estimate as a chart shows it: with its interval, or how many journeys it lacks. */
export function shownEstimate(context: Context, estimate: Estimated | undefined): ShownRate {
  const { format } = context;
  if (estimate === undefined) return { rate: null, low: null, high: null, basis: "" };
  const { value: rate, low, high } = rangedOf(estimate);
  const { reached_count: reached, estimate_status: status, followed_count: followed } = estimate;
  const basis =
    status === "too_few_followed"
      ? estimateWords[context.language].missing(format.count(followedAtLeast - followed))
      : low === null || high === null
        ? `n = ${format.count(reached)}`
        : `${format.share(low)} – ${format.share(high)}`;
  return { rate, low, high, basis, n: reached };
}

/** The deals that estimates are made of: those of all months, unless they are estimated anew. */
export const ofEstimates = (context: Context): Partial<Filters> =>
  context.isReestimated ? {} : { from: "", to: "" };

/** The mark of those who were followed for the horizon of an estimate, or undecided at it: of a stage, or from the start. */
export const estimatedMark = (stage: string | null, word: "followed" | "undecided"): string =>
  `at=${stage === null ? "*" : asWord(stage)} ${word}`;

/**
 * The estimate with interval, horizon and maturity, or why there is none. `stageOf`: the stage it is of, null for that from the start to
 * won; `whose`: the deals it is made of.
 */
export function estimateColumns<Row>(
  context: Context,
  of: (row: Row) => Estimated | undefined,
  stageOf: (row: Row) => string | null,
  whose: (row: Row) => Partial<Filters> | null,
): TableColumn<Row>[] {
  const text = estimateWords[context.language];
  const share = (name: "estimate" | "estimate_low" | "estimate_high", label: string) =>
    shareOfColumn<Row>(context, name, label, (row) => of(row)?.[name] ?? null);
  const behind = (word: "followed" | "undecided") => (row: Row) => {
    const own = whose(row);
    if (of(row)?.horizon_days == null || own === null) return null;
    const mark = estimatedMark(stageOf(row), word);
    return { ...own, mark: own.mark === undefined ? mark : `${own.mark}\n${mark}` };
  };
  return [
    share("estimate", text.estimate),
    share("estimate_low", text.low),
    share("estimate_high", text.high),
    countColumn<Row>(context, "horizon_days", text.horizon, (row) => of(row)?.horizon_days ?? null),
    dealsColumn<Row>(
      context,
      "followed_count",
      text.followed,
      (row) => of(row)?.followed_count ?? null,
      behind("followed"),
    ),
    dealsColumn<Row>(
      context,
      "at_risk_count",
      text.atRisk,
      (row) => of(row)?.at_risk_count ?? null,
      behind("undecided"),
    ),
    {
      name: "estimate_status",
      label: text.status,
      value: (row) => of(row)?.estimate_status ?? null,
      show: (row) => {
        const why = whyNot(context, of(row));
        return why === "" ? text.ok : why;
      },
    },
  ];
}
