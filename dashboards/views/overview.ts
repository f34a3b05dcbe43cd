import { element } from "../lib/element.ts";
import { sumJourneys } from "../lib/sums.ts";
import { wilson } from "../lib/wilson.ts";
import type { Context } from "./context.ts";
import {
  cohortFigure,
  conversionFigure,
  dwellFigure,
  funnelFigure,
  sourceFigure,
  totals,
} from "./figures.ts";

/** The whole funnel on one page. */
export function overview(context: Context): Node[] {
  return [
    keyNumbers(context),
    element(
      "div",
      { class: "grid" },
      funnelFigure(context),
      conversionFigure(context),
      cohortFigure(context),
      dwellFigure(context),
      sourceFigure(context, true),
    ),
  ];
}

/** Leads, won and the rate of the selection; purchased lists beside, never inside. */
export function keyNumbers(context: Context): HTMLElement {
  const { text, format } = context;
  const all = totals(context);
  const rate = wilson(all.won, all.started);
  const tile = (id: string, label: string, value: string, note: string) =>
    element(
      "div",
      { class: "card tile", "data-number": id },
      element("p", {}, label),
      element("strong", {}, value),
      element("p", { class: "evidence" }, note),
    );
  const lists = sumJourneys(context.summary.journeys, context.filters, "source").get("purchased_list");
  const listRate = lists === undefined ? null : wilson(lists.won, lists.started);
  const isApart = listRate !== null && context.filters.source === "";
  return element(
    "div",
    { class: "tiles" },
    tile(
      "started",
      text.leads,
      format.count(all.started),
      isApart ? text.listsOut : `${text.open}: ${format.count(all.open)}`,
    ),
    tile(
      "won",
      text.won,
      format.count(all.won),
      `${text.lost}: ${format.count(all.lost)} · ${text.open}: ${format.count(all.open)}`,
    ),
    tile("rate", text.leadToWon, format.share(rate.rate), format.evidence(rate)),
    ...(isApart ? [tile("lists", text.apart, format.share(listRate.rate), format.evidence(listRate))] : []),
  );
}
