import { quarterChart } from "../charts/quarters.ts";
import { figure } from "../components/figure.ts";
import { asWord } from "../lib/marked.ts";
import { rowsOf } from "../lib/columns.ts";
import type { PeriodsRatesRow } from "../lib/data.ts";
import { isInMonths } from "../lib/filters.ts";
import { wilson } from "../lib/wilson.ts";
import { fileOf, stageLabel, type Context } from "../lib/context.ts";
import { stepsLack } from "../lib/unknown.ts";
import { periodWords } from "../words/periods.ts";
import { behindLine, stepCounts } from "./behind.ts";
import { dealsColumn, rateColumns } from "./columns.ts";
import { are, ofMonths } from "../lib/figure-query.ts";

/** One step by month, counted twice: of those who arrived in the month, and as monthly reports count it. */
export function monthFigure(context: Context): HTMLElement[] {
  const { text, format, filters } = context;
  const words = periodWords[context.language];
  const stage = context.steps.find((row) => row.stage === filters.stage) ?? context.steps[0];
  if (stage === undefined) return [];
  const rows = rowsOf(fileOf(context, "periods").rates).filter(
    (row) =>
      row.pipeline === filters.pipeline &&
      row.source === filters.source &&
      row.stage === stage.stage &&
      isInMonths(filters, row.month),
  );
  const cohort = (row: PeriodsRatesRow) => wilson(row.cohort_advanced_count, row.reached_count);
  const decided = (row: PeriodsRatesRow) =>
    wilson(row.period_advanced_count, row.period_advanced_count + row.period_lost_count);
  const period = (row: PeriodsRatesRow) =>
    row.reached_count === 0 ? null : row.period_advanced_count / row.reached_count;
  // Months are those of coming to the stage and of leaving it, not of the start.
  const ofMonth = (words: string) => ({ from: "", to: "", mark: `at=${asWord(stage.stage)} ${words}` });
  const named = rows.filter((row) => row.reached_count >= 10).at(-3);
  return [
    figure<PeriodsRatesRow>(context, {
      id: "months",
      lacks: stepsLack(context),
      isWide: true,
      headline:
        named === undefined
          ? words.headlineNone(stageLabel(stage, context))
          : words.headline(
              stageLabel(stage, context),
              format.month(named.month),
              format.share(cohort(named).rate),
              format.share(period(named)),
            ),
      subtitle: words.subtitle,
      about: [
        `${words.about} (n = ${format.count(rows.reduce((total, row) => total + row.reached_count, 0))})`,
      ],
      spoken: { columns: ["cohort_rate", "period_rate"], rows: rows.slice(-12) },
      query: {
        of: "periods/rates",
        where: [
          ...are({ pipeline: context.filters.pipeline, source: context.filters.source, stage: stage.stage }),
          ...ofMonths(filters),
        ],
      },
      measures: ["cohort_rate", "period_rate", "period_decided_rate"],
      draw: (width) =>
        quarterChart(
          rows.flatMap((row) => {
            const own = cohort(row);
            const other = period(row);
            const quarter = format.month(row.month);
            return [
              ...(own.rate === null
                ? []
                : [{ quarter, value: own.rate, low: own.low, high: own.high, isPeriod: false }]),
              ...(other === null ? [] : [{ quarter, value: other, isPeriod: true }]),
            ];
          }),
          rows.map((row) => format.month(row.month)),
          width,
          () => "",
          (value) => format.share(value, 0),
        ),
      columns: [
        {
          name: "month",
          label: text.month,
          value: (row) => row.month,
          show: (row) => format.month(row.month),
        },
        dealsColumn<PeriodsRatesRow>(
          context,
          "cohort_advanced_count",
          words.cohortAdvanced,
          (row) => row.cohort_advanced_count,
          (row) => ofMonth(`came_${row.month} went`),
        ),
        ...rateColumns<PeriodsRatesRow>(context, cohort, (row) => ofMonth(`came_${row.month}`), "cohort_", {
          rate: words.cohort,
          n: text.reached,
        }),
        dealsColumn<PeriodsRatesRow>(
          context,
          "period_advanced_count",
          words.periodAdvanced,
          (row) => row.period_advanced_count,
          (row) => ofMonth(`went_${row.month}`),
        ),
        dealsColumn<PeriodsRatesRow>(
          context,
          "period_lost_count",
          words.periodLost,
          (row) => row.period_lost_count,
          (row) => ofMonth(`lost_${row.month}`),
        ),
        {
          name: "period_rate",
          label: words.period,
          value: period,
          show: (row) => format.share(period(row)),
          isNumber: true,
        },
        ...rateColumns<PeriodsRatesRow>(
          context,
          decided,
          (row) => ofMonth(`ended_${row.month}`),
          "decided_",
          { rate: words.decided, n: "n" },
        ),
      ],
      rows,
      behind:
        // Months are those of arrival here, on the deals page those of the start.
        filters.from === "" && filters.to === ""
          ? behindLine(context, stepCounts(context, stage.stage), stageLabel(stage, context))
          : null,
    }),
  ];
}
