import { figure } from "../components/figure.ts";
import { element } from "../lib/element.ts";
import { standing, type BreakdownRow } from "../lib/segments.ts";
import { stageLabel, type Context } from "../lib/context.ts";
import { stepsLack } from "../lib/unknown.ts";
import type { Rate } from "../lib/wilson.ts";
import { countLinks, wentOn } from "./behind.ts";
import { shownEstimate } from "./estimates.ts";
import { narrowerOf } from "./narrower.ts";
import { ignoredFilters } from "./ignored.ts";
import { labelOf } from "../words/labels.ts";
import { are, isOneOf } from "../lib/figure-query.ts";

/** Every step by every value, each rate with its counts and interval. */
export function matrixFigure(
  context: Context,
  rows: BreakdownRow[],
  segment: string,
  notes: string[],
): HTMLElement {
  const { text, format } = context;
  const segmentName = labelOf(segment, context.language);
  const reference = rows.find((row) => row.kind === "all");
  const counted = (mark: string, rate: Rate | undefined, row: BreakdownRow, stage: string, at: string) => {
    const own = narrowerOf(segment, row);
    return element(
      "small",
      {},
      `${mark} ${format.share(rate?.rate ?? null)} (`,
      rate === undefined || own === null
        ? format.counts(rate)
        : countLinks(context, rate, { ...own, ...wentOn(context, stage), at }, { ...own, stage, at }),
      ")",
    );
  };
  const cell = (stage: string, row: BreakdownRow): HTMLElement => {
    const rate = row.soFar.get(stage);
    const mature = row.mature.get(stage);
    const estimate = row.estimate.get(stage);
    const side = row.kind === "value" ? standing(estimate, reference?.estimate.get(stage)) : 0;
    return element(
      "span",
      { class: `rate ${side > 0 ? "above" : side < 0 ? "below" : ""}`.trim() },
      element(
        "b",
        {},
        `${format.share(estimate?.estimate ?? null)}${side > 0 ? " ▲" : side < 0 ? " ▼" : ""}`,
      ),
      element("small", {}, shownEstimate(context, estimate).basis),
      counted("×", rate, row, stage, ""),
      counted("○", mature, row, stage, "mature"),
    );
  };
  return figure<BreakdownRow>(context, {
    id: "matrix",
    lacks: stepsLack(context),
    isWide: true,
    headline: text.headline.matrix(segmentName),
    subtitle: text.sub.matrix,
    ignored: ignoredFilters(context, "months", "source"),
    about: [text.about.matrix],
    query: {
      of: "segments/steps",
      where: [...are({ pipeline: context.filters.pipeline }), isOneOf("segment", [segment, "all"])],
    },
    measures: ["stage_estimate", "stage_rate_so_far", "mature_rate", "stage_rate_interval"],
    columns: [
      { name: "segment_value", label: segmentName, value: (row) => row.value, show: (row) => row.label },
      ...context.steps.flatMap((stage) => [
        {
          name: `${stage.stage}_estimate`,
          label: stageLabel(stage, context),
          value: (row: BreakdownRow) => row.estimate.get(stage.stage)?.estimate ?? null,
          show: (row: BreakdownRow) => cell(stage.stage, row),
        },
        ...(["estimate_low", "estimate_high", "followed_count"] as const).map((name) => ({
          name: `${stage.stage}_${name}`,
          label: "",
          value: (row: BreakdownRow) => row.estimate.get(stage.stage)?.[name] ?? null,
          isHidden: true,
        })),
        ...(["successes", "n"] as const).map((name) => ({
          name: `${stage.stage}_${name === "n" ? "reached" : "advanced"}_count`,
          label: "",
          value: (row: BreakdownRow) => row.soFar.get(stage.stage)?.[name] ?? 0,
          isHidden: true,
        })),
        ...(["successes", "n"] as const).map((name) => ({
          name: `${stage.stage}_mature_${name === "n" ? "reached" : "advanced"}_count`,
          label: "",
          value: (row: BreakdownRow) => row.mature.get(stage.stage)?.[name] ?? 0,
          isHidden: true,
        })),
      ]),
    ],
    rows,
    notes,
  });
}
