import { figure } from "../components/figure.ts";
import { element } from "../lib/element.ts";
import { standing } from "../lib/segments.ts";
import type { Rate } from "../lib/wilson.ts";
import { stageLabel, type Context } from "../views/context.ts";
import type { BreakdownRow } from "./segments.ts";

/** Every step by every value, each rate with its counts and interval. */
export function matrixFigure(
  context: Context,
  rows: BreakdownRow[],
  segmentName: string,
  notes: string[],
): HTMLElement {
  const { text, format } = context;
  const reference = rows.find((row) => row.kind === "all");
  const cell = (stage: string, row: BreakdownRow): HTMLElement => {
    const rate = row.soFar.get(stage);
    const mature = row.mature.get(stage);
    const side = row.kind === "value" ? standing(rate, reference?.soFar.get(stage)) : 0;
    return element(
      "span",
      { class: `rate ${side > 0 ? "above" : side < 0 ? "below" : ""}`.trim() },
      element("b", {}, `${format.share(rate?.rate ?? null)}${side > 0 ? " ▲" : side < 0 ? " ▼" : ""}`),
      element("small", {}, rate === undefined ? "n = 0" : format.counts(rate)),
      element("small", {}, intervalOf(rate)),
      element("small", {}, `${text.matureHead}: ${format.share(mature?.rate ?? null)}`),
      mature === undefined || mature.n === 0 ? null : element("small", {}, format.counts(mature)),
    );
  };
  const intervalOf = (rate: Rate | undefined) =>
    rate?.rate == null ? "" : `${format.share(rate.low)} – ${format.share(rate.high)}`;
  return figure<BreakdownRow>(context, {
    id: "matrix",
    isWide: true,
    headline: text.headline.matrix(segmentName),
    subtitle: text.sub.matrix,
    measures: ["stage_rate_so_far", "mature_rate", "stage_rate_interval"],
    columns: [
      { name: "segment_value", label: segmentName, value: (row) => row.value, show: (row) => row.label },
      ...context.stages.flatMap((stage) => [
        {
          name: `${stage.stage}_rate`,
          label: stageLabel(stage, context),
          value: (row: BreakdownRow) => row.soFar.get(stage.stage)?.rate ?? null,
          show: (row: BreakdownRow) => cell(stage.stage, row),
        },
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
