import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import type { Context } from "../lib/context.ts";
import type { SourcesQualityRow } from "../lib/data.ts";
import { are } from "../lib/figure-query.ts";
import { findExtreme } from "../lib/finding.ts";
import { wilson } from "../lib/wilson.ts";
import { sourceWords } from "../words/sources.ts";
import { countColumn, dealsLink } from "./columns.ts";
import { sum } from "./money.ts";
import { missingOf } from "./provide.ts";
import { ownDeals, mostDrawn, linkedCount } from "./source-columns.ts";

type Row = SourcesQualityRow;

/** How many of the people on each purchased list are reached and won, and what the list cost. */
export function listFigure(context: Context, rows: Row[]): HTMLElement[] {
  const { format, release } = context;
  const text = sourceWords[context.language];
  if (rows.length === 0) return [];
  const reached = (row: Row) => {
    const rate = wilson(row.connected_count, row.called_count);
    return { value: rate.rate, low: rate.low, high: rate.high };
  };
  const most = findExtreme(rows, reached, "most");
  const drawn = rows.slice(0, mostDrawn);
  const known = rows.filter((row) => row.called_count > 0);
  const isCallKnown = missingOf(context, "activity").length === 0;
  const draw = (width: number) =>
    rateChart(
      drawn.map((row) => {
        const { value: rate, low, high } = reached(row);
        const won = context.unknown.won ? null : wilson(row.won_count, row.lead_count).rate;
        return {
          label: row.segment_value,
          low: null,
          high: null,
          isApart: true,
          rates: [
            { rate, low, high, basis: format.counts(wilson(row.connected_count, row.called_count)) },
            { rate: won, low: null, high: null, basis: "" },
          ],
        };
      }),
      width,
      format,
      { isFullScale: false, heads: [text.listHead, text.wonHead] },
    );
  const count = (
    name: "member_count" | "no_legal_basis_count" | "do_not_call_count" | "do_not_call_violation_count",
    label: string,
  ) => countColumn<Row>(context, name, label, (row) => row[name]);
  return [
    figure<Row>(context, {
      id: "lists",
      isWide: true,
      headline:
        most.kind === "none"
          ? isCallKnown
            ? text.listNone
            : text.listOnlyMembers(
                format.count(rows.length),
                format.count(sum(rows, (row) => row.lead_count)),
              )
          : known.length === 1
            ? text.listOnly(most.row.segment_value, format.share(reached(most.row).value))
            : most.kind === "apart"
              ? text.listHeadline(most.row.segment_value, format.share(reached(most.row).value))
              : text.listAlike,
      subtitle: known.length === 0 ? text.listSubtitleOnly : text.listSubtitle,
      query: {
        of: "sources/quality",
        where: [...are({ pipeline: context.filters.pipeline, segment: "list" })],
      },
      measures: ["cost_per_lead", "spend_cost"],
      ...(known.length === 0 ? {} : { draw }),
      columns: [
        {
          name: "list",
          label: text.list,
          value: (row) => row.segment_value,
          show: (row) => dealsLink(context, row.segment_value, ownDeals(row)),
        },
        { name: "vendor", label: text.vendor, value: (row) => row.vendor },
        { name: "legal_basis", label: text.basis, value: (row) => row.legal_basis },
        count("member_count", text.members),
        count("no_legal_basis_count", text.noBasis),
        linkedCount(context, "lead_count", text.leads, {}),
        ...(isCallKnown
          ? [
              linkedCount(context, "called_count", text.called, { mark: "called" }),
              linkedCount(context, "connected_count", text.connected, { mark: "connected" }),
              {
                name: "connect_rate",
                label: text.connectRate,
                value: (row: Row) => reached(row).value,
                show: (row: Row) => format.share(reached(row).value),
                isNumber: true,
              },
            ]
          : []),
        linkedCount(context, "won_count", context.text.won, { outcome: "won" }),
        countColumn<Row>(
          context,
          "cost_base",
          text.cost(format.currency(release.base_currency)),
          (row) => row.cost_base,
        ),
        countColumn<Row>(context, "cost_per_lead", text.perLead, (row) => row.cost_per_lead),
        countColumn<Row>(context, "cost_per_won", text.perWon, (row) => row.cost_per_won),
        count("do_not_call_count", text.barred),
        count("do_not_call_violation_count", text.violations),
      ],
      rows,
      notes: [
        ...(known.length === 0 ? [] : [text.listDrawn]),
        text.listsApart,
        ...(drawn.length < rows.length ? [text.drawnCut(format.count(mostDrawn))] : []),
      ],
    }),
  ];
}
