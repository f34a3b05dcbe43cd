import { leakFigures } from "../figures/leaks.ts";
import { element } from "../lib/element.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  draw: (context) => [element("div", { class: "grid" }, ...leakFigures(context))],
};
