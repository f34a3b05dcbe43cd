import { spanChart } from "../charts/spans.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { asWord } from "../lib/marked.ts";
import { rowsOf } from "../lib/columns.ts";
import type { CycleTimesRow } from "../lib/data.ts";
import { findExtreme, rowOf } from "../lib/finding.ts";
import { fileOf, stageLabel, type Context } from "../lib/context.ts";
import { cycleWords } from "../words/cycle.ts";
import { behindLine, stepCounts } from "./behind.ts";
import { countColumn, dealsColumn, dealsLink } from "./columns.ts";
import { ignoredFilters } from "./ignored.ts";
import { are, isOneOf } from "../lib/figure-query.ts";

interface TimedStage extends CycleTimesRow {
  label: string;
}
type Seconds = Extract<keyof CycleTimesRow, `${string}_seconds`>;

/** How long visits last and how long going on takes, open visits counted; behind it what a CRM shows. */
export function cycleFigures(context: Context): HTMLElement[] {
  const rows = timedStagesOf(context);
  return [visitFigure(context, rows, true), advanceFigure(context, rows)];
}

/** How long visits last, stage by stage. */
export function timesFigure(context: Context): HTMLElement {
  return visitFigure(context, timedStagesOf(context), false);
}

/** The stages of the chosen pipeline in their order, as far as their times are known. */
function timedStagesOf(context: Context): TimedStage[] {
  const { filters } = context;
  const found = rowsOf(fileOf(context, "cycle").times).filter(
    (row) => row.pipeline === filters.pipeline && row.source === filters.source,
  );
  return context.stages.flatMap((stage) => {
    const row = found.find((one) => one.stage === stage.stage);
    return row === undefined ? [] : [{ ...row, label: stageLabel(stage, context) }];
  });
}

/** One unit for all times of the page: hours where none is longer than three days. */
function unitOf(context: Context, rows: TimedStage[]) {
  const longest = Math.max(
    0,
    ...rows.flatMap((row) => [
      row.dwell_p90_seconds ?? row.dwell_median_seconds ?? 0,
      row.completed_p90_seconds ?? 0,
    ]),
  );
  const name = longest < 3 * 86_400 ? "hours" : "days";
  const unit = context.text[name];
  const scaled = (seconds: number | null) =>
    seconds === null ? null : seconds / (name === "hours" ? 3600 : 86_400);
  return {
    name,
    unit,
    scaled,
    written: (seconds: number | null) => `${context.format.decimal(scaled(seconds))} ${unit}`,
    column: (key: Seconds, what: string, level: string): TableColumn<TimedStage> => ({
      name: key.replace(/seconds$/, name),
      label: `${what}: ${level} (${unit})`,
      value: (row) => scaled(row[key]),
      show: (row) => context.format.decimal(scaled(row[key])),
      isNumber: true,
    }),
  };
}

const openAt = (row: CycleTimesRow) => ({ from: "", to: "", stage: row.stage, outcome: "open", at: "here" });

/** Visits to a stage of which this is known, in all months. */
const visitsTo = (stage: string, word: "left" | "timed") => ({
  from: "",
  to: "",
  mark: `visit=${asWord(stage)} ${word}`,
});

const stageColumn = (context: Context): TableColumn<TimedStage> => ({
  name: "stage",
  label: context.text.stage,
  value: (row) => row.stage,
  show: (row) => dealsLink(context, row.label, { from: "", to: "", stage: row.stage }),
});

const timedColumn = (context: Context) =>
  dealsColumn<TimedStage>(
    context,
    "timed_count",
    cycleWords[context.language].timed,
    (row) => row.timed_count,
    (row) => visitsTo(row.stage, "timed"),
  );

const sumOf = (rows: TimedStage[], count: "timed_count" | "open_count") =>
  rows.reduce((total, row) => total + row[count], 0);

