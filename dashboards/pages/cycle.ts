import { cycleFigures } from "../figures/cycle.ts";
import { dwellFigure } from "../figures/dwell.ts";
import { moveFigure } from "../figures/moves.ts";
import { element } from "../lib/element.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  draw: (context) => [
    element("div", { class: "grid" }, ...cycleFigures(context), dwellFigure(context), moveFigure(context)),
  ],
};
