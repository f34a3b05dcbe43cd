import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import { findExtreme } from "../lib/finding.ts";
import { sumJourneys } from "../lib/sums.ts";
import { wilson } from "../lib/wilson.ts";
import { type Context } from "../lib/context.ts";
import { rangedOf } from "../lib/estimated.ts";
import { estimateWords } from "../words/estimates.ts";
import { labelOf } from "../words/labels.ts";
import { behindLine, wonCounts } from "./behind.ts";
import { dealsColumn, dealsLink, rateColumns } from "./columns.ts";
import { customerDays, customerOf, estimateColumns, ofEstimates, shownEstimate } from "./estimates.ts";
import { ignoredByEstimates } from "./ignored.ts";
import { are, isOneOf } from "../lib/figure-query.ts";

/** Which sources bring leads that buy, by the estimate and so far; purchased lists stand apart. */
export function sourceFigure(context: Context, isWide = false): HTMLElement {
  const { text, format, language, filters } = context;
  const words = estimateWords[language];
  const rows = [...sumJourneys(context.summary.journeys, filters, "source")]
    .map(([source, sum]) => ({
      source,
      label: labelOf(source, language),
      estimate: customerOf(context, source),
      rate: wilson(sum.won, sum.started),
      sum,
      low: null,
      high: null,
      isApart: source === "purchased_list",
    }))
    .sort(
      (a, b) =>
        Number(a.isApart) - Number(b.isApart) ||
        (b.estimate?.estimate ?? -1) - (a.estimate?.estimate ?? -1) ||
        (b.rate.rate ?? 0) - (a.rate.rate ?? 0) ||
        (a.source < b.source ? -1 : 1),
    );
  type Row = (typeof rows)[number];
  const named = rows.filter((row) => !row.isApart);
  const [best] = named;
  const highest = findExtreme(named, (row) => rangedOf(row.estimate), "most");
  const whole = customerOf(context, "");
  const days = format.count(customerDays(context));
  return figure<Row>(context, {
    id: "sources",
    lacks: context.unknown.won ? "won" : null,
    isWide,
    headline: headlineOf(),
    subtitle: rows.length === 0 ? "" : text.sub.sources(days),
    ignored: ignoredByEstimates(context, "source"),
    about: [text.about.sources(format.count(whole?.reached_count ?? 0))],
    query: context.isReestimated
      ? undefined
      : {
          of: "summary/customers",
          where: [
            ...are({ pipeline: context.filters.pipeline }),
            isOneOf(
              "source",
              rows.map((row) => row.source),
            ),
          ],
        },
    measures: ["lead_to_customer_estimate", "lead_to_customer_so_far", "stage_rate_interval", "lead_source"],
    draw: (width) =>
      rateChart(
        rows.map((row) => ({
          ...row,
          rates: [shownEstimate(context, row.estimate)],
        })),
        width,
        format,
        {
          isFullScale: false,
          isSized: true,
          reference: whole?.estimate ?? null,
          heads: [words.byDay(days)],
        },
      ),
    columns: [
      {
        name: "lead_source",
        label: text.source,
        value: (row) => row.source,
        show: (row) => dealsLink(context, row.label, { source: row.source }),
      },
      ...estimateColumns<Row>(
        context,
        (row) => row.estimate,
        () => null,
        (row) => ({ ...ofEstimates(context), source: row.source }),
      ),
      dealsColumn<Row>(
        context,
        "won_count",
        text.won,
        (row) => row.sum.won,
        (row) => ({ source: row.source, outcome: "won" }),
      ),
      ...rateColumns<Row>(
        context,
        (row) => row.rate,
        (row) => ({ source: row.source }),
      ),
    ],
    rows,
    behind:
      best === undefined
        ? null
        : behindLine(context, wonCounts(best.sum, { source: best.source }), `${best.label}, ${text.soFar}`),
  });

  function headlineOf(): string {
    if (named.length === 0)
      return filters.from === "" && filters.to === "" ? text.headline.noLead : text.headline.noLeadThen;
    if (highest.kind === "none")
      return text.headline.tooYoung(format.count(named.reduce((total, row) => total + row.sum.won, 0)), days);
    const share = highest.row.estimate?.estimate ?? null;
    if (share === 0) return text.headline.noSource(days);
    if (highest.kind === "apart") return text.headline.source(highest.row.label, format.share(share), days);
    const isOnly = named.filter((row) => row.estimate?.estimate != null).length === 1;
    return isOnly
      ? text.headline.onlySource(highest.row.label, format.share(share), days)
      : text.headline.alikeSources;
  }
}
