import type { DealsRowsRow } from "./data.ts";
import { leavesListsOut } from "../words/marks.ts";
import { daysOf, hasDimensions, isSelected, type Filters } from "./filters.ts";
import { markedBy } from "./marked.ts";

/** Tells whether a deal is behind the number that led to these filters; `order` has the place of each stage of the pipeline. */
export function behind(filters: Filters, order: Map<string, number>): (deal: DealsRowsRow) => boolean {
  const won = order.size + 1;
  const isMature = filters.at === "mature";
  const isWaiting = filters.at === "waiting";
  const placeOf = (deal: DealsRowsRow) =>
    isMature
      ? (deal.mature_ordinal ?? 0)
      : deal.furthest_stage === "won"
        ? won
        : (order.get(deal.furthest_stage ?? "") ?? 0);
  const isAt = (deal: DealsRowsRow) => {
    if (filters.at === "here") return deal.current_stage === filters.stage;
    const least = order.get(filters.stage);
    if (least === undefined) return true;
    return filters.at === "furthest" || isWaiting ? placeOf(deal) === least : placeOf(deal) >= least;
  };
  const hasOutcome = (deal: DealsRowsRow) =>
    isMature && filters.outcome === "won"
      ? placeOf(deal) >= won
      : filters.outcome === "" || deal.outcome === filters.outcome;
  // Of what was closed, or came to sales, in the months, whenever it started, the month of that counts.
  const dated = (deal: DealsRowsRow) =>
    filters.at === "closed"
      ? { ...deal, month: deal.outcome_on?.slice(0, 7) ?? null }
      : filters.at === "sales"
        ? { ...deal, month: deal.sales_month }
        : deal;
  const chosen = (deal: DealsRowsRow) =>
    filters.source === "" && !leavesListsOut(filters.mark) ? { ...filters, source: deal.source } : filters;
  const marked = markedBy(filters.mark);
  const [first, last] = daysOf(filters.period);
  const isInPeriod = (deal: DealsRowsRow) => {
    if (filters.period === "") return true;
    const day = filters.at === "closed" ? deal.outcome_on : deal.started_on;
    return day !== null && first <= day && day <= last;
  };
  return (deal) =>
    (filters.deal === ""
      ? isSelected(chosen(deal), dated(deal)) && hasDimensions(filters, deal)
      : deal.deal_id === filters.deal) &&
    (filters.mark === "" || marked(deal.marks) > 0) &&
    (!isMature || deal.mature_ordinal !== null) &&
    (!(isWaiting || filters.at === "here") || !deal.is_handed_off) &&
    (filters.at !== "sales" || deal.sales_month !== null) &&
    (filters.at !== "closed" || deal.outcome === "won" || deal.outcome === "lost") &&
    isInPeriod(deal) &&
    (filters.search === "" || deal.deal_id?.toLowerCase().includes(filters.search.toLowerCase()) === true) &&
    hasOutcome(deal) &&
    isAt(deal);
}
