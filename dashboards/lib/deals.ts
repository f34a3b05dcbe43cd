import type { DealRow } from "./data.ts";
import { isSelected, type Filters } from "./filters.ts";

/** Tells whether a deal is behind the number that led to these filters; `order` has the place of each stage of the pipeline. */
export function behind(filters: Filters, order: Map<string, number>): (deal: DealRow) => boolean {
  const won = order.size + 1;
  const isMature = filters.at === "mature";
  const isWaiting = filters.at === "waiting";
  const placeOf = (deal: DealRow) =>
    isMature ? (deal.mature ?? 0) : deal.furthest === "won" ? won : (order.get(deal.furthest ?? "") ?? 0);
  const isAt = (deal: DealRow) => {
    if (filters.at === "here") return deal.stage === filters.stage;
    const least = order.get(filters.stage);
    if (least === undefined) return true;
    return filters.at === "furthest" || isWaiting ? placeOf(deal) === least : placeOf(deal) >= least;
  };
  const hasOutcome = (deal: DealRow) =>
    isMature && filters.outcome === "won"
      ? placeOf(deal) >= won
      : filters.outcome === "" || deal.outcome === filters.outcome;
  // Of what was closed in the months, whenever it started, the month of closing counts.
  const dated = (deal: DealRow) =>
    filters.at === "closed" ? { ...deal, month: deal.closed?.slice(0, 7) ?? null } : deal;
  return (deal) =>
    (filters.deal === "" ? isSelected(filters, dated(deal)) : deal.id === filters.deal) &&
    (!isMature || deal.mature !== null) &&
    (!(isWaiting || filters.at === "here") || !deal.handed) &&
    (filters.at !== "closed" || deal.outcome === "won" || deal.outcome === "lost") &&
    hasOutcome(deal) &&
    isAt(deal);
}
