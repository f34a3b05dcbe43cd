import { element } from "../lib/element.ts";
import { sumJourneys } from "../lib/sums.ts";
import { wilson } from "../lib/wilson.ts";
import { term, type Context } from "./context.ts";
import { cohortFigure } from "../figures/cohorts.ts";
import { dealsLink } from "../figures/columns.ts";
import { conversionFigure } from "../figures/conversion.ts";
import { dwellFigure } from "../figures/dwell.ts";
import { funnelFigure } from "../figures/funnel.ts";
import { sourceFigure } from "../figures/sources.ts";
import { totals } from "../figures/totals.ts";
import { termLink } from "../components/term.ts";
import type { Filters } from "../lib/filters.ts";

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
  const tile = (
    id: string,
    metric: string,
    label: string,
    value: string,
    note: string,
    narrower: Partial<Filters>,
  ) => {
    const found = term(context, metric);
    return element(
      "div",
      { class: "card tile", "data-number": id },
      element("p", {}, found === null ? label : termLink(found, id, label)),
      element("strong", {}, dealsLink(context, value, narrower)),
      element("p", { class: "evidence" }, note),
    );
  };
  const lists = sumJourneys(context.summary.journeys, context.filters, "source").get("purchased_list");
  const listRate = lists === undefined ? null : wilson(lists.won, lists.started);
  const isApart = listRate !== null && context.filters.source === "";
  return element(
    "div",
    { class: "tiles" },
    tile(
      "started",
      "leads",
      text.leads,
      format.count(all.started),
      isApart ? text.listsOut : `${text.open}: ${format.count(all.open)}`,
      {},
    ),
    tile(
      "won",
      "won",
      text.won,
      format.count(all.won),
      `${text.lost}: ${format.count(all.lost)} · ${text.open}: ${format.count(all.open)}`,
      { outcome: "won" },
    ),
    tile("rate", "lead_to_customer_so_far", text.leadToWon, format.share(rate.rate), format.evidence(rate), {
      outcome: "won",
    }),
    ...(isApart
      ? [
          tile("lists", "lead_source", text.apart, format.share(listRate.rate), format.evidence(listRate), {
            source: "purchased_list",
          }),
        ]
      : []),
  );
}
