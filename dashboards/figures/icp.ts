import { cohortChart } from "../charts/cohorts.ts";
import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import { instead } from "../components/instead.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { IcpMonthsRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import type { Filters } from "../lib/filters.ts";
import { findExtreme } from "../lib/finding.ts";
import { wilson, type Rate } from "../lib/wilson.ts";
import { icpWords } from "../words/icp.ts";
import { behindLine, countLinks } from "./behind.ts";
import { dealsColumn, dealsLink, rateColumns } from "./columns.ts";
import { ignoredFilters } from "./ignored.ts";
import { competitorFitFigure, suggestionFigure } from "./suggestions.ts";
import { tile } from "./tile.ts";
import { are } from "../lib/figure-query.ts";

const fields = ["account", "country", "industry", "employee_count", "lead_source", "product"] as const;
type Field = (typeof fields)[number];

/** The month so many before another. */
const monthsBefore = (month: string, count: number): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 - count, 1))
    .toISOString()
    .slice(0, 7);

/** The deals that came to sales, in a month or in all. */
const atSales = (month: string, mark = ""): Partial<Filters> => ({
  from: month,
  to: month,
  source: "",
  at: "sales",
  mark,
});

/** Whether the leads that come to sales fit the ideal customer, what is not known of them, and what the rules do not name. */
export function icpFigures(context: Context): Node[] {
  const text = icpWords[context.language];
  const rows = rowsOf(fileOf(context, "icp").months).filter(
    (row) => row.pipeline === context.filters.pipeline,
  );
  const whole = rows.find((row) => row.month === "");
  const months = rows.filter((row) => row.month !== "");
  if (whole === undefined)
    return [
      element(
        "div",
        { class: "grid" },
        instead({ id: "fit", headline: text.noSales, how: [text.noSalesHow], lines: stageLines(context) }),
        ...competitorFitFigure(context),
      ),
    ];
  const isJudged = whole.match_count + whole.mismatch_count > 0;
  return [
    ...(isJudged ? [tiles(context, whole)] : []),
    element(
      "div",
      { class: "grid" },
      isJudged
        ? monthFigure(context, months)
        : instead({
            id: "fit",
            headline: text.noMatch,
            how: [text.noMatchHow],
            lines: [
              "# reference/icp_rules.csv",
              "rule,field,operator,value,weight,valid_from,valid_to",
              "home_market,country,in,HU;AT,2,,",
              "# reference/icp_tiers.csv",
              "tier,min_score,is_match",
              "A,2,true",
              "B,0,false",
            ],
          }),
      fieldFigure(context, whole),
      ...suggestionFigure(context),
      ...competitorFitFigure(context),
    ),
  ];
}

function stageLines({ filters, stages }: Context): string[] {
  const last = stages.at(-1);
  return [
    "pipeline,stage,ordinal,team,…",
    `${filters.pipeline},${last?.stage ?? "qualified"},${last?.stage_ordinal ?? 2},sales,…`,
  ];
}

function tiles(context: Context, whole: IcpMonthsRow): HTMLElement {
  const { format } = context;
  const text = icpWords[context.language].tiles;
  const card = (fit: "match" | "mismatch" | "unknown", metric: string, isMain: boolean) => {
    const rate = wilson(whole[`${fit}_count`], whole.sql_count);
    return tile(context, {
      id: fit,
      metric,
      label: text[fit],
      value: format.share(rate.rate),
      notes: [
        countLinks(context, rate, atSales("", `fit_${fit}`), atSales("")),
        `95%: ${format.share(rate.low)} – ${format.share(rate.high)}`,
        text.ofSales,
      ],
      isMain,
    });
  };
  return element(
    "div",
    { class: "tiles" },
    card("match", "icp_match", true),
    card("mismatch", "icp_mismatch", false),
    card("unknown", "icp_unknown", false),
  );
}

