import { quarterChart } from "../charts/quarters.ts";
import { rateChart, type ShownRate } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import { durationOf } from "../lib/duration.ts";
import type { CrmNumbersRow, SummaryStagesRow } from "../lib/data.ts";
import { fileOf, stageLabel, type Context } from "../lib/context.ts";
import { stepsLack } from "../lib/unknown.ts";
import { crmWords } from "../words/crm.ts";
import { labelOf, shortQuarter } from "../words/labels.ts";
import { behindLine, stepCounts, wonCounts } from "./behind.ts";
import { countColumn, dealsLink } from "./columns.ts";
import { totals } from "./totals.ts";
import { customerDays, customerOf, estimatesOf, shownEstimate } from "./estimates.ts";
import { ignoredFilters } from "./ignored.ts";
import { are, isOneOf } from "../lib/figure-query.ts";

type CrmView = CrmNumbersRow["view"];

/** What a CRM's standard reports show, beside ours, and why they differ. */
export function crmFigures(context: Context): HTMLElement[] {
  return [funnels(context), times(context), wonOfClosed(context)];
}

interface Compared {
  stage: string;
  label: string;
  /** The CRM's two numbers. */
  first: CrmNumbersRow | undefined;
  second: CrmNumbersRow | undefined;
}

function numbersOf(context: Context): CrmNumbersRow[] {
  return rowsOf(fileOf(context, "crm").numbers).filter((row) => row.pipeline === context.filters.pipeline);
}

/** Why each of the views differs. */
function notesOf(context: Context, views: CrmView[]): string[] {
  const text = crmWords[context.language];
  const reasons = rowsOf(fileOf(context, "crm").reasons);
  return views.map((view) => {
    const why = reasons.find((row) => row.view === view);
    return `${text.views[view]}: ${(context.language === "hu" ? why?.why_hu : why?.why_en) ?? "–"}`;
  });
}

function compared(context: Context, stages: SummaryStagesRow[], first: CrmView, second: CrmView): Compared[] {
  const rows = numbersOf(context);
  const labels = [
    ...stages.map((stage) => ({ stage: stage.stage, label: stageLabel(stage, context) })),
    ...(context.unknown.won ? [] : [{ stage: "won", label: crmWords[context.language].whole }]),
  ];
  return labels.flatMap(({ stage, label }) => {
    const of = (view: CrmView) => rows.find((row) => row.view === view && row.stage === stage);
    return of(first) === undefined ? [] : [{ stage, label, first: of(first), second: of(second) }];
  });
}

const everything = { from: "", to: "", source: "" };

/** Our own leads of the pipeline, purchased lists left out. */
function wholeOf(context: Context) {
  return totals({ ...context, filters: { ...context.filters, ...everything } });
}

/** The deals behind our own number of a row. */
function behindOf(context: Context, stage: string | undefined): HTMLElement | null {
  if (stage === undefined) return null;
  const label = context.stages.find((row) => row.stage === stage);
  const of = label === undefined ? "" : `, ${stageLabel(label, context)}`;
  return behindLine(
    context,
    label === undefined ? wonCounts(wholeOf(context), everything) : stepCounts(context, stage, everything),
    `${crmWords[context.language].ownLabel.toLowerCase()}${of}`,
  );
}

/** The row where the two are farthest apart; of those where both are known. */
function farthest(rows: Compared[], gap: (crm: number, own: number) => number): Compared | undefined {
  const size = (row: Compared) =>
    row.first?.crm_value == null || row.first.own_value === null
      ? -1
      : gap(row.first.crm_value, row.first.own_value);
  return [...rows].filter((row) => size(row) >= 0).sort((a, b) => size(b) - size(a))[0];
}

