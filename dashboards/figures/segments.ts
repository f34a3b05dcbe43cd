import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import type { Filters } from "../lib/filters.ts";
import { segmentsOf, standing, valuesOf, type BreakdownRow } from "../lib/segments.ts";
import { wilson, type Rate } from "../lib/wilson.ts";
import { fileOf, stageLabel, type Context } from "../lib/context.ts";
import { stepsLack } from "../lib/unknown.ts";
import { labelOf } from "../words/labels.ts";
import { behindLine, stepCounts, wentOn } from "./behind.ts";
import { dealsColumn, dealsLink, rateColumns } from "./columns.ts";
import { estimateWords } from "../words/estimates.ts";
import { estimateColumns, shownEstimate } from "./estimates.ts";
import { ignoredFilters } from "./ignored.ts";
import { matrixFigure } from "./matrix.ts";
import { narrowerOf } from "./narrower.ts";
import { are, isOneOf } from "../lib/figure-query.ts";

/** One step and then every step, broken down by the chosen segment; empty where the pipeline has none. */
export function breakdownFigures(context: Context): HTMLElement[] {
  const data = fileOf(context, "segments").steps;
  const { text, format, language, filters } = context;
  const segments = segmentsOf(data, filters.pipeline);
  const segment = segments.includes(filters.segment) ? filters.segment : segments[0];
  if (segment === undefined) return [];
  const stage = context.steps.find((row) => row.stage === filters.stage) ?? context.steps[0];
  if (stage === undefined) return [];
  const values = valuesOf(data, filters.pipeline, segment);
  const whole = valuesOf(data, filters.pipeline, "all").sort((a, b) => (a.value < b.value ? -1 : 1));
  const rows: BreakdownRow[] = [
    ...values.map((value) => ({
      ...value,
      label: labelOf(value.value, language),
      kind: "value" as const,
      isApart: segment === "list" || value.value === "purchased_list",
    })),
    ...whole.map((value) => ({
      ...value,
      label: value.value === "with_lists" ? text.withLists : text.allSources,
      kind: value.value === "with_lists" ? ("with_lists" as const) : ("all" as const),
      isApart: false,
    })),
  ];
  const count = data.value_count.find((_, index) => data.segment[index] === segment) ?? values.length;
  const notes = [
    text.withListsNote,
    text.ignoresMonths,
    text.byChance,
    ...(count > values.length ? [text.valuesLeftOff(format.count(values.length), format.count(count))] : []),
  ];
  return [
    stepFigure(
      context,
      rows,
      stage.stage,
      stageLabel(stage, context),
      labelOf(segment, language),
      segment,
      notes,
    ),
    matrixFigure(context, rows, segment, [text.ignoresMonths, text.byChance]),
  ];
}

function stepFigure(
  context: Context,
  rows: BreakdownRow[],
  stage: string,
  stageName: string,
  segmentName: string,
  segment: string,
  notes: string[],
): HTMLElement {
  const { text, format } = context;
  const none = wilson(0, 0);
  const soFar = (row: BreakdownRow): Rate => row.soFar.get(stage) ?? none;
  const mature = (row: BreakdownRow): Rate => row.mature.get(stage) ?? none;
  const reference = rows.find((row) => row.kind === "all")?.estimate.get(stage);
  const named = (side: 1 | -1) =>
    rows
      .filter((row) => row.kind === "value" && standing(row.estimate.get(stage), reference) === side)
      .map((row) => row.label)
      .join(", ");
  const within = (what: Partial<Filters>) => (row: BreakdownRow) => {
    const own = narrowerOf(segment, row);
    return own === null ? null : { ...own, ...what };
  };
  const [only, ...others] = rows.filter((row) => row.kind === "value");
  const parts = [
    named(1) === "" ? "" : text.headline.above(named(1)),
    named(-1) === "" ? "" : text.headline.under(named(-1)),
  ].filter((part) => part !== "");
  return figure<BreakdownRow>(context, {
    id: "breakdown",
    lacks: stepsLack(context),
    isWide: true,
    headline:
      parts.length > 0
        ? text.headline.apart(stageName, parts.join("; "))
        : only !== undefined && others.length === 0
          ? text.headline.oneValue(stageName, only.label)
          : text.headline.alike(stageName),
    subtitle: text.sub.segments(text.stepBy(stageName, segmentName)),
    ignored: ignoredFilters(context, "months", "source"),
    about: [text.about.segments(format.count(reference?.reached_count ?? 0))],
    query: {
      of: "segments/steps",
      where: [...are({ pipeline: context.filters.pipeline, stage }), isOneOf("segment", [segment, "all"])],
    },
    measures: ["stage_estimate", "stage_rate_so_far", "mature_rate", "stage_rate_interval", "lead_source"],
    draw: (width) =>
      rateChart(
        rows.map((row) => ({
          label: row.label,
          rates: [shownEstimate(context, row.estimate.get(stage))],
          low: null,
          high: null,
          isApart: row.isApart,
        })),
        width,
        format,
        {
          isFullScale: true,
          reference: reference?.estimate ?? null,
          heads: [estimateWords[context.language].head],
        },
      ),
    columns: [
      {
        name: segment,
        label: segmentName,
        value: (row) => row.value,
        show: (row) => {
          const narrower = narrowerOf(segment, row);
          return narrower === null ? row.label : dealsLink(context, row.label, { ...narrower, stage });
        },
      },
      ...estimateColumns<BreakdownRow>(
        context,
        (row) => row.estimate.get(stage),
        () => stage,
        (row) => narrowerOf(segment, row),
      ),
      dealsColumn<BreakdownRow>(
        context,
        "advanced_count",
        text.advanced,
        (row) => soFar(row).successes,
        within(wentOn(context, stage)),
      ),
      ...rateColumns<BreakdownRow>(context, soFar, within({ stage }), "", {
        rate: text.rate,
        n: text.reached,
      }),
      dealsColumn<BreakdownRow>(
        context,
        "mature_advanced_count",
        text.matureAdvanced,
        (row) => mature(row).successes,
        within({ ...wentOn(context, stage), at: "mature" }),
      ),
      ...rateColumns<BreakdownRow>(context, mature, within({ stage, at: "mature" }), "mature_", {
        rate: text.matureRate,
        n: text.matureOf,
      }),
    ],
    rows,
    behind: behindLine(
      context,
      stepCounts(context, stage, { from: "", to: "", source: "" }),
      `${stageName}, ${text.allSources.toLowerCase()}`,
    ),
    notes,
  });
}
