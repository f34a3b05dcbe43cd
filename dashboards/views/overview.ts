import { cohortFigure } from "../figures/cohorts.ts";
import { comparedCountTile } from "../figures/compared.ts";
import { customerTile, soFarNote } from "../figures/customer.ts";
import { timesFigure } from "../figures/cycle.ts";
import { customerOf, intervalText } from "../figures/estimates.ts";
import { freshFigure } from "../figures/fresh.ts";
import { funnelFigure } from "../figures/funnel.ts";
import { fixFigure } from "../figures/leaks.ts";
import { agedNote, recentNote, recentOf } from "../figures/recent.ts";
import { sinceLine } from "../figures/since.ts";
import { tile } from "../figures/tile.ts";
import { todayFigure } from "../figures/today.ts";
import { totals } from "../figures/totals.ts";
import { element } from "../lib/element.ts";
import { dealsHref, withoutComparison, withoutDimensions, type Context } from "../lib/context.ts";

/** The page of the morning: what changed, where the funnel stands, where to begin, what is slow, and what to do today. */
export function overview(context: Context): Node[] {
  const recent = recentOf(context);
  return [
    element(
      "div",
      { class: "tiles" },
      leadsTile(context, recentNote(context, recent, "started")),
      wonTile(context, recentNote(context, recent, "won")),
      customerTile(context, agedNote(context, recent)),
    ),
    sinceLine(withoutDimensions(context)),
    element(
      "div",
      { class: "grid" },
      funnelFigure(context),
      fixFigure(withoutDimensions(context)),
      cohortFigure(withoutComparison(context)),
      timesFigure(withoutDimensions(context)),
      todayFigure(withoutDimensions(context)),
      freshFigure(context),
    ),
  ];
}

function leadsTile(context: Context, notes: (string | Node)[]): HTMLElement {
  if (context.comparison !== null) return comparedCountTile(context, context.comparison, "started");
  return tile(context, {
    id: "started",
    metric: "leads",
    label: context.text.leads,
    value: context.format.count(totals(context).started),
    notes,
    href: dealsHref(context),
  });
}

function wonTile(context: Context, notes: (string | Node)[]): HTMLElement {
  if (context.comparison !== null) return comparedCountTile(context, context.comparison, "won");
  return tile(context, {
    id: "won",
    lacks: context.unknown.won ? "won" : null,
    metric: "won",
    label: context.text.won,
    value: context.format.count(totals(context).won),
    notes,
    href: dealsHref(context, { outcome: "won" }),
  });
}

/** The numbers that stand above the figures of conversion: lead to customer, leads and won; purchased lists beside, never inside. */
export function keyNumbers(context: Context): HTMLElement {
  const { text, format, filters } = context;
  const all = totals(context);
  const lists = customerOf(context, "purchased_list");
  const isApart = lists !== undefined && filters.source === "";
  const counted = (count: number, outcome: "lost" | "open") =>
    element("a", { href: dealsHref(context, { outcome }) }, format.count(count));
  return element(
    "div",
    { class: "tiles" },
    customerTile(context, [soFarNote(context, all)]),
    leadsTile(context, [
      isApart ? text.listsOut : element("span", {}, `${text.open}: `, counted(all.open, "open")),
    ]),
    wonTile(context, [
      element(
        "span",
        {},
        `${text.lost}: `,
        context.unknown.lost ? "–" : counted(all.lost, "lost"),
        ` · ${text.open}: `,
        counted(all.open, "open"),
      ),
    ]),
    isApart
      ? tile(context, {
          id: "lists",
          lacks: context.unknown.won ? "won" : null,
          metric: "lead_source",
          label: text.apart,
          value: format.share(lists.estimate),
          notes: [
            intervalText(context, lists),
            soFarNote(context, totals({ ...context, filters: { ...filters, source: "purchased_list" } }), {
              source: "purchased_list",
            }),
          ],
        })
      : null,
  );
}