function numberColumns(
  context: Context,
  views: [CrmView, CrmView],
  show: (value: number | null) => string,
  scale = 1,
): TableColumn<Compared>[] {
  const text = crmWords[context.language];
  const scaled = (value: number | null | undefined) => (value == null ? null : value / scale);
  return [
    {
      name: "stage",
      label: context.text.stage,
      value: (row) => row.stage,
      show: (row) =>
        dealsLink(
          context,
          row.label,
          row.stage === "won" ? { ...everything, outcome: "won" } : { ...everything, stage: row.stage },
        ),
    },
    {
      name: "own_value",
      label: text.ownLabel,
      value: (row) => scaled(row.first?.own_value),
      show: (row) => show(scaled(row.first?.own_value)),
      isNumber: true,
    },
    ...views.flatMap((view, index): TableColumn<Compared>[] => {
      const of = (row: Compared) => (index === 0 ? row.first : row.second);
      return [
        {
          name: view,
          label: text.views[view],
          value: (row) => scaled(of(row)?.crm_value),
          show: (row) => show(scaled(of(row)?.crm_value)),
          isNumber: true,
        },
        countColumn<Compared>(
          context,
          `${view}_count`,
          `${text.deals} (${text.views[view].toLowerCase()})`,
          (row) => of(row)?.crm_count ?? null,
        ),
      ];
    }),
    { name: "own_metric", label: text.metric, value: (row) => row.first?.own_metric ?? null },
  ];
}

function funnels(context: Context): HTMLElement {
  const { format } = context;
  const text = crmWords[context.language];
  const rows = compared(context, context.steps, "all_stages", "any_stages");
  const estimates = estimatesOf({ ...context, filters: { ...context.filters, source: "" } });
  const worst = farthest(rows, (crm, own) => Math.abs(crm - own));
  const crmCount = rows[0]?.second?.crm_count;
  const shown = (row: CrmNumbersRow | undefined): ShownRate => ({
    rate: row?.crm_value ?? null,
    low: null,
    high: null,
    basis: row === undefined ? "" : `n = ${format.count(row.crm_count)}`,
  });
  return figure<Compared>(context, {
    id: "funnels",
    lacks: stepsLack(context),
    isWide: true,
    headline:
      worst === undefined
        ? text.funnelHeadlineNone
        : text.funnelHeadline(
            worst.label,
            format.share(worst.first?.crm_value ?? null),
            format.share(worst.first?.own_value ?? null),
          ),
    subtitle: text.funnelSubtitle,
    ignored: ignoredFilters(context, "months", "source"),
    about: [text.funnelAbout(format.count(crmCount ?? 0))],
    spoken: { columns: ["own_value", "all_stages"] },
    query: {
      of: "crm/numbers",
      where: [...are({ pipeline: context.filters.pipeline }), isOneOf("view", ["all_stages", "any_stages"])],
    },
    measures: ["crm_funnel", "stage_estimate", "lead_to_customer_estimate"],
    draw: (width) =>
      rateChart(
        rows.map((row) => ({
          label: row.label,
          low: null,
          high: null,
          isApart: false,
          rates: [
            shownEstimate(context, row.stage === "won" ? customerOf(context, "") : estimates.get(row.stage)),
            shown(row.first),
          ],
        })),
        width,
        format,
        { isFullScale: true, heads: [text.ours, text.crm] },
      ),
    columns: numberColumns(context, ["all_stages", "any_stages"], (value) => format.share(value)),
    rows,
    behind: behindOf(context, worst?.stage),
    notes: [
      ...(crmCount === undefined
        ? []
        : [text.population(format.count(crmCount), format.count(wholeOf(context).started))]),
      ...notesOf(context, ["all_stages", "any_stages"]),
    ],
  });
}