function monthFigure(context: Context, rows: IcpMonthsRow[]): HTMLElement {
  const { format, language } = context;
  const text = icpWords[language].months;
  const last = rows.at(-1);
  const rateOf = (row: IcpMonthsRow): Rate => wilson(row.match_count, row.sql_count);
  const points = (value: number | null) =>
    value === null
      ? "–"
      : `${value > 0 ? "+" : value < 0 ? "−" : ""}${format.decimal(Math.abs(100 * value))}`;
  const isApart = (row: IcpMonthsRow) =>
    row.difference_low !== null &&
    row.difference_high !== null &&
    (row.difference_low > 0 || row.difference_high < 0);
  const fit = (key: "match" | "mismatch" | "unknown"): TableColumn<IcpMonthsRow> =>
    dealsColumn<IcpMonthsRow>(
      context,
      `${key}_count`,
      text[key],
      (row) => row[`${key}_count`],
      (row) => atSales(row.month, `fit_${key}`),
    );
  const share = (key: "match" | "unknown", head: string): TableColumn<IcpMonthsRow>[] => [
    {
      name: `${key}_share`,
      label: head,
      value: (row) => row[`${key}_share`],
      show: (row) =>
        `${format.share(row[`${key}_share`])} (${format.share(row[`${key}_low`])} – ${format.share(row[`${key}_high`])})`,
      isNumber: true,
    },
    ...(["low", "high"] as const).map((end) => ({
      name: `${key}_${end}`,
      label: head,
      value: (row: IcpMonthsRow) => row[`${key}_${end}`],
      isHidden: true,
    })),
  ];
  const firstMonth = rows.map((row) => row.month).sort()[0] ?? "";
  return figure<IcpMonthsRow>(context, {
    id: "fit",
    isWide: true,
    headline:
      last === undefined
        ? icpWords[language].noSales
        : last.match_difference === null
          ? text.first(format.month(last.month), format.share(last.match_share))
          : isApart(last)
            ? text.headline(
                format.month(last.month),
                format.share(last.match_share),
                points(last.match_difference),
              )
            : text.alike(format.month(last.month), format.share(last.match_share)),
    subtitle: text.subtitle(format.count(rows.reduce((total, row) => total + row.sql_count, 0))),
    query: { of: "icp/months", where: [...are({ pipeline: context.filters.pipeline }), "month <> ''"] },
    measures: ["icp_match", "icp_difference", "icp_unknown", "stage_rate_interval"],
    draw: (width) =>
      cohortChart(
        rows.map((row) => ({
          date: new Date(`${row.month}-01T00:00:00Z`),
          rate: rateOf(row),
          mature: true,
        })),
        width,
        format,
        "",
      ),
    columns: [
      {
        name: "month",
        label: text.month,
        value: (row) => row.month,
        show: (row) => format.month(row.month),
      },
      dealsColumn<IcpMonthsRow>(
        context,
        "sql_count",
        text.sql,
        (row) => row.sql_count,
        (row) => atSales(row.month),
      ),
      fit("match"),
      fit("mismatch"),
      fit("unknown"),
      ...share("match", text.matchShare),
      ...share("unknown", text.unknownShare),
      {
        name: "match_difference",
        label: text.difference,
        value: (row) => row.match_difference,
        show: (row) =>
          row.match_difference === null
            ? "–"
            : `${points(row.match_difference)} (${points(row.difference_low)} – ${points(row.difference_high)})`,
        isNumber: true,
      },
      ...(["difference_low", "difference_high"] as const).map((name) => ({
        name,
        label: text.difference,
        value: (row: IcpMonthsRow) => row[name],
        isHidden: true,
      })),
      {
        name: "before_sql_count",
        label: text.before,
        value: (row) => row.before_sql_count,
        show: (row) =>
          row.before_sql_count === null || row.before_sql_count === 0
            ? "–"
            : dealsLink(context, format.count(row.before_sql_count), {
                ...atSales(""),
                from: [monthsBefore(row.month, 12), firstMonth].sort().at(-1) ?? "",
                to: monthsBefore(row.month, 1),
              }),
        isNumber: true,
      },
    ],
    rows,
    behind:
      last === undefined
        ? null
        : behindLine(
            context,
            [
              { kind: "fits", count: last.match_count, narrower: atSales(last.month, "fit_match") },
              { kind: "unfit", count: last.mismatch_count, narrower: atSales(last.month, "fit_mismatch") },
              { kind: "unjudged", count: last.unknown_count, narrower: atSales(last.month, "fit_unknown") },
            ],
            format.month(last.month),
          ),
    notes: [text.rules, text.running],
    ignored: ignoredFilters(context, "months", "source"),
  });
}

interface Gap {
  field: Field;
  rate: Rate;
}

function fieldFigure(context: Context, whole: IcpMonthsRow): HTMLElement {
  const { format } = context;
  const text = icpWords[context.language].fields;
  const missing: Record<Field, number> = {
    account: whole.unknown_account_count,
    country: whole.unknown_country_count,
    industry: whole.unknown_industry_count,
    employee_count: whole.unknown_employee_count,
    lead_source: whole.unknown_lead_source_count,
    product: whole.unknown_product_count,
  };
  const rows: Gap[] = fields
    .map((field) => ({ field, rate: wilson(missing[field], whole.sql_count) }))
    .sort((one, other) => other.rate.successes - one.rate.successes || (one.field < other.field ? -1 : 1));
  const most = findExtreme(
    rows,
    (row) => ({ value: row.rate.rate, low: row.rate.low, high: row.rate.high }),
    "most",
  );
  const mostly = rows.filter((row) => (row.rate.low ?? 0) > 0.5);
  const narrower = (row: Gap) => atSales("", `unknown_${row.field}`);
  return figure<Gap>(context, {
    id: "unknown-fields",
    isWide: true,
    headline:
      rows[0]?.rate.successes === 0
        ? text.complete
        : mostly.length > 0
          ? text.mostly(mostly.map((row) => text.names[row.field]).join(", "))
          : most.kind === "apart"
            ? text.headline(text.names[most.row.field], format.share(most.row.rate.rate))
            : text.together,
    subtitle: text.subtitle(format.count(whole.sql_count)),
    query: { of: "icp/months", where: [...are({ pipeline: context.filters.pipeline, month: "" })] },
    measures: ["icp_unknown", "stage_rate_interval"],
    draw: (width) =>
      rateChart(
        rows.map((row) => ({
          label: text.names[row.field],
          rates: [{ ...row.rate, basis: format.counts(row.rate) }],
          low: null,
          high: null,
          isApart: false,
        })),
        width,
        format,
        { heads: [text.head], isFullScale: true },
      ),
    columns: [
      {
        name: "field",
        label: text.field,
        value: (row) => row.field,
        show: (row) => dealsLink(context, text.names[row.field], narrower(row)),
      },
      dealsColumn<Gap>(context, "unknown_count", text.missing, (row) => row.rate.successes, narrower),
      ...rateColumns<Gap>(
        context,
        (row) => row.rate,
        () => atSales(""),
      ),
    ],
    rows,
    behind: behindLine(context, [
      { kind: "unjudged", count: whole.unknown_count, narrower: atSales("", "fit_unknown") },
    ]),
    notes: [text.how],
    ignored: ignoredFilters(context, "months", "source"),
  });
}
