import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import { findExtreme, rowOf } from "../lib/finding.ts";
import { noStage, sumStages } from "../lib/sums.ts";
import { wilson } from "../lib/wilson.ts";
import { asWord } from "../lib/marked.ts";
import { stageLabel, withoutComparison, type Context } from "../lib/context.ts";
import { stepsLack } from "../lib/unknown.ts";
import { rangedOf } from "../lib/estimated.ts";
import { estimateWords } from "../words/estimates.ts";
import { presumedWords } from "../words/presumed.ts";
import { behindLine, stepCounts, wentOn } from "./behind.ts";
import { comparedSteps } from "./compared.ts";
import { dealsColumn, dealsLink, rateColumns } from "./columns.ts";
import { estimateColumns, estimatesOf, ofEstimates, shownEstimate, whyNot } from "./estimates.ts";
import { ignoredByEstimates } from "./ignored.ts";
import { are, canAsk, isOneOf, stepsQuery } from "../lib/figure-query.ts";

/** What share goes on from each stage: the estimate first, what is counted so far and among the mature beside it. */
export function conversionFigure(context: Context, isWide = false): HTMLElement {
  if (context.comparison !== null && context.comparison.steps.size > 0 && stepsLack(context) === null)
    return comparedSteps(context, context.comparison, isWide);
  return onlySteps(withoutComparison(context), isWide);
}

