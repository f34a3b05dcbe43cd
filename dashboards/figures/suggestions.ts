import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import { instead } from "../components/instead.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { IcpCompetitorsRow, IcpSuggestionsRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { findExtreme } from "../lib/finding.ts";
import { wilson } from "../lib/wilson.ts";
import { icpWords } from "../words/icp.ts";
import { labelOf } from "../words/labels.ts";
import { countColumn, shareColumn, type NumberOf } from "./columns.ts";
import { are } from "../lib/figure-query.ts";

/** Values that a chart can hold; the table has all. */
const mostBars = 12;

/** Attributes that won leads share: lines that somebody may add to the rules. */
export function suggestionFigure(context: Context): HTMLElement[] {
  const { format, language, filters } = context;
  const words = icpWords[language];
  const text = words.suggestions;
  const rows = rowsOf(fileOf(context, "icp").suggestions).filter((row) => row.pipeline === filters.pipeline);
  const [first] = rows;
  if (first === undefined)
    return [instead({ id: "suggestions", headline: text.empty, how: [text.emptyHow] })];
  const suggested = rows.filter((row) => row.suggested_rule !== null);
  const label = (row: IcpSuggestionsRow) =>
    `${fieldOf(row.field, words.fields.names)}: ${labelOf(row.field_value, language)}`;
  const share = (name: NumberOf<IcpSuggestionsRow>, head: string) =>
    shareColumn<IcpSuggestionsRow>(context, name, head);
  const points = (value: number | null) =>
    value === null ? "–" : `${value < 0 ? "−" : "+"}${format.decimal(Math.abs(100 * value))}`;
  const chance = (name: "p_value" | "q_value", head: string) => ({
    name,
    label: head,
    value: (row: IcpSuggestionsRow) => row[name],
    show: (row: IcpSuggestionsRow) => format.probability(row[name]),
    isNumber: true,
  });
  const count = (name: keyof IcpSuggestionsRow & `${string}_count`, head: string) =>
    countColumn<IcpSuggestionsRow>(context, name, head, (row) => row[name]);
  return [
    figure<IcpSuggestionsRow>(context, {
      id: "suggestions",
      lacks: context.unknown.won ? "won" : null,
      isWide: true,
      headline:
        suggested.length === 0
          ? text.none(format.count(first.tested_count))
          : text.headline(format.count(suggested.length), format.count(first.tested_count)),
      subtitle: text.subtitle,
      query: { of: "icp/suggestions", where: [...are({ pipeline: context.filters.pipeline })] },
      measures: ["icp_suggestion_q", "stage_rate_interval"],
      draw: (width) =>
        rateChart(
          rows.slice(0, mostBars).map((row) => {
            const own = wilson(row.with_won_count, row.with_count);
            const others = wilson(row.without_won_count, row.without_count);
            return {
              label: label(row),
              rates: [
                { ...own, basis: format.counts(own) },
                { ...others, basis: format.counts(others) },
              ],
              low: null,
              high: null,
              isApart: false,
            };
          }),
          width,
          format,
          { heads: [text.with, text.without], isFullScale: false },
        ),
      columns: [
        {
          name: "field",
          label: text.field,
          value: (row) => row.field,
          show: (row) => fieldOf(row.field, words.fields.names),
        },
        {
          name: "field_value",
          label: text.value,
          value: (row) => row.field_value,
          show: (row) => labelOf(row.field_value, language),
        },
        count("with_count", text.withCount),
        count("with_won_count", text.withWon),
        share("with_share", text.withShare),
        count("without_count", text.withoutCount),
        count("without_won_count", text.withoutWon),
        share("without_share", text.withoutShare),
        {
          name: "share_difference",
          label: text.difference,
          value: (row) => row.share_difference,
          show: (row) =>
            `${points(row.share_difference)} (${points(row.difference_low)} – ${points(row.difference_high)})`,
          isNumber: true,
        },
        ...(["difference_low", "difference_high"] as const).map((name) => ({
          name,
          label: text.difference,
          value: (row: IcpSuggestionsRow) => row[name],
          isHidden: true,
        })),
        chance("p_value", text.p),
        chance("q_value", text.q),
        {
          name: "suggested_rule",
          label: text.rule,
          value: (row) => row.suggested_rule,
          show: (row) => (row.suggested_rule === null ? "–" : element("code", {}, row.suggested_rule)),
        },
      ],
      rows,
      notes: [text.chance, text.association],
    }),
    ...(suggested.length === 0 || context.unknown.won
      ? []
      : [
          instead({
            id: "suggested-rules",
            headline: text.rules,
            how: [text.ruleHow],
            lines: suggested.flatMap((row) => (row.suggested_rule === null ? [] : [row.suggested_rule])),
          }),
        ]),
  ];
}

