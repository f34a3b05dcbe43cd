import { gainChart } from "../charts/gains.ts";
import { leakChart } from "../charts/leaks.ts";
import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import type { SummaryEstimatesRow, SummaryLeaksRow, SummaryStagesRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { findExtreme } from "../lib/finding.ts";
import { stageLabel, type Context } from "../lib/context.ts";
import { stepsLack } from "../lib/unknown.ts";
import { rangedOf } from "../lib/estimated.ts";
import { leakWords } from "../words/leaks.ts";
import { behindLine, stepCounts } from "./behind.ts";
import { countColumn, dealsLink } from "./columns.ts";
import { estimatesOf, whyNot } from "./estimates.ts";
import { ignoredFilters } from "./ignored.ts";
import { are } from "../lib/figure-query.ts";

interface JudgedStage extends SummaryLeaksRow {
  label: string;
  low: number | null;
  high: number | null;
  benchmark: string | null;
  estimated: SummaryEstimatesRow | undefined;
}

/** The verdicts of the chosen pipeline, in stage order. */
function judged(context: Context): JudgedStage[] {
  const rows = rowsOf(context.summary.leaks).filter((row) => row.pipeline === context.filters.pipeline);
  const estimates = estimatesOf({ ...context, filters: { ...context.filters, source: "" } });
  return context.steps.flatMap((stage: SummaryStagesRow) => {
    const row = rows.find((leak) => leak.stage === stage.stage);
    if (row === undefined) return [];
    const { won } = context.unknown;
    return [
      {
        ...row,
        extra_customers: won ? null : row.extra_customers,
        point_customers: won ? null : row.point_customers,
        lift_order: won ? null : row.lift_order,
        label: stageLabel(stage, context),
        low: stage.benchmark_low,
        high: stage.benchmark_high,
        benchmark: (context.language === "hu" ? stage.benchmark_source_hu : null) ?? stage.benchmark_source,
        estimated: estimates.get(stage.stage),
      },
    ];
  });
}

/** The stage to repair first, else the one where most is to be gained, with what each would bring; for the overview. */
export function fixFigure(context: Context): HTMLElement {
  const { format } = context;
  const text = leakWords[context.language];
  const rows = judged(context);
  const lift = liftOf(rows);
  const named = rows.find((row) => row.fix_order === 1) ?? lift?.row;
  const isLeak = named?.fix_order === 1;
  return figure<JudgedStage>(context, {
    id: "fix",
    lacks: stepsLack(context) ?? (context.unknown.won ? "won" : null),
    headline:
      named === undefined
        ? (noGain(context, rows) ?? judgedNote(context, rows))
        : isLeak
          ? text.headlineLeak(named.label, format.probability(named.leak_probability))
          : mostOf(context, rows),
    subtitle: text.gainSubtitle,
    ignored: ignoredFilters(context, "months", "source"),
    about: [
      ...(isLeak
        ? [
            text.sure(bandOf(context, named), format.probability(named.leak_probability)),
            gainOf(context, named),
          ]
        : []),
      judgedNote(context, rows),
    ],
    query: { of: "summary/leaks", where: [...are({ pipeline: context.filters.pipeline })] },
    measures: ["point_customers", "leak_probability", "extra_customers"],
    draw: (width) =>
      gainChart(
        rows.map((row) => ({
          label: row.label,
          value: row.point_customers,
          written: row.point_customers === null ? "–" : `+${format.decimal(row.point_customers)}`,
          isLeak: row.verdict === "leak",
        })),
        width,
        text.gainHead,
      ),
    columns: [
      {
        name: "stage",
        label: context.text.stage,
        value: (row) => row.stage,
        show: (row) => dealsLink(context, row.label, { from: "", to: "", source: "", stage: row.stage }),
      },
      {
        name: "point_customers",
        label: text.pointHead,
        value: (row) => row.point_customers,
        show: (row) => format.decimal(row.point_customers),
        isNumber: true,
      },
      {
        name: "verdict",
        label: text.verdictLabel,
        value: (row) => row.verdict,
        show: (row) => (row.low === null ? text.unbanded : text.verdict[row.verdict]),
      },
      {
        name: "leak_probability",
        label: text.probability,
        value: (row) => row.leak_probability,
        show: (row) => format.share(row.leak_probability),
        isNumber: true,
      },
      {
        name: "extra_customers",
        label: text.extra,
        value: (row) => row.extra_customers,
        show: (row) => format.decimal(row.extra_customers),
        isNumber: true,
      },
    ],
    rows: rows.some((row) => row.point_customers !== null) ? rows : [],
    behind: element("p", { class: "behind" }, element("a", { href: "./leaks.html" }, text.more)),
  });
}

/** How many stages are fine, and how many cannot be judged for want of leads and of a benchmark. */
function judgedNote(context: Context, rows: JudgedStage[]): string {
  const { count } = context.format;
  const text = leakWords[context.language];
  const unbanded = rows.filter((row) => row.reason === "no_benchmark").length;
  if (unbanded === rows.length) return text.noneHasBenchmark;
  const fine = rows.filter((row) => row.verdict === "fine").length;
  const unsure = rows.filter((row) => row.verdict === "cannot_tell").length - unbanded;
  return [
    fine === 0 ? text.noneJudged : text.noLeak(count(fine)),
    ...(fine > 0 && unsure > 0 ? [text.unsure(count(unsure))] : []),
    ...(unbanded > 0 ? [text.unbandedCount(count(unbanded))] : []),
  ].join(" ");
}

function headlineOf(context: Context, rows: JudgedStage[]): string {
  const text = leakWords[context.language];
  const first = rows.find((row) => row.fix_order === 1);
  if (first !== undefined)
    return text.headlineLeak(first.label, context.format.probability(first.leak_probability));
  const lift = liftOf(rows);
  return lift === undefined
    ? (noGain(context, rows) ?? judgedNote(context, rows))
    : `${mostOf(context, rows)}: ${pointOf(context, lift.row)}`;
}

/**
 * The stage at which one more point brings most customers, and the one that it cannot be told apart from: the gain is the greater the
 * lower the share that goes on, so that the shares' intervals decide.
 */
function liftOf(
  rows: JudgedStage[],
): { row: JudgedStage; alike: JudgedStage | undefined; isOnly: boolean } | undefined {
  const gaining = rows
    .filter((row) => (row.point_customers ?? 0) > 0)
    .sort((a, b) => (a.lift_order ?? 0) - (b.lift_order ?? 0));
  const [row, next] = gaining;
  if (row === undefined) return undefined;
  const found = findExtreme(gaining, (each) => rangedOf(each.estimated), "least");
  return { row, alike: found.kind === "apart" ? undefined : next, isOnly: next === undefined };
}

function mostOf(context: Context, rows: JudgedStage[]): string {
  const text = leakWords[context.language];
  const lift = liftOf(rows);
  if (lift === undefined) return judgedNote(context, rows);
  if (lift.isOnly) return text.headlineOnly(lift.row.label);
  return lift.alike === undefined
    ? text.headlineMost(lift.row.label)
    : text.headlineAlike(lift.row.label, lift.alike.label);
}

/** What is said where stages are estimated and no gain can be told, since nobody has become a customer; null elsewhere. */
function noGain(context: Context, rows: JudgedStage[]): string | null {
  return rows.some((row) => row.point_customers === 0) ? leakWords[context.language].noCustomer : null;
}

/** What one more percentage point at the stage would bring. */
function pointOf(context: Context, row: JudgedStage): string {
  return leakWords[context.language].point(context.format.decimal(row.point_customers));
}

/** What the stage at the low end of its band would bring; empty when it cannot be told. */
function gainOf(context: Context, row: JudgedStage): string {
  const { format } = context;
  return row.low === null || row.extra_customers === null
    ? ""
    : leakWords[context.language].gain(format.share(row.low, 0), format.decimal(row.extra_customers));
}

/** Which stage leaks, with what certainty, and what to do in which order. */
export function leakFigures(context: Context): HTMLElement[] {
  const { format } = context;
  const text = leakWords[context.language];
  const rows = judged(context);
  const named = rows.find((row) => row.fix_order === 1) ?? liftOf(rows)?.row ?? rows[0];
  const everything = { from: "", to: "", source: "" };
  return [
    figure<JudgedStage>(context, {
      id: "leaks",
      lacks: stepsLack(context),
      isWide: true,
      headline: headlineOf(context, rows),
      subtitle: rows.some((row) => row.estimate !== null) ? text.subtitle : text.subtitleNone,
      ignored: ignoredFilters(context, "months", "source"),
      about: [text.about],
      spoken: { columns: ["verdict", "estimate"] },
      query: { of: "summary/leaks", where: [...are({ pipeline: context.filters.pipeline })] },
      measures: ["leak_probability", "stage_estimate", "benchmark", "extra_customers", "point_customers"],
      draw: (width) =>
        leakChart(
          rows.map((row) => ({
            label: row.label,
            share: row.estimate,
            count: row.effective_count,
            low: row.low,
            high: row.high,
            probability: row.leak_probability,
            isLeak: row.verdict === "leak",
            verdict: row.low === null ? text.unbanded : text.verdict[row.verdict],
          })),
          width,
          format,
          { below: text.below, verdict: text.verdictHead },
        ),
      columns: [
        {
          name: "stage",
          label: context.text.stage,
          value: (row) => row.stage,
          show: (row) => dealsLink(context, row.label, { ...everything, stage: row.stage }),
        },
        {
          name: "verdict",
          label: text.verdictLabel,
          value: (row) => row.verdict,
          show: (row) => (row.low === null ? text.unbanded : text.verdict[row.verdict]),
        },
        countColumn<JudgedStage>(context, "fix_order", text.order, (row) => row.fix_order),
        {
          name: "leak_probability",
          label: text.probability,
          value: (row) => row.leak_probability,
          show: (row) => format.share(row.leak_probability),
          isNumber: true,
        },
        {
          name: "estimate",
          label: text.estimate,
          value: (row) => row.estimate,
          show: (row) => format.share(row.estimate),
          isNumber: true,
        },
        {
          name: "interval",
          label: text.interval,
          value: (row) => (row.estimate_low === null ? null : `${row.estimate_low}-${row.estimate_high}`),
          show: (row) => rangeOf(context, row),
        },
        countColumn<JudgedStage>(context, "horizon_days", text.horizon, (row) => row.horizon_days),
        {
          name: "benchmark",
          label: context.text.benchmark,
          value: (row) => (row.low === null ? null : `${row.low}-${row.high ?? ""}`),
          show: (row) => bandOf(context, row),
        },
        { name: "benchmark_source", label: text.source, value: (row) => row.benchmark },
        {
          name: "extra_customers",
          label: text.extra,
          value: (row) => row.extra_customers,
          show: (row) => format.decimal(row.extra_customers),
          isNumber: true,
        },
        {
          name: "point_customers",
          label: text.pointHead,
          value: (row) => row.point_customers,
          show: (row) => format.decimal(row.point_customers),
          isNumber: true,
        },
        countColumn<JudgedStage>(context, "missing_count", text.missing, (row) => row.missing_count),
        {
          name: "reason",
          label: text.reason,
          value: (row) => row.reason,
          show: (row) => (row.reason === null ? "–" : text.reasons[row.reason]),
        },
      ],
      rows,
      behind:
        named === undefined
          ? null
          : behindLine(context, stepCounts(context, named.stage, everything), named.label),
    }),
    todoList(context, rows),
  ];
}

/** What to do about each stage, the leaks first and in their order. */
function todoList(context: Context, rows: JudgedStage[]): HTMLElement {
  const text = leakWords[context.language];
  const rank = { leak: 0, cannot_tell: 1, fine: 2 };
  const ordered = rows
    .filter((row) => row.low !== null)
    .sort((a, b) => rank[a.verdict] - rank[b.verdict] || (a.fix_order ?? 0) - (b.fix_order ?? 0));
  const without = rows.filter((row) => row.low === null).map((row) => row.label);
  return element(
    "section",
    { class: "card whole", id: "todo", "aria-labelledby": "todo-headline" },
    element("h2", { id: "todo-headline" }, rows.some((row) => row.fix_order !== null) ? text.list : text.why),
    rows.some((row) => row.fix_order !== null)
      ? element("p", { class: "subtitle" }, text.listSubtitle)
      : null,
    element(
      "ol",
      { class: "todo" },
      ...ordered.map((row) =>
        element(
          "li",
          { class: row.verdict },
          element("b", {}, dealsLink(context, row.label, { from: "", to: "", source: "", stage: row.stage })),
          element("span", { class: `verdict ${row.verdict}` }, text.verdict[row.verdict]),
          element("p", {}, sentencesOf(context, row).join(" ")),
        ),
      ),
    ),
    without.length === 0 ? null : element("p", { class: "note" }, text.noBenchmark(without.join(", "))),
  );
}

function sentencesOf(context: Context, row: JudgedStage): string[] {
  const { format } = context;
  const text = leakWords[context.language];
  const parts =
    row.estimate === null
      ? [text.sentence(whyNot(context, row.estimated))]
      : [
          text.goesOn(format.share(row.estimate), rangeOf(context, row), format.count(row.horizon_days)),
          (row.verdict === "fine" ? text.fine : text.sure)(
            bandOf(context, row),
            format.probability(row.leak_probability),
          ),
        ];
  if (row.verdict === "leak") parts.push(gainOf(context, row));
  if (row.reason === "on_the_edge") parts.push(text.onTheEdge);
  else if (row.missing_count !== null) parts.push(text.need(format.count(row.missing_count)));
  if (row.benchmark !== null) parts.push(text.from(row.benchmark));
  return parts.filter((part) => part !== "");
}

function rangeOf({ format }: Context, row: JudgedStage): string {
  const { value, low, high } = rangedOf(row.estimated);
  return value === null ? "–" : `${format.share(low)} – ${format.share(high)}`;
}

function bandOf(context: Context, row: JudgedStage): string {
  const { format } = context;
  return row.low === null ? "–" : `${format.share(row.low, 0)} – ${format.share(row.high ?? 1, 0)}`;
}
