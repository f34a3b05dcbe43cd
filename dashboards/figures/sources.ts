import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import { sumJourneys } from "../lib/sums.ts";
import { wilson } from "../lib/wilson.ts";
import { dealsHref, type Context } from "../views/context.ts";
import { labelOf } from "../words/labels.ts";
import { dealsColumn, dealsLink, rateColumns } from "./columns.ts";

/** Which sources bring leads that buy; purchased lists stand apart. */
export function sourceFigure(context: Context, isWide = false): HTMLElement {
  const { text, format, language } = context;
  const rows = [...sumJourneys(context.summary.journeys, context.filters, "source")]
    .map(([source, sum]) => ({
      source,
      label: labelOf(source, language),
      rate: wilson(sum.won, sum.started),
      sum,
      low: null,
      high: null,
      isApart: source === "purchased_list",
    }))
    .sort(
      (a, b) =>
        Number(a.isApart) - Number(b.isApart) ||
        (b.rate.rate ?? 0) - (a.rate.rate ?? 0) ||
        (a.source < b.source ? -1 : 1),
    );
  type Row = (typeof rows)[number];
  const best = rows.find((row) => !row.isApart);
  const own = rows.filter((row) => !row.isApart);
  const pooled = wilson(
    own.reduce((total, row) => total + row.sum.won, 0),
    own.reduce((total, row) => total + row.sum.started, 0),
  );
  return figure<Row>(context, {
    id: "sources",
    isWide,
    headline:
      best === undefined || best.sum.won === 0
        ? text.headline.noSource
        : text.headline.source(best.label, format.share(best.rate.rate)),
    subtitle: `${text.sub.sources} (n = ${format.count(pooled.n)})`,
    measures: ["lead_to_customer_so_far", "stage_rate_interval", "lead_source"],
    draw: (width) =>
      rateChart(rows, width, format, {
        isFullScale: false,
        isSized: true,
        reference: pooled.rate,
        heads: { rate: text.soFar, mature: text.matureHead },
      }),
    columns: [
      {
        name: "lead_source",
        label: text.source,
        value: (row) => row.source,
        show: (row) => dealsLink(context, row.label, { source: row.source }),
      },
      dealsColumn<Row>(
        context,
        "won_count",
        text.won,
        (row) => row.sum.won,
        (row) => ({ source: row.source, outcome: "won" }),
      ),
      ...rateColumns<Row>(context, (row) => row.rate),
    ],
    rows,
    dealsHref: dealsHref(context),
    ...(context.filters.source === "" ? {} : { notes: [text.ignoresSource] }),
  });
}
