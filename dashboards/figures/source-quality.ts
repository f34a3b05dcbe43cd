import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import type { Context } from "../lib/context.ts";
import type { SourcesQualityRow } from "../lib/data.ts";
import { are } from "../lib/figure-query.ts";
import { findExtreme } from "../lib/finding.ts";
import { sourceWords } from "../words/sources.ts";
import { customerOf } from "./estimates.ts";
import { labelOfRow, qualityColumns } from "./source-columns.ts";

type Row = SourcesQualityRow;

/** Which sources bring leads that come to sales, or where nobody is handed over, leads that buy. */
export function qualityFigure(context: Context, rows: Row[]): HTMLElement {
  const { format } = context;
  const text = sourceWords[context.language];
  const named = rows.filter((row) => row.segment_value !== "purchased_list");
  const hasSales = rows.some((row) => row.sql_status !== "no_hand_off");
  const sales = (row: Row) => ({
    value: row.sql_estimate,
    low: row.sql_low ?? (row.sql_estimate === 0 ? 0 : null),
    high: row.sql_high ?? (row.sql_estimate === 1 ? 1 : null),
  });
  const won = (row: Row) => ({
    value: row.won_estimate,
    low: row.won_low ?? (row.won_estimate === 0 ? 0 : null),
    high: row.won_high ?? (row.won_estimate === 1 ? 1 : null),
  });
  const main = hasSales ? sales : won;
  const most = findExtreme(named, main, "most");
  const known = named.filter((row) => main(row).value !== null);
  const days = customerOf(context, "")?.horizon_days ?? null;
  const say = hasSales
    ? {
        apart: text.qualityHeadline,
        alike: text.qualityAlike,
        only: text.qualityOnly,
        sole: text.qualitySole,
      }
    : { apart: text.wonHeadline, alike: text.wonAlike, only: text.wonOnly, sole: text.wonSole };
  return figure<Row>(context, {
    id: "quality",
    isWide: true,
    headline:
      most.kind === "none"
        ? text.qualityNone
        : known.length === 1
          ? (named.length === 1 ? say.sole : say.only)(
              labelOfRow(context, most.row),
              format.share(main(most.row).value),
            )
          : most.kind === "apart"
            ? say.apart(labelOfRow(context, most.row), format.share(main(most.row).value))
            : say.alike,
    subtitle: text.qualitySubtitle(format.count(days)),
    query: {
      of: "sources/quality",
      where: [...are({ pipeline: context.filters.pipeline, segment: "lead_source" })],
    },
    measures: ["lead_to_customer_estimate", "lead_source"],
    draw: (width) =>
      rateChart(
        [...named, ...rows.filter((row) => row.segment_value === "purchased_list")].map((row) => {
          const { value: rate, low, high } = main(row);
          const basis = rate === null ? "–" : `n = ${format.count(row.lead_count)}`;
          const beside = {
            rate: context.unknown.won ? null : row.won_estimate,
            low: null,
            high: null,
            basis: "",
          };
          return {
            label: labelOfRow(context, row),
            low: null,
            high: null,
            isApart: row.segment_value === "purchased_list",
            rates: [{ rate, low, high, basis }, ...(hasSales ? [beside] : [])],
          };
        }),
        width,
        format,
        { isFullScale: false, heads: hasSales ? [text.sales, text.customer] : [text.customer] },
      ),
    columns: qualityColumns(context, "lead_source"),
    rows,
    notes: [hasSales ? text.qualityDrawn : text.wonDrawn, text.contacts, text.listsApart],
  });
}
