import { competitorFigure } from "../figures/competitors.ts";
import { conversionFigure } from "../figures/conversion.ts";
import { monthFigure } from "../figures/periods.ts";
import { breakdownFigures } from "../figures/segments.ts";
import { fileOf, stageLabel, withoutDimensions } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { segmentsOf } from "../lib/segments.ts";
import { keyNumbers } from "../views/overview.ts";
import { labelOf } from "../words/labels.ts";
import { narrowing } from "./narrowing.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  ...narrowing,
  draw: (context) => [
    keyNumbers(context),
    element(
      "div",
      { class: "grid" },
      conversionFigure(context, true),
      ...breakdownFigures(withoutDimensions(context)),
      ...monthFigure(withoutDimensions(context)),
      ...competitorFigure(context),
    ),
  ],
  choices: (context) => [
    {
      name: "segment",
      label: context.text.segment,
      options: segmentsOf(fileOf(context, "segments").steps, context.filters.pipeline).map((segment) => ({
        value: segment,
        label: labelOf(segment, context.language),
      })),
    },
    {
      name: "stage",
      label: context.text.step,
      options: context.steps.map((stage) => ({ value: stage.stage, label: stageLabel(stage, context) })),
    },
  ],
};
