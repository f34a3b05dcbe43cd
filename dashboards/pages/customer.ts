import { cohortFigure } from "../figures/cohorts.ts";
import { ageFigure, customerCurves } from "../figures/customer.ts";
import { periodFigure } from "../figures/quarters.ts";
import { sourceFigure } from "../figures/sources.ts";
import { withoutComparison, withoutDimensions } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { keyNumbers } from "../views/overview.ts";
import { narrowing } from "./narrowing.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  ...narrowing,
  draw: (context) => [
    keyNumbers(context),
    element(
      "div",
      { class: "grid" },
      customerCurves(context),
      ageFigure(withoutDimensions(context)),
      periodFigure(withoutDimensions(context)),
      cohortFigure(withoutComparison(context), true),
      sourceFigure(withoutComparison(context), true),
    ),
  ],
};
