import { cohortFigure } from "../figures/cohorts.ts";
import { conversionFigure } from "../figures/conversion.ts";
import { customerTile, soFarNote } from "../figures/customer.ts";
import { dwellFigure } from "../figures/dwell.ts";
import { customerOf, whyNot } from "../figures/estimates.ts";
import { funnelFigure } from "../figures/funnel.ts";
import { fixFirst } from "../figures/leaks.ts";
import { sourceFigure } from "../figures/sources.ts";
import { tile } from "../figures/tile.ts";
import { totals } from "../figures/totals.ts";
import { element } from "../lib/element.ts";
import { dealsHref, type Context } from "../lib/context.ts";

/** The whole funnel on one page. */
export function overview(context: Context): Node[] {
  return [
    keyNumbers(context, true),
    element(
      "div",
      { class: "grid" },
      conversionFigure(context, true),
      funnelFigure(context),
      cohortFigure(context),
      dwellFigure(context),
      sourceFigure(context),
    ),
  ];
}

/** The numbers that stand above the figures: lead to customer, where to begin, and the leads; purchased lists beside, never inside. */
export function keyNumbers(context: Context, hasFix = false): HTMLElement {
  const { text, format, filters } = context;
  const all = totals(context);
  const lists = customerOf(context, "purchased_list");
  const isApart = lists !== undefined && filters.source === "";
  const fix = hasFix ? fixFirst(context) : null;
  return element(
    "div",
    { class: "tiles" },
    customerTile(context),
    fix === null
      ? null
      : tile(context, {
          id: "fix",
          metric: "leak_probability",
          label: fix.name,
          value: fix.label,
          notes: fix.notes,
          href: "./leaks.html",
        }),
    tile(context, {
      id: "started",
      metric: "leads",
      label: text.leads,
      value: format.count(all.started),
      notes: [isApart ? text.listsOut : `${text.open}: ${format.count(all.open)}`],
      href: dealsHref(context),
    }),
    tile(context, {
      id: "won",
      lacks: context.unknown.won ? "won" : null,
      metric: "won",
      label: text.won,
      value: format.count(all.won),
      notes: [
        `${text.lost}: ${format.count(context.unknown.lost ? null : all.lost)} · ${text.open}: ${format.count(all.open)}`,
      ],
      href: dealsHref(context, { outcome: "won" }),
    }),
    isApart
      ? tile(context, {
          id: "lists",
          lacks: context.unknown.won ? "won" : null,
          metric: "lead_source",
          label: text.apart,
          value: format.share(lists.estimate),
          notes: [
            lists.estimate_low === null
              ? whyNot(context, lists)
              : `95%: ${format.share(lists.estimate_low)} – ${format.share(lists.estimate_high)}`,
            soFarNote(context, totals({ ...context, filters: { ...filters, source: "purchased_list" } }), {
              source: "purchased_list",
            }),
          ],
        })
      : null,
  );
}
