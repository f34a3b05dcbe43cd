import { dwellChart, type Spread } from "../charts/dwell.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import { dwellQuantiles } from "../lib/sums.ts";
import { fileOf, stageLabel, type Context } from "../lib/context.ts";
import type { SummaryStagesRow } from "../lib/data.ts";
import { behindLine } from "./behind.ts";
import { countColumn, dealsColumn, dealsLink } from "./columns.ts";
import { asWord } from "../lib/marked.ts";

const levels = [0.25, 0.5, 0.75, 0.9];

/**
 * How long visits that ended took, beside how old those are that have not: alone, the first flatter a slow stage. Of all months the times
 * are exact, and those of the other figures; of chosen months they are read from bins and said to be about so long.
 */
export function dwellFigure(context: Context, isWide = false): HTMLElement {
  const { text, format, filters } = context;
  const isExact = filters.from === "" && filters.to === "";
  const write = isExact ? format.decimal : format.about;
  const found = isExact ? exactTimes(context) : binnedTimes(context);
  const longest = Math.max(
    0,
    ...found.flatMap((row) => [row.completed.seconds[3] ?? 0, row.open.seconds[3] ?? 0]),
  );
  const inHours = longest < 3 * 86_400;
  const unit = inHours ? text.hours : text.days;
  const spread = ({ n, seconds }: { n: number; seconds: (number | null)[] }): Spread => {
    const at = (index: number) => {
      const value = seconds[index] ?? null;
      return value === null ? null : value / (inHours ? 3600 : 86_400);
    };
    return { n, p25: at(0), median: at(1), p75: at(2), p90: at(3) };
  };
  const rows = found.map((row) => ({
    stage: row.stage.stage,
    label: stageLabel(row.stage, context),
    completed: spread(row.completed),
    open: spread(row.open),
  }));
  type Row = (typeof rows)[number];
  const openAt = (row: Row) => ({ stage: row.stage, outcome: "open", at: "here" });
  const first = rows.find((row) => row.open.n > 0);
  const sum = (of: "completed" | "open") => rows.reduce((total, row) => total + row[of].n, 0);
  const quantiles = (of: "completed" | "open", word: string): TableColumn<Row>[] =>
    (["p25", "median", "p75", "p90"] as const).map((name) => ({
      name: `${of}_${name}_${inHours ? "hours" : "days"}`,
      label: `${word}: ${name === "median" ? text.median : name.toUpperCase()} (${unit})`,
      value: (row) => row[of][name],
      show: (row) => write(row[of][name]),
      isNumber: true,
    }));
  return figure<Row>(context, {
    id: "dwell",
    isWide,
    headline:
      sum("completed") > 0
        ? text.headline.dwell(format.count(sum("completed")), format.count(sum("open")))
        : sum("open") > 0
          ? text.headline.dwellNone
          : text.headline.dwellEmpty,
    subtitle: text.sub.dwell,
    about: [
      text.about.dwell(format.count(sum("completed")), format.count(sum("open"))),
      ...(isExact ? [] : [text.about.binned]),
    ],
    spoken: {
      columns: [
        `completed_median_${inHours ? "hours" : "days"}`,
        `open_median_${inHours ? "hours" : "days"}`,
      ],
    },
    measures: ["completed_median", "open_age"],
    draw: (width) =>
      dwellChart(rows, width, format, write, {
        unit: `${unit}, ${text.logScale}`,
        completed: text.completedHead,
        open: text.openHead,
      }),
    columns: [
      {
        name: "stage",
        label: text.stage,
        value: (row) => row.stage,
        show: (row) => dealsLink(context, row.label, { stage: row.stage }),
      },
      dealsColumn<Row>(
        context,
        "completed_count",
        text.completed,
        (row) => row.completed.n,
        (row) => ({ mark: `visit=${asWord(row.stage)} left timed` }),
      ),
      ...quantiles("completed", text.completed),
      {
        ...countColumn<Row>(context, "open_count", text.openVisits, (row) => row.open.n),
        show: (row) => dealsLink(context, format.count(row.open.n), openAt(row)),
      },
      ...quantiles("open", text.age),
    ],
    rows: sum("completed") + sum("open") === 0 ? [] : rows,
    behind:
      first === undefined
        ? null
        : behindLine(context, [{ kind: "open", count: first.open.n, narrower: openAt(first) }], first.label),
  });
}

interface Lengths {
  n: number;
  /** The quartiles and the ninth decile. */
  seconds: (number | null)[];
}

interface StageTimes {
  stage: SummaryStagesRow;
  completed: Lengths;
  open: Lengths;
}

function exactTimes(context: Context): StageTimes[] {
  const { stages, filters } = context;
  const times = rowsOf(fileOf(context, "cycle").times).filter(
    (row) => row.pipeline === filters.pipeline && row.source === filters.source,
  );
  return stages.map((stage) => {
    const row = times.find((one) => one.stage === stage.stage);
    const lengths = (of: "completed" | "open"): Lengths => ({
      n: row?.[`${of}_count`] ?? 0,
      seconds: (["p25", "median", "p75", "p90"] as const).map(
        (name) => row?.[`${of}_${name}_seconds`] ?? null,
      ),
    });
    return { stage, completed: lengths("completed"), open: lengths("open") };
  });
}

function binnedTimes(context: Context): StageTimes[] {
  const { bins } = fileOf(context, "dwell");
  const lengths = (stage: string, of: "completed_count" | "open_count") =>
    dwellQuantiles(bins, context.filters, stage, of, levels);
  return context.stages.map((stage) => ({
    stage,
    completed: lengths(stage.stage, "completed_count"),
    open: lengths(stage.stage, "open_count"),
  }));
}
