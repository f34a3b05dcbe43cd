import { spanChart, type Span } from "../charts/spans.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf, type CycleRow } from "../lib/data.ts";
import { fileOf, stageLabel, type Context } from "../lib/context.ts";
import { cycleWords } from "../words/cycle.ts";
import { behindLine, stepCounts } from "./behind.ts";
import { countColumn, dealsLink } from "./columns.ts";

interface TimedStage extends CycleRow {
  label: string;
}
type Seconds = {
  [Name in keyof CycleRow]: CycleRow[Name] extends number | null ? Name : never;
}[keyof CycleRow];

/** How long visits last and how long going on takes, open visits counted; beside it what a CRM shows. */
export function cycleFigures(context: Context): HTMLElement[] {
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
    ...rows.flatMap((row) => [row.dwellP90 ?? row.dwellMedian ?? 0, row.completedP90 ?? 0]),
  );
  const inHours = longest < 3 * 86_400;
  const unit = inHours ? context.text.hours : context.text.days;
  const scale = inHours ? 3600 : 86_400;
  const scaled = (seconds: number | null) => (seconds === null ? null : seconds / scale);
  const written = (seconds: number | null) => `${format.decimal(scaled(seconds))} ${unit}`;
  const notes = filters.from === "" && filters.to === "" ? [] : [text.months];
  const link: TableColumn<TimedStage> = {
    name: "stage",
    label: context.text.stage,
    value: (row) => row.stage,
    show: (row) => dealsLink(context, row.label, { from: "", to: "", stage: row.stage }),
  };
  const seconds = (name: string, label: string, key: Seconds): TableColumn<TimedStage> => ({
    name: `${name}_${inHours ? "hours" : "days"}`,
    label: `${label} (${unit})`,
    value: (row) => scaled(row[key] as number | null),
    show: (row) => format.decimal(scaled(row[key] as number | null)),
    isNumber: true,
  });
  const quantile = (word: string, level: string) => `${word}: ${level}`;
  const openAt = (row: CycleRow) => ({ from: "", to: "", stage: row.stage, outcome: "open", at: "here" });
  const openCount: TableColumn<TimedStage> = {
    ...countColumn<TimedStage>(context, "open_count", context.text.openVisits, (row) => row.open),
    show: (row) => dealsLink(context, format.count(row.open), openAt(row)),
  };
  const stuck = rows.find((row) => row.dwellStatus === "half_still_there");
  const slowest = [...rows].sort((a, b) => (b.dwellMedian ?? -1) - (a.dwellMedian ?? -1))[0];
  const named = stuck ?? slowest;
  const going = rows.filter((row) => context.steps.some((stage) => stage.stage === row.stage));
  const waits = [...going].sort((a, b) => (b.advanceMedian ?? -1) - (a.advanceMedian ?? -1))[0];
  const n = rows.reduce((total, row) => total + row.timed, 0);
  const open = rows.reduce((total, row) => total + row.open, 0);
  return [
    figure<TimedStage>(context, {
      id: "times",
      isWide: true,
      headline:
        stuck !== undefined
          ? text.headlineStuck(stuck.label, format.count(stuck.open))
          : slowest?.dwellMedian == null
            ? text.headlineNone
            : text.headline(slowest.label, written(slowest.dwellMedian)),
      subtitle: `${text.subtitle} (n = ${format.count(n)}; ${context.text.openVisits.toLowerCase()}: ${format.count(open)})`,
      measures: ["dwell_median", "completed_median"],
      draw: (width) =>
        spanChart(
          rows.map((row) => ({
            label: row.label,
            spans: [
              {
                ...spanOf(scaled, row.dwellMedian, row.dwellP75, row.dwellP90),
                isKnown: row.dwellStatus === "ok" || row.dwellStatus === "half_still_there",
              },
              spanOf(scaled, row.completedMedian, row.completedP75, row.completedP90),
            ],
            basis: [`${format.count(row.open)} ${context.text.openHead}`, `${format.count(row.completed)}`],
          })),
          width,
          format,
          { heads: [text.dwellHead, text.crmHead], unit, known: context.text.logScale },
        ),
      columns: [
        link,
        countColumn<TimedStage>(context, "completed_count", context.text.completed, (row) => row.completed),
        openCount,
        countColumn<TimedStage>(context, "timed_count", text.timed, (row) => row.timed),
        seconds("dwell_median", quantile(text.dwell, context.text.median), "dwellMedian"),
        seconds("dwell_p75", quantile(text.dwell, "P75"), "dwellP75"),
        seconds("dwell_p90", quantile(text.dwell, "P90"), "dwellP90"),
        {
          name: "dwell_status",
          label: text.status,
          value: (row) => row.dwellStatus,
          show: (row) => text.statuses[row.dwellStatus],
        },
        seconds("completed_median", quantile(text.crm, context.text.median), "completedMedian"),
        seconds("completed_p75", quantile(text.crm, "P75"), "completedP75"),
        seconds("completed_p90", quantile(text.crm, "P90"), "completedP90"),
        seconds("open_median", quantile(text.openAge, context.text.median), "openMedian"),
        seconds("open_p90", quantile(text.openAge, "P90"), "openP90"),
      ],
      rows,
      behind:
        named === undefined
          ? null
          : behindLine(context, [{ kind: "open", count: named.open, narrower: openAt(named) }], named.label),
      notes: [text.standing, ...notes],
    }),
    figure<TimedStage>(context, {
      id: "advance",
      lacks: context.steps.length === 0 && context.unknown.won ? "step" : null,
      headline:
        waits?.advanceMedian == null
          ? text.advanceHeadlineNone
          : text.advanceHeadline(waits.label, written(waits.advanceMedian)),
      subtitle: `${text.advanceSubtitle} (n = ${format.count(n)})`,
      measures: ["advance_median", "stage_horizon"],
      draw: (width) =>
        spanChart(
          going.map((row) => ({
            label: row.label,
            spans: [
              {
                ...spanOf(scaled, row.advanceMedian, null, row.advanceP90),
                isKnown: row.advanceStatus === "ok",
              },
            ],
            basis: [row.horizon === null ? "" : `≤ ${format.count(row.horizon)} ${context.text.days}`],
          })),
          width,
          format,
          { heads: [text.advance], unit, known: context.text.logScale },
        ),
      columns: [
        link,
        seconds("advance_median", quantile(text.goesOn, context.text.median), "advanceMedian"),
        seconds("advance_p90", quantile(text.goesOn, "P90"), "advanceP90"),
        countColumn<TimedStage>(context, "horizon_days", text.horizon, (row) => row.horizon),
        countColumn<TimedStage>(context, "timed_count", text.timed, (row) => row.timed),
        {
          name: "advance_status",
          label: text.status,
          value: (row) => row.advanceStatus,
          show: (row) => text.statuses[row.advanceStatus],
        },
      ],
      rows: going,
      behind:
        waits?.advanceMedian == null
          ? null
          : behindLine(context, stepCounts(context, waits.stage, { from: "", to: "" }), waits.label),
      notes,
    }),
  ];
}

function spanOf(
  scaled: (seconds: number | null) => number | null,
  median: number | null,
  p75: number | null,
  p90: number | null,
): Span {
  return { median: scaled(median), p75: scaled(p75), p90: scaled(p90), isKnown: median !== null };
}
