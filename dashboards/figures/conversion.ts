import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import { noStage, sumStages } from "../lib/sums.ts";
import { wilson } from "../lib/wilson.ts";
import { dealsHref, stageLabel, type Context } from "../views/context.ts";
import { countColumn, dealsColumn, dealsLink, rateColumns } from "./columns.ts";

/** What share goes on from each stage, so far and among the mature, against its benchmark. */
export function conversionFigure(context: Context): HTMLElement {
  const { text, format } = context;
  const sums = sumStages(context.summary.funnel, context.filters);
  const rows = context.stages.map((stage) => {
    const sum = sums.get(stage.stage) ?? noStage;
    return {
      stage: stage.stage,
      label: stageLabel(stage, context),
      low: stage.benchmark_low,
      high: stage.benchmark_high,
      rate: wilson(sum.advanced, sum.reached),
      mature: wilson(sum.matureAdvanced, sum.matureReached),
      isApart: false,
      sum,
    };
  });
  type Row = (typeof rows)[number];
  const rated = rows.filter((row) => row.rate.rate !== null);
  const leak = rated.find((row) => row.low !== null && (row.rate.high ?? 1) < row.low);
  const weakest = [...rated].sort((a, b) => (a.rate.rate ?? 0) - (b.rate.rate ?? 0))[0];
  const horizon = context.stages[0]?.horizon ?? null;
  return figure<Row>(context, {
    id: "conversion",
    headline:
      weakest === undefined
        ? text.noData
        : leak === undefined
          ? text.headline.weakest(weakest.label, format.share(weakest.rate.rate))
          : text.headline.below(leak.label, format.share(leak.rate.rate)),
    subtitle: [
      text.sub.conversion,
      horizon === null ? "" : text.sub.horizon(format.count(horizon)),
      `(n = ${format.count(rows[0]?.rate.n ?? 0)} / ${format.count(rows[0]?.mature.n ?? 0)})`,
    ].join(" "),
    measures: ["stage_rate_so_far", "mature_rate", "stage_rate_interval", "skip_count", "benchmark"],
    draw: (width) =>
      rateChart(rows, width, format, {
        isFullScale: true,
        isSized: false,
        heads: { rate: text.soFar, mature: text.matureHead },
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
        "reached_count",
        text.reached,
        (row) => row.sum.reached,
        (row) => ({ stage: row.stage }),
      ),
      ...(["advanced", "lost", "open", "skipped"] as const).map((name) =>
        countColumn<Row>(context, `${name}_count`, text[name], (row) => row.sum[name]),
      ),
      ...rateColumns<Row>(context, (row) => row.rate).slice(1),
      countColumn<Row>(context, "mature_advanced_count", text.matureAdvanced, (row) => row.mature.successes),
      ...rateColumns<Row>(context, (row) => row.mature, "mature_", {
        rate: text.matureRate,
        n: text.matureOf,
      }),
      {
        name: "benchmark",
        label: text.benchmark,
        value: (row) => (row.low === null ? null : `${row.low}-${row.high ?? ""}`),
        show: (row) =>
          row.low === null ? "–" : `${format.share(row.low, 0)} – ${format.share(row.high, 0)}`,
      },
    ],
    rows: rated.length === 0 ? [] : rows,
    dealsHref: dealsHref(context),
  });
}
