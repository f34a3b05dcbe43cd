import { spanChart } from "../charts/spans.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import type { CycleTimesRow } from "../lib/data.ts";
import { findExtreme, rowOf } from "../lib/finding.ts";
import { fileOf, stageLabel, type Context } from "../lib/context.ts";
import { cycleWords } from "../words/cycle.ts";
import { behindLine, stepCounts } from "./behind.ts";
import { countColumn, dealsLink } from "./columns.ts";
import { ignoredFilters } from "./ignored.ts";

interface TimedStage extends CycleTimesRow {
  label: string;
}
type Seconds = Extract<keyof CycleTimesRow, `${string}_seconds`>;

/** How long visits last and how long going on takes, open visits counted; behind it what a CRM shows. */
export function cycleFigures(context: Context): HTMLElement[] {
  const { times, advance } = figuresOf(context);
  return [times(true), advance()];
}

/** How long visits last, stage by stage. */
export function timesFigure(context: Context): HTMLElement {
  return figuresOf(context).times(false);
}

function figuresOf(context: Context): { times(isWide: boolean): HTMLElement; advance(): HTMLElement } {
  const { format, filters } = context;
  const text = cycleWords[context.language];
  const found = rowsOf(fileOf(context, "cycle").times).filter(
    (row) => row.pipeline === filters.pipeline && row.source === filters.source,
  );
  const rows: TimedStage[] = context.stages.flatMap((stage) => {
    const row = found.find((one) => one.stage === stage.stage);
    return row === undefined ? [] : [{ ...row, label: stageLabel(stage, context) }];
  });
  const longest = Math.max(
    0,
    ...rows.flatMap((row) => [
      row.dwell_p90_seconds ?? row.dwell_median_seconds ?? 0,
      row.completed_p90_seconds ?? 0,
    ]),
  );
  const inHours = longest < 3 * 86_400;
  const unit = inHours ? context.text.hours : context.text.days;
  const scale = inHours ? 3600 : 86_400;
  const scaled = (seconds: number | null) => (seconds === null ? null : seconds / scale);
  const written = (seconds: number | null) => `${format.decimal(scaled(seconds))} ${unit}`;
  const link: TableColumn<TimedStage> = {
    name: "stage",
    label: context.text.stage,
    value: (row) => row.stage,
    show: (row) => dealsLink(context, row.label, { from: "", to: "", stage: row.stage }),
  };
  const seconds = (key: Seconds, label: string): TableColumn<TimedStage> => ({
    name: key.replace(/seconds$/, inHours ? "hours" : "days"),
    label: `${label} (${unit})`,
    value: (row) => scaled(row[key]),
    show: (row) => format.decimal(scaled(row[key])),
    isNumber: true,
  });
  const quantile = (word: string, level: string) => `${word}: ${level}`;
  const openAt = (row: CycleTimesRow) => ({
    from: "",
    to: "",
    stage: row.stage,
    outcome: "open",
    at: "here",
  });
  const openCount: TableColumn<TimedStage> = {
    ...countColumn<TimedStage>(context, "open_count", context.text.openVisits, (row) => row.open_count),
    show: (row) => dealsLink(context, format.count(row.open_count), openAt(row)),
  };
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
  const going = rows.filter((row) => context.steps.some((stage) => stage.stage === row.stage));
  const waits = going.map((row) => row.advance_median_seconds).filter((seconds) => seconds !== null);
  const waited = going.find((row) => row.advance_median_seconds !== null);
  const n = rows.reduce((total, row) => total + row.timed_count, 0);
  const open = rows.reduce((total, row) => total + row.open_count, 0);
  return {
    times: (isWide) =>
      figure<TimedStage>(context, {
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
        about: [text.about(format.count(n), format.count(open))],
        spoken: { columns: [`dwell_median_${inHours ? "hours" : "days"}`] },
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
          link,
          countColumn<TimedStage>(
            context,
            "completed_count",
            context.text.completed,
            (row) => row.completed_count,
          ),
          openCount,
          countColumn<TimedStage>(context, "timed_count", text.timed, (row) => row.timed_count),
          seconds("dwell_median_seconds", quantile(text.dwell, context.text.median)),
          seconds("dwell_median_low_seconds", quantile(text.dwell, text.medianLow)),
          seconds("dwell_median_high_seconds", quantile(text.dwell, text.medianHigh)),
          seconds("dwell_p75_seconds", quantile(text.dwell, "P75")),
          seconds("dwell_p90_seconds", quantile(text.dwell, "P90")),
          {
            name: "dwell_status",
            label: text.status,
            value: (row) => row.dwell_status,
            show: (row) => text.statuses[row.dwell_status],
          },
          seconds("completed_median_seconds", quantile(text.crm, context.text.median)),
          seconds("completed_p75_seconds", quantile(text.crm, "P75")),
          seconds("completed_p90_seconds", quantile(text.crm, "P90")),
          seconds("open_median_seconds", quantile(text.openAge, context.text.median)),
          seconds("open_p90_seconds", quantile(text.openAge, "P90")),
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
      }),
    advance: () =>
      figure<TimedStage>(context, {
        id: "advance",
        lacks: context.steps.length === 0 && context.unknown.won ? "step" : null,
        headline:
          waits.length === 0
            ? going.some((row) => row.timed_count > 0) &&
              going.every((row) => row.timed_count === 0 || row.advance_status === "no_horizon")
              ? text.advanceHeadlineNobody
              : text.advanceHeadlineNone
            : text.advanceHeadline(written(Math.min(...waits)), written(Math.max(...waits))),
        subtitle: text.advanceSubtitle,
        ignored: ignoredFilters(context, "months"),
        about: [text.advanceAbout(format.count(n))],
        measures: ["advance_median", "stage_horizon"],
        draw: (width) =>
          spanChart(
            going.map((row) => ({
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
          link,
          seconds("advance_median_seconds", quantile(text.goesOn, context.text.median)),
          seconds("advance_p90_seconds", quantile(text.goesOn, "P90")),
          countColumn<TimedStage>(context, "horizon_days", text.horizon, (row) => row.horizon_days),
          countColumn<TimedStage>(context, "timed_count", text.timed, (row) => row.timed_count),
          {
            name: "advance_status",
            label: text.status,
            value: (row) => row.advance_status,
            show: (row) => text.statuses[row.advance_status],
          },
        ],
        rows: going,
        behind:
          waited === undefined
            ? null
            : behindLine(context, stepCounts(context, waited.stage, { from: "", to: "" }), waited.label),
      }),
  };
}
