import { rowsOf } from "../lib/columns.ts";
import { dealsHref, fileOf, type Context } from "../lib/context.ts";
import type { OverviewRecentRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import type { Filters } from "../lib/filters.ts";
import { needsJourneys } from "../lib/narrow.ts";
import { wilson } from "../lib/wilson.ts";
import { overviewWords } from "../words/overview.ts";
import { customerOf } from "./estimates.ts";

const day = 86_400_000;
/** As in marts.recent_period. */
const periodDays = 30;

/** What the newest days of the chosen pipeline and source brought; nothing where months, a campaign or the like are chosen, which they would contradict. */
export function recentOf(context: Context): OverviewRecentRow | undefined {
  const { pipeline, source } = context.filters;
  return needsJourneys(context.filters)
    ? undefined
    : rowsOf(fileOf(context, "overview").recent).find(
        (row) => row.pipeline === pipeline && row.source === source,
      );
}

/**
 * A count of the last 30 days, leading to its deals, beside the count of the 30 days before. Where of some only the last day is known
 * that it can have been, it is the most that there can be, and nothing stands beside it.
 */
export function recentNote(
  context: Context,
  recent: OverviewRecentRow | undefined,
  kind: "started" | "won",
): (string | Node)[] {
  if (recent === undefined) return [];
  const { format, language } = context;
  const text = overviewWords[language];
  const isBound = kind === "won" && recent.undated_won_count > 0;
  const before = recent[`${kind}_count_before`];
  const last = Date.parse(`${recent.until_on}T00:00:00Z`);
  const dayBefore = (days: number) => new Date(last - days * day).toISOString().slice(0, 10);
  const link = (count: number, daysAgo: number) => {
    const narrower: Partial<Filters> = {
      period: `${dayBefore(daysAgo + periodDays - 1)}..${dayBefore(daysAgo)}`,
      ...(kind === "won" ? { outcome: "won", at: "closed" } : {}),
    };
    return element("a", { href: dealsHref(context, narrower) }, format.count(count));
  };
  return [
    element(
      "span",
      {},
      isBound ? `${text.atMost} ` : "",
      link(recent[`${kind}_count`], 0),
      text.recent,
      ...(before === null || isBound ? [] : [", ", link(before, periodDays), text.recentBefore]),
    ),
  ];
}

/** What newer leads brought within 90 days beside older ones at the same age, where it is known when leads were won; higher or lower only where the intervals lie apart. */
export function agedNote(context: Context, recent: OverviewRecentRow | undefined): string[] {
  const whole = customerOf(context, context.filters.source);
  if (recent === undefined || recent.followed_count === 0 || whole?.estimate_status === "untimed") return [];
  const { format, language } = context;
  const text = overviewWords[language];
  const now = wilson(recent.followed_won_count, recent.followed_count);
  const before = wilson(recent.followed_won_count_before ?? 0, recent.followed_count_before ?? 0);
  const verdict =
    (now.low ?? 0) > (before.high ?? 1) ? "higher" : (now.high ?? 1) < (before.low ?? 0) ? "lower" : "alike";
  return [
    text.aged(
      format.share(now.rate),
      before.rate === null ? null : format.share(before.rate),
      text.verdicts[verdict],
    ),
  ];
}
