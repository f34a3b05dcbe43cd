import { quarterChart } from "../charts/quarters.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { QuartersVelocityRow } from "../lib/data.ts";
import { are } from "../lib/figure-query.ts";
import { wilson } from "../lib/wilson.ts";
import type { Language } from "../language.ts";
import { labelOf, shortQuarter } from "../words/labels.ts";
import { quarterWords } from "../words/quarters.ts";
import { behindLine, type Counted } from "./behind.ts";
import { dealsColumn } from "./columns.ts";
import { ignoredFilters } from "./ignored.ts";

/** The two rates of each quarter that are often mixed up. */
export function periodFigure(context: Context): HTMLElement {
  const { format } = context;
  const text = quarterWords[context.language];
  const rows = quartersOf(context).filter(
    (row) => row.win_rate !== null && !(context.unknown.lost && row.basis === "period"),
  );
  const rateOf = (row: QuartersVelocityRow) => wilson(row.won_count, row.journey_count);
  const last = rows.filter((row) => row.basis === "cohort").at(-1);
  const beside = rows.find((row) => row.basis === "period" && row.quarter === last?.quarter);
  return figure<QuartersVelocityRow>(context, {
    id: "periods",
    lacks: context.unknown.won ? "won" : null,
    headline:
      last === undefined
        ? text.ratesHeadlineNone
        : text.ratesHeadline(
            quarterLabel(context, last.quarter),
            format.share(last.win_rate),
            beside?.win_rate == null ? null : format.share(beside.win_rate),
          ),
    subtitle: text.ratesSubtitle,
    ignored: ignoredFilters(context, "months", "source"),
    about: [
      `${text.ratesAbout} (n = ${format.count(last?.journey_count ?? 0)} / ${format.count(beside?.journey_count ?? 0)})`,
    ],
    spoken: { columns: ["basis", "win_rate"], rows: rows.slice(-12) },
    query: {
      of: "quarters/velocity",
      where: [
        ...are({ pipeline: context.filters.pipeline }),
        "win_rate is not null",
        ...(context.unknown.lost ? ["basis <> 'period'"] : []),
      ],
    },
    measures: ["cohort_win_rate", "period_win_rate", "stage_rate_interval"],
    draw: (width) =>
      quarterChart(
        rows.map((row) => ({
          quarter: shortQuarter(row.quarter, context.language),
          value: row.win_rate ?? 0,
          low: rateOf(row).low,
          high: rateOf(row).high,
          isPeriod: row.basis === "period",
        })),
        quarterNames(rows, context.language),
        width,
        (value) => format.share(value),
        (value) => format.share(value, 0),
      ),
    columns: [
      ...quarterColumns(context),
      ...(["rate", "low", "high"] as const).map((name) => ({
        name: name === "rate" ? "win_rate" : `win_rate_${name}`,
        label: name === "rate" ? text.winRate : context.text[name],
        value: (row: QuartersVelocityRow) => rateOf(row)[name],
        show: (row: QuartersVelocityRow) => format.share(rateOf(row)[name]),
        isNumber: true,
      })),
    ],
    rows,
    behind:
      last === undefined
        ? null
        : behindLine(
            context,
            [last, beside].flatMap((row) => (row === undefined ? [] : countsOf(row))),
            quarterLabel(context, last.quarter),
          ),
  });
}

export function quartersOf(context: Context): QuartersVelocityRow[] {
  return rowsOf(fileOf(context, "quarters").velocity).filter(
    (row) => row.pipeline === context.filters.pipeline,
  );
}

export function quarterLabel(context: Context, quarter: string): string {
  return labelOf(quarter, context.language);
}

export function quarterNames(rows: QuartersVelocityRow[], language: Language): string[] {
  return [...new Set(rows.map((row) => row.quarter))]
    .sort()
    .map((quarter) => shortQuarter(quarter, language));
}

/** Won and all of what started in the quarter, or was closed in it. */
export function countsOf(row: QuartersVelocityRow): [Counted, Counted] {
  const last = 3 * Number(row.quarter.slice(-1));
  const month = (of: number) => `${row.quarter.slice(0, 4)}-${String(of).padStart(2, "0")}`;
  const isCohort = row.basis === "cohort";
  const within = { source: "", from: month(last - 2), to: month(last), at: isCohort ? "" : "closed" };
  return [
    {
      kind: isCohort ? "wonInTime" : "won",
      count: row.won_count,
      narrower: { ...within, at: isCohort ? "mature" : "closed", outcome: "won" },
    },
    { kind: isCohort ? "leads" : "closed", count: row.journey_count, narrower: within },
  ];
}

export function quarterColumns(context: Context): TableColumn<QuartersVelocityRow>[] {
  const text = quarterWords[context.language];
  return [
    {
      name: "quarter",
      label: text.quarter,
      value: (row) => row.quarter,
      show: (row) => quarterLabel(context, row.quarter),
    },
    {
      name: "basis",
      label: text.basis,
      value: (row) => row.basis,
      show: (row) => text[row.basis],
    },
    dealsColumn<QuartersVelocityRow>(
      context,
      "won_count",
      context.text.won,
      (row) => row.won_count,
      (row) => countsOf(row)[0].narrower,
    ),
    dealsColumn<QuartersVelocityRow>(
      context,
      "journey_count",
      context.text.leads,
      (row) => row.journey_count,
      (row) => countsOf(row)[1].narrower,
    ),
    {
      name: "is_mature",
      label: text.mature,
      value: (row) => row.is_mature,
      show: (row) => (row.is_mature ? context.text.yes : context.text.no),
    },
  ];
}
