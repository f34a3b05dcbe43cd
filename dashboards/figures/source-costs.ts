import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import type { Context } from "../lib/context.ts";
import type { SourcesQualityRow } from "../lib/data.ts";
import { are } from "../lib/figure-query.ts";
import { findExtreme } from "../lib/finding.ts";
import { sourceWords } from "../words/sources.ts";
import { money } from "./money.ts";
import { labelOfRow, qualityColumns, mostDrawn } from "./source-columns.ts";

type Row = SourcesQualityRow;
/** Campaigns that the site publishes, those with most leads. */
const published = 100;

/** What a customer costs by source or campaign; those without a cost have none. */
export function costFigure(context: Context, segment: "lead_source" | "campaign", all: Row[]): HTMLElement[] {
  const { format, release } = context;
  const text = sourceWords[context.language];
  const rows = all.filter((row) => row.cost_base !== null);
  // A list's customers are told apart from all others.
  const named = rows.filter((row) => row.segment_value !== "purchased_list");
  if (named.length === 0) return [];
  const ranged = (row: Row) => ({
    value: row.cost_per_won,
    low: row.cost_per_won_low,
    high: row.cost_per_won_high,
  });
  const least = findExtreme(named, ranged, "least");
  const known = named.filter((row) => row.cost_per_won !== null);
  const what = text.what[segment];
  const [drawn, currency] = [rows.slice(0, mostDrawn), format.currency(release.base_currency)];
  const most = Math.max(0, ...known.map((row) => row.cost_per_won ?? 0));
  const unit = most >= 1e6 ? 1e6 : most >= 1e4 ? 1e3 : 1;
  const scaled = (amount: number | null) => (amount === null ? null : amount / unit);
  const lacking = (row: Row) => (row.won_estimate === 0 ? text.noCustomer : text.tooFew);
  const draw = (width: number) =>
    rateChart(
      drawn.map((row) => ({
        label: labelOfRow(context, row),
        low: null,
        high: null,
        isApart: row.segment_value === "purchased_list",
        rates: [
          {
            rate: scaled(row.cost_per_won),
            low: scaled(row.cost_per_won_low),
            high: scaled(row.cost_per_won_high),
            basis: row.cost_per_won === null ? lacking(row) : `n = ${format.count(row.costed_lead_count)}`,
          },
        ],
      })),
      width,
      format,
      {
        isFullScale: false,
        heads: [`${text.units[unit]}${currency}`],
        write: format.compact,
        tick: format.compact,
      },
    );
  return [
    figure<Row>(context, {
      id: segment === "lead_source" ? "costs" : "campaigns",
      lacks: context.unknown.won ? "won" : null,
      isWide: true,
      headline:
        least.kind === "none"
          ? text.noneCost(what)
          : known.length === 1
            ? text.onlyCost(labelOfRow(context, least.row), money(context, least.row.cost_per_won))
            : least.kind === "apart"
              ? text.cheapest(what, labelOfRow(context, least.row), money(context, least.row.cost_per_won))
              : text.alike(what),
      subtitle: text.costSubtitle(currency),
      query: {
        of: "sources/quality",
        where: [
          ...are({ pipeline: context.filters.pipeline, segment }),
          ...(segment === "campaign" ? [] : ["cost_base is not null"]),
        ],
      },
      measures: ["cost_per_won", "cost_per_sql", "cost_per_lead", "spend_cost"],
      ...(known.length === 0 ? {} : { draw }),
      columns: qualityColumns(context, segment),
      rows: segment === "campaign" ? all : rows,
      notes: [
        text.costDrawn,
        ...(drawn.length < rows.length ? [text.drawnCut(format.count(mostDrawn))] : []),
        ...(all.length === published ? [text.campaignsCut(format.count(published))] : []),
        ...(segment === "lead_source" && named.length < rows.length ? [text.listsApart] : []),
      ],
    }),
  ];
}