function onlySteps(context: Context, isWide: boolean): HTMLElement {
  const { text, format, filters } = context;
  const words = estimateWords[context.language];
  const sums = sumStages(context.summary.funnel, filters);
  const estimates = estimatesOf(context);
  const rows = context.steps.map((stage) => {
    const sum = sums.get(stage.stage) ?? noStage;
    return {
      stage: stage.stage,
      label: stageLabel(stage, context),
      low: stage.benchmark_low,
      high: stage.benchmark_high,
      estimate: estimates.get(stage.stage),
      rate: wilson(sum.advanced, sum.reached),
      mature: wilson(sum.matureAdvanced, sum.matureReached),
      isApart: filters.source === "purchased_list",
      sum,
    };
  });
  type Row = (typeof rows)[number];
  const lastStage = context.stages.at(-1);
  const known = rows.filter((row) => row.estimate?.estimate != null);
  const below = known.find((row) => row.low !== null && (row.estimate?.estimate_high ?? 1) < row.low);
  const lowest = findExtreme(known, (row) => rangedOf(row.estimate), "least");
  const weakest = rowOf(lowest);
  const named = below ?? weakest;
  const came = rows.filter((row) => (row.estimate?.reached_count ?? 0) > 0);
  const horizon = context.stages[0]?.mature_horizon_days ?? null;
  const reasons = rows
    .map((row) => ({ label: row.label, why: whyNot(context, row.estimate) }))
    .filter(({ why }) => why !== "")
    .map(({ label, why }) => `${label}: ${why}.`);
  return figure<Row>(context, {
    id: "conversion",
    lacks: stepsLack(context),
    isWide,
    headline:
      weakest === undefined
        ? came.length === 0
          ? text.headline.noLead
          : came.every((row) => row.estimate?.estimate_status === "no_horizon")
            ? text.headline.nobodyGoesOn
            : text.headline.noEstimate
        : below === undefined
          ? known.length === 1
            ? (rows.length === 1 ? text.headline.oneStep : text.headline.onlyStep)(
                weakest.label,
                format.share(weakest.estimate?.estimate ?? null),
              )
            : lowest.kind === "apart"
              ? text.headline.weakest(weakest.label, format.share(weakest.estimate?.estimate ?? null))
              : text.headline.alikeSteps
          : text.headline.below(below.label, format.share(below.estimate?.estimate ?? null)),
    subtitle: text.sub.conversion(rows.some((row) => row.low !== null)),
    ignored: ignoredByEstimates(context),
    about: [
      text.about.conversion(
        format.count(rows[0]?.estimate?.reached_count ?? 0),
        format.count(rows[0]?.rate.n ?? 0),
        format.count(rows[0]?.mature.n ?? 0),
      ),
      ...(horizon === null ? [] : [text.about.horizon(format.count(horizon))]),
    ],
    query: context.isReestimated
      ? canAsk(filters)
        ? stepsQuery(filters)
        : undefined
      : {
          of: "summary/estimates",
          where: [
            ...are({ pipeline: context.filters.pipeline, source: context.filters.source }),
            isOneOf(
              "stage",
              rows.map((row) => row.stage),
            ),
          ],
        },
    measures: [
      "stage_estimate",
      "stage_rate_so_far",
      "mature_rate",
      "stage_rate_interval",
      "rework_rate",
      "benchmark",
    ],
    draw: (width) =>
      rateChart(
        rows.map((row) => ({ ...row, rates: [shownEstimate(context, row.estimate)] })),
        width,
        format,
        { isFullScale: true, heads: [words.head] },
      ),
    columns: [
      {
        name: "stage",
        label: text.stage,
        value: (row) => row.stage,
        show: (row) => dealsLink(context, row.label, { stage: row.stage }),
      },
      ...estimateColumns<Row>(
        context,
        (row) => row.estimate,
        (row) => row.stage,
        () => ofEstimates(context),
      ),
      dealsColumn<Row>(
        context,
        "reached_count",
        text.reached,
        (row) => row.sum.reached,
        (row) => ({ stage: row.stage }),
      ),
      dealsColumn<Row>(
        context,
        "advanced_count",
        text.advanced,
        (row) => row.sum.advanced,
        (row) => wentOn(context, row.stage),
      ),
      dealsColumn<Row>(
        context,
        "stayed_count",
        text.stayedHere,
        (row) => row.sum.reached - row.sum.advanced,
        (row) => ({ stage: row.stage, at: "furthest" }),
      ),
      ...(["lost", "open"] as const).map((outcome) =>
        dealsColumn<Row>(
          context,
          `${outcome}_count`,
          outcome === "lost" ? text.lostHere : text.openHere,
          (row) => row.sum[outcome],
          (row) => ({ stage: row.stage, outcome, at: "furthest" }),
        ),
      ),
      ...(["skipped", "reworked"] as const).map((name) =>
        dealsColumn<Row>(
          context,
          `${name}_count`,
          text[name],
          (row) => row.sum[name],
          (row) => ({ mark: `at=${asWord(row.stage)} ${name}` }),
        ),
      ),
      {
        name: "rework_rate",
        label: text.reworkRate,
        value: (row) => wilson(row.sum.reworked, row.sum.reached).rate,
        show: (row) => format.share(wilson(row.sum.reworked, row.sum.reached).rate),
        isNumber: true,
      },
      ...rateColumns<Row>(
        context,
        (row) => row.rate,
        () => null,
      ).slice(1),
      dealsColumn<Row>(
        context,
        "mature_advanced_count",
        text.matureAdvanced,
        (row) => row.mature.successes,
        (row) => ({ ...wentOn(context, row.stage), at: "mature" }),
      ),
      ...rateColumns<Row>(
        context,
        (row) => row.mature,
        (row) => ({ stage: row.stage, at: "mature" }),
        "mature_",
        {
          rate: text.matureRate,
          n: text.matureOf,
        },
      ),
      {
        name: "benchmark",
        label: text.benchmark,
        value: (row) => (row.low === null ? null : `${row.low}-${row.high ?? ""}`),
        show: (row) =>
          row.low === null ? "–" : `${format.share(row.low, 0)} – ${format.share(row.high, 0)}`,
      },
    ],
    rows: rows.some((row) => row.rate.rate !== null || row.estimate?.estimate != null) ? rows : [],
    behind: named === undefined ? null : behindLine(context, stepCounts(context, named.stage), named.label),
    notes: [
      ...reasons,
      ...(lastStage === undefined || !context.unknown.won
        ? []
        : [presumedWords[context.language].lastStep(stageLabel(lastStage, context))]),
    ],
  });
}