function times(context: Context): HTMLElement {
  const { format } = context;
  const text = crmWords[context.language];
  const rows = compared(context, context.stages, "latest_time", "cumulative_time");
  const day = 86_400;
  const worst = farthest(rows, (crm, own) => Math.abs(crm - own));
  const longest = Math.max(worst?.first?.crm_value ?? 0, worst?.first?.own_value ?? 0);
  const lasted = (seconds: number | null | undefined) =>
    durationOf(seconds ?? null, format, context.language, longest);
  const shown = (seconds: number | null | undefined, count: number | undefined): ShownRate => ({
    rate: seconds == null ? null : seconds / day,
    low: null,
    high: null,
    basis: count === undefined ? "" : `n = ${format.count(count)}`,
  });
  return figure<Compared>(context, {
    id: "crm-times",
    isWide: true,
    headline:
      worst === undefined
        ? text.timeHeadlineNone
        : text.timeHeadline(worst.label, lasted(worst.first?.crm_value), lasted(worst.first?.own_value)),
    subtitle: text.timeSubtitle,
    ignored: ignoredFilters(context, "months", "source"),
    about: [
      text.timeAbout(format.count(rows.reduce((total, row) => total + (row.first?.crm_count ?? 0), 0))),
    ],
    spoken: { columns: ["own_value", "latest_time"] },
    query: {
      of: "crm/numbers",
      where: [
        ...are({ pipeline: context.filters.pipeline }),
        isOneOf("view", ["latest_time", "cumulative_time"]),
      ],
    },
    measures: ["crm_time", "dwell_median", "completed_median"],
    draw: (width) =>
      rateChart(
        rows.map((row) => ({
          label: row.label,
          low: null,
          high: null,
          isApart: false,
          rates: [shown(row.first?.own_value, undefined), shown(row.first?.crm_value, row.first?.crm_count)],
        })),
        width,
        format,
        {
          isFullScale: false,
          heads: [text.ours, text.crm],
          write: (value) => format.decimal(value),
          tick: (value) => (value === 0 ? `0 ${text.days}` : format.count(value)),
        },
      ),
    columns: numberColumns(
      context,
      ["latest_time", "cumulative_time"],
      (value) => format.decimal(value),
      day,
    ),
    rows,
    behind: behindOf(context, worst?.stage),
    notes: notesOf(context, ["latest_time", "cumulative_time"]),
  });
}

function wonOfClosed(context: Context): HTMLElement {
  const { format } = context;
  const text = crmWords[context.language];
  const rows = numbersOf(context).filter((row) => row.view === "won_of_closed");
  const whole = rows.find((row) => row.period === "all");
  const quarters = rows.filter((row) => row.period !== "all" && row.crm_value !== null);
  const short = (period: string | null) => shortQuarter(period ?? "", context.language);
  return figure<CrmNumbersRow>(context, {
    id: "closed",
    lacks: context.unknown.won ? "won" : context.unknown.lost ? "lost" : null,
    isWide: true,
    headline:
      whole?.crm_value == null
        ? text.wonHeadlineNone
        : text.wonHeadline(
            format.share(whole.crm_value),
            whole.own_value === null ? null : format.share(whole.own_value),
            format.count(customerDays(context)),
          ),
    subtitle: text.wonSubtitle,
    ignored: ignoredFilters(context, "months", "source"),
    about: [
      text.wonAbout(
        format.count(whole?.crm_count ?? 0),
        format.count(customerOf(context, "")?.horizon_days ?? null),
      ),
    ],
    spoken: { columns: ["won_of_closed"], rows: rows.slice(-12) },
    query: {
      of: "crm/numbers",
      where: [...are({ pipeline: context.filters.pipeline, view: "won_of_closed" })],
    },
    measures: ["won_of_closed", "lead_to_customer_estimate"],
    draw: (width) =>
      quarterChart(
        quarters.map((row) => ({ quarter: short(row.period), value: row.crm_value ?? 0, isPeriod: true })),
        quarters.map((row) => short(row.period)),
        width,
        (value) => format.share(value),
        (value) => format.share(value, 0),
        whole?.own_value ?? null,
      ),
    columns: [
      {
        name: "period",
        label: text.period,
        value: (row) => row.period,
        show: (row) =>
          row.period === null || row.period === "all"
            ? text.everything
            : labelOf(row.period, context.language),
      },
      countColumn<CrmNumbersRow>(context, "crm_count", text.deals, (row) => row.crm_count),
      {
        name: "won_of_closed",
        label: text.views.won_of_closed,
        value: (row) => row.crm_value,
        show: (row) => format.share(row.crm_value),
        isNumber: true,
      },
      {
        name: "own_value",
        label: text.ownLabel,
        value: (row) => row.own_value,
        show: (row) => format.share(row.own_value),
        isNumber: true,
      },
      { name: "own_metric", label: text.metric, value: (row) => row.own_metric },
    ],
    rows,
    behind: behindOf(context, "won"),
    notes: [text.closedPopulation, ...notesOf(context, ["won_of_closed"])],
  });
}
