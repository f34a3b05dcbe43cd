import { element } from "./lib/element.ts";
import { noFilters } from "./lib/filters.ts";
import { drawPage, type PageData } from "./page.ts";

/** The page's default view as HTML: what is there before, and without, JavaScript. */
export function drawStill(data: PageData): string {
  return element("div", { class: "page" }, ...drawPage(data, noFilters, () => undefined)).outerHTML;
}
