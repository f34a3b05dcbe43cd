import { leakChart } from "../charts/leaks.ts";
import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import type { SummaryLeaksRow, SummaryStagesRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { stageLabel, type Context } from "../lib/context.ts";
import { leakWords } from "../words/leaks.ts";
import { behindLine, wentOn } from "./behind.ts";
import { countColumn, dealsColumn, dealsLink } from "./columns.ts";

interface JudgedStage extends SummaryLeaksRow {
  label: string;
  low: number | null;
  high: number | null;
  benchmark: string | null;
  horizon: number | null;
}

/** The verdicts of the chosen pipeline, in stage order. */
function judged(context: Context): JudgedStage[] {
  const rows = rowsOf(context.summary.leaks).filter((row) => row.pipeline === context.filters.pipeline);
  return context.steps.flatMap((stage: SummaryStagesRow) => {
    const row = rows.find((leak) => leak.stage === stage.stage);
    return row === undefined
      ? []
      : [
          {
            ...row,
            extra: context.unknown.won ? null : row.extra_customers,
            label: stageLabel(stage, context),
            low: stage.benchmark_low,
            high: stage.benchmark_high,
            benchmark: stage.benchmark_source,
            horizon: stage.mature_horizon_days,
          },
        ];
  });
}

/** The stage to repair first, and what is known when there is none; for the overview. */
export function fixFirst(context: Context): { label: string; notes: string[] } {
  const text = leakWords[context.language];
  const rows = judged(context);
  const ignored = isNarrowed(context) ? [text.ignores] : [];
  const first = rows.find((row) => row.fix_order === 1);
  if (first !== undefined)
    return {
      label: first.label,
      notes: [text.sure(context.format.probability(first.leak_probability)), ...ignored],
    };
  const known = rows.filter((row) => row.verdict === "fine").length;
  const label = known === 0 ? text.notYet : known < rows.length ? text.noneYet : text.noLeak;
  return { label, notes: [findingOf(context, rows), ...ignored] };
}

/** Whether a filter is set that the verdicts cannot follow. */
function isNarrowed({ filters }: Context): boolean {
  return filters.from !== "" || filters.to !== "" || filters.source !== "";
}

function findingOf(context: Context, rows: JudgedStage[]): string {
  const text = leakWords[context.language];
  const first = rows.find((row) => row.fix_order === 1);
  if (first !== undefined)
    return text.headlineLeak(first.label, context.format.probability(first.leak_probability));
  const fine = rows.filter((row) => row.verdict === "fine").length;
  const rest = rows.length - fine;
  if (fine > 0)
    return (
      text.headlineNone(context.format.count(fine)) +
      (rest === 0 ? "" : text.unjudged(context.format.count(rest)))
    );
  return rows.some((row) => row.low !== null) ? text.headlineUnknown : text.headlineNoBenchmark;
}

/** Which stage leaks, with what certainty, and what to do in which order. */
export function leakFigures(context: Context): HTMLElement[] {
  const { format } = context;
  const text = leakWords[context.language];
  const rows = judged(context);
  const n = rows[0]?.mature_reached_count ?? 0;
  const everything = { from: "", to: "", source: "", at: "mature" };
  const named = rows.find((row) => row.fix_order === 1) ?? rows[0];
  return [
    figure<JudgedStage>(context, {
      id: "leaks",
      lacks: context.steps.length === 0 && context.unknown.won ? "step" : null,
      isWide: true,
      headline: findingOf(context, rows),
      subtitle:
        n === 0 ? text.subtitleNone : text.subtitle(format.count(rows[0]?.horizon ?? null), format.count(n)),
      measures: ["leak_probability", "mature_rate", "benchmark", "extra_customers"],
      draw: (width) =>
        leakChart(
          rows.map((row) => ({
            label: row.label,
            reached: row.mature_reached_count,
            advanced: row.mature_advanced_count,
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
          show: (row) => text.verdict[row.verdict],
        },
        countColumn<JudgedStage>(context, "fix_order", text.order, (row) => row.fix_order),
        {
          name: "leak_probability",
          label: text.probability,
          value: (row) => row.leak_probability,
          show: (row) => format.share(row.leak_probability),
          isNumber: true,
        },
        dealsColumn<JudgedStage>(
          context,
          "mature_reached_count",
          context.text.matureOf,
          (row) => row.mature_reached_count,
          (row) => ({ ...everything, stage: row.stage }),
        ),
        dealsColumn<JudgedStage>(
          context,
          "mature_advanced_count",
          context.text.matureAdvanced,
          (row) => row.mature_advanced_count,
          (row) => ({ ...everything, ...wentOn(context, row.stage) }),
        ),
        {
          name: "mature_rate",
          label: context.text.matureRate,
          value: (row) =>
            row.mature_reached_count === 0 ? null : row.mature_advanced_count / row.mature_reached_count,
          show: (row) =>
            format.share(
              row.mature_reached_count === 0 ? null : row.mature_advanced_count / row.mature_reached_count,
            ),
          isNumber: true,
        },
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
        countColumn<JudgedStage>(context, "missing_count", text.missing, (row) => row.missing_count),
        { name: "reason", label: text.reason, value: (row) => row.reason },
      ],
      rows,
      behind:
        named === undefined
          ? null
          : behindLine(
              context,
              [
                {
                  kind: "wentOn",
                  count: named.mature_advanced_count,
                  narrower: { ...everything, ...wentOn(context, named.stage) },
                },
                {
                  kind: "reached",
                  count: named.mature_reached_count,
                  narrower: { ...everything, stage: named.stage },
                },
              ],
              `${named.label}, ${context.text.matureHead}`,
            ),
      notes: isNarrowed(context) ? [text.ignores] : [],
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
          element(
            "b",
            {},
            dealsLink(context, row.label, { from: "", to: "", source: "", at: "mature", stage: row.stage }),
          ),
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
    row.mature_reached_count === 0
      ? [text.nothingMature]
      : [
          text.wentOn(
            format.share(row.mature_advanced_count / row.mature_reached_count),
            `${format.count(row.mature_advanced_count)} / ${format.count(row.mature_reached_count)}`,
            bandOf(context, row),
          ),
          text.sure(format.probability(row.leak_probability)),
        ];
  if (row.verdict === "leak" && row.low !== null && row.extra_customers !== null)
    parts.push(
      text.gain(
        format.share(row.low, 0),
        format.decimal(row.extra_customers),
        format.count(
          rowsOf(context.summary.leaks).find((leak) => leak.pipeline === row.pipeline)
            ?.mature_reached_count ?? 0,
        ),
      ),
    );
  if (row.reason === "on_the_edge") parts.push(text.onTheEdge);
  else if (row.missing_count !== null) parts.push(text.need(format.count(row.missing_count)));
  if (row.benchmark !== null) parts.push(text.from(row.benchmark));
  return parts;
}

function bandOf(context: Context, row: JudgedStage): string {
  const { format } = context;
  return row.low === null ? "–" : `${format.share(row.low, 0)} – ${format.share(row.high ?? 1, 0)}`;
}
