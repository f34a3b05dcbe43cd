import { cohortFigure } from "../figures/cohorts.ts";
import { ageFigure, customerCurves } from "../figures/customer.ts";
import { sourceFigure } from "../figures/sources.ts";
import { periodFigure } from "../figures/velocity.ts";
import { element } from "../lib/element.ts";
import { keyNumbers } from "../views/overview.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  draw: (context) => [
    keyNumbers(context),
    element(
      "div",
      { class: "grid" },
      customerCurves(context),
      ageFigure(context),
      periodFigure(context),
      cohortFigure(context, true),
      sourceFigure(context, true),
    ),
  ],
};