function fieldOf(field: string, names: Record<string, string>): string {
  return names[field] ?? field;
}

/** Whom competitors sell to, beside whom we do. */
export function competitorFitFigure(context: Context): HTMLElement[] {
  const { format, language } = context;
  const text = icpWords[language].competitors;
  const rows = rowsOf(fileOf(context, "icp").competitors);
  const theirs = rows.filter((row) => row.competitor_customer_count > 0);
  if (theirs.length === 0)
    return [
      instead({
        id: "competitor-fit",
        headline: text.none,
        how: [text.noneHow],
        lines: ['{ "pages": [{ "file": "rival*.html", "competitor": "Rival" }] }'],
      }),
    ];
  const label = (row: IcpCompetitorsRow) => row.industry ?? text.unstated;
  const stated = theirs.filter((row) => row.industry !== null);
  // The largest industries are published; the share says of how many customers all of them are.
  const rateOf = (row: IcpCompetitorsRow) =>
    wilson(
      row.competitor_customer_count,
      row.competitor_share === null ? 0 : Math.round(row.competitor_customer_count / row.competitor_share),
    );
  const most = findExtreme(
    stated,
    (row) => {
      const { rate: value, low, high } = rateOf(row);
      return { value, low, high };
    },
    "most",
  );
  const bare = (rate: number | null, count: number) => ({
    rate,
    low: null,
    high: null,
    basis: format.count(count),
  });
  const share = (name: NumberOf<IcpCompetitorsRow>, head: string) =>
    shareColumn<IcpCompetitorsRow>(context, name, head);
  const count = (name: keyof IcpCompetitorsRow & `${string}_count`, head: string) =>
    countColumn<IcpCompetitorsRow>(context, name, head, (row) => row[name]);
  return [
    figure<IcpCompetitorsRow>(context, {
      id: "competitor-fit",
      isWide: true,
      headline:
        most.kind === "apart"
          ? text.headline(label(most.row), format.share(most.row.competitor_share))
          : text.together,
      subtitle: text.subtitle,
      query: { of: "icp/competitors", where: [] },
      measures: ["competitor_customers"],
      draw: (width) =>
        rateChart(
          stated.slice(0, mostBars).map((row) => {
            const own = rateOf(row);
            return {
              label: label(row),
              rates: [{ ...own, basis: format.counts(own) }, bare(row.sql_share, row.sql_count)],
              low: null,
              high: null,
              isApart: false,
            };
          }),
          width,
          format,
          { heads: [text.theirs, text.ours], isFullScale: false },
        ),
      columns: [
        { name: "industry", label: text.industry, value: (row) => row.industry, show: label },
        count("competitor_count", text.competitors),
        count("competitor_customer_count", text.customers),
        share("competitor_share", `${text.customers}, %`),
        count("sql_count", text.sql),
        share("sql_share", `${text.sql}, %`),
        ...(context.unknown.won
          ? []
          : [count("won_count", text.wins), share("won_share", `${text.wins}, %`)]),
      ],
      rows,
    }),
  ];
}
