import { crmFigures } from "../figures/crm.ts";
import { element } from "../lib/element.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  draw: (context) => [element("div", { class: "grid" }, ...crmFigures(context))],
};