function visitFigure(context: Context, rows: TimedStage[], isWide: boolean): HTMLElement {
  const { format } = context;
  const text = cycleWords[context.language];
  const { name, unit, scaled, written, column } = unitOf(context, rows);
  const stuck = rows.find((row) => row.dwell_status === "half_still_there");
  const slowest = findExtreme(
    rows,
    (row) => ({
      value: row.dwell_median_seconds,
      low: row.dwell_median_low_seconds,
      high: row.dwell_median_high_seconds,
    }),
    "most",
  );
  const measured = rows.filter((row) => row.dwell_median_seconds !== null);
  const named = stuck ?? rowOf(slowest);
  return figure<TimedStage>(context, {
    id: "times",
    isWide,
    headline:
      stuck !== undefined
        ? text.headlineStuck(stuck.label, format.count(stuck.open_count))
        : slowest.kind === "none"
          ? text.headlineNone
          : slowest.kind === "apart"
            ? text.headline(slowest.row.label, written(slowest.row.dwell_median_seconds))
            : measured.length === 1
              ? text.headlineOne(slowest.row.label, written(slowest.row.dwell_median_seconds))
              : text.headlineAlike(written(slowest.row.dwell_median_seconds)),
    subtitle: text.subtitle,
    ignored: ignoredFilters(context, "months"),
    about: [text.about(format.count(sumOf(rows, "timed_count")), format.count(sumOf(rows, "open_count")))],
    spoken: { columns: [`dwell_median_${name}`] },
    query: {
      of: "cycle/times",
      where: [...are({ pipeline: context.filters.pipeline, source: context.filters.source })],
    },
    measures: ["dwell_median", "completed_median"],
    draw: (width) =>
      spanChart(
        rows.map((row) => ({
          label: row.label,
          median: scaled(row.dwell_median_seconds),
          p90: scaled(row.dwell_p90_seconds),
          isKnown: row.dwell_status === "ok" || row.dwell_status === "half_still_there",
        })),
        width,
        format,
        { head: context.text.median, unit, known: context.text.logScale },
      ),
    columns: [
      stageColumn(context),
      dealsColumn<TimedStage>(
        context,
        "completed_count",
        context.text.completed,
        (row) => row.completed_count,
        (row) => visitsTo(row.stage, "left"),
      ),
      {
        ...countColumn<TimedStage>(context, "open_count", context.text.openVisits, (row) => row.open_count),
        show: (row) => dealsLink(context, format.count(row.open_count), openAt(row)),
      },
      timedColumn(context),
      column("dwell_median_seconds", text.dwell, context.text.median),
      column("dwell_median_low_seconds", text.dwell, text.medianLow),
      column("dwell_median_high_seconds", text.dwell, text.medianHigh),
      column("dwell_p75_seconds", text.dwell, "P75"),
      column("dwell_p90_seconds", text.dwell, "P90"),
      {
        name: "dwell_status",
        label: text.status,
        value: (row) => row.dwell_status,
        show: (row) => text.statuses[row.dwell_status],
      },
      column("completed_median_seconds", text.crm, context.text.median),
      column("completed_p75_seconds", text.crm, "P75"),
      column("completed_p90_seconds", text.crm, "P90"),
      column("open_median_seconds", text.openAge, context.text.median),
      column("open_p90_seconds", text.openAge, "P90"),
    ],
    rows,
    behind:
      named === undefined
        ? null
        : behindLine(
            context,
            [{ kind: "open", count: named.open_count, narrower: openAt(named) }],
            named.label,
          ),
    notes: [text.standing],
  });
}

function advanceFigure(context: Context, all: TimedStage[]): HTMLElement {
  const { format } = context;
  const text = cycleWords[context.language];
  const { unit, scaled, written, column } = unitOf(context, all);
  const rows = all.filter((row) => context.steps.some((stage) => stage.stage === row.stage));
  const waits = rows.map((row) => row.advance_median_seconds).filter((seconds) => seconds !== null);
  const waited = rows.find((row) => row.advance_median_seconds !== null);
  return figure<TimedStage>(context, {
    id: "advance",
    lacks: context.steps.length === 0 && context.unknown.won ? "step" : null,
    headline:
      waits.length === 0
        ? rows.some((row) => row.timed_count > 0) &&
          rows.every((row) => row.timed_count === 0 || row.advance_status === "no_horizon")
          ? text.advanceHeadlineNobody
          : text.advanceHeadlineNone
        : text.advanceHeadline(written(Math.min(...waits)), written(Math.max(...waits))),
    subtitle: text.advanceSubtitle,
    ignored: ignoredFilters(context, "months"),
    about: [text.advanceAbout(format.count(sumOf(all, "timed_count")))],
    query: {
      of: "cycle/times",
      where: [
        ...are({ pipeline: context.filters.pipeline, source: context.filters.source }),
        isOneOf(
          "stage",
          rows.map((row) => row.stage),
        ),
      ],
    },
    measures: ["advance_median", "stage_horizon"],
    draw: (width) =>
      spanChart(
        rows.map((row) => ({
          label: row.label,
          median: scaled(row.advance_median_seconds),
          p90: scaled(row.advance_p90_seconds),
          isKnown: row.advance_status === "ok",
        })),
        width,
        format,
        { head: context.text.median, unit, known: context.text.logScale },
      ),
    columns: [
      stageColumn(context),
      column("advance_median_seconds", text.goesOn, context.text.median),
      column("advance_p90_seconds", text.goesOn, "P90"),
      countColumn<TimedStage>(context, "horizon_days", text.horizon, (row) => row.horizon_days),
      timedColumn(context),
      {
        name: "advance_status",
        label: text.status,
        value: (row) => row.advance_status,
        show: (row) => text.statuses[row.advance_status],
      },
    ],
    rows,
    behind:
      waited === undefined
        ? null
        : behindLine(context, stepCounts(context, waited.stage, { from: "", to: "" }), waited.label),
  });
}
