import { csvOf, download } from "../lib/csv.ts";
import { button, element } from "../lib/element.ts";
import { table, type TableColumn } from "./table.ts";

export interface FigureOptions<Row> {
  /** Name of the CSV file and anchor. */
  id: string;
  /** The finding, as a sentence. */
  headline: string;
  /** The measure, its n and what is left out. */
  subtitle: string;
  /** Draws at a width in pixels; null when there is nothing to draw. */
  draw(width: number): Element | null;
  columns: TableColumn<Row>[];
  rows: Row[];
  dealsHref?: string;
  note?: string;
  text: { table: string; csv: string; deals: string; noData: string };
}

/** A figure: finding, measure, chart, the same as a table and CSV, and the way to the deals behind it. */
export function figure<Row>(options: FigureOptions<Row>): HTMLElement {
  const { id, text } = options;
  const chart = element("div", { class: "chart" });
  let drawn = 0;
  const observer = new ResizeObserver(() => {
    const width = Math.floor(chart.clientWidth);
    if (width === 0 || width === drawn) return;
    drawn = width;
    const svg = options.rows.length === 0 ? null : options.draw(width);
    // The picture is one image with one description; Plot's names of its layers would be read as noise.
    svg?.querySelectorAll("[aria-label]").forEach((layer) => {
      layer.removeAttribute("aria-label");
    });
    svg?.setAttribute("role", "img");
    svg?.setAttribute("aria-label", `${options.headline}. ${options.subtitle}`);
    chart.replaceChildren(svg ?? element("p", { class: "empty" }, text.noData));
  });
  observer.observe(chart);
  return element(
    "section",
    { class: "card", id, "aria-labelledby": `${id}-headline` },
    element("h2", { id: `${id}-headline` }, options.headline),
    element("p", { class: "subtitle" }, options.subtitle),
    chart,
    options.note === undefined ? null : element("p", { class: "note" }, options.note),
    element(
      "div",
      { class: "card-foot" },
      element(
        "details",
        {},
        element("summary", {}, text.table),
        table(options.headline, options.columns, options.rows),
      ),
      element(
        "div",
        { class: "actions" },
        options.dealsHref === undefined
          ? null
          : element("a", { href: options.dealsHref, class: "action" }, text.deals),
        button(
          text.csv,
          () => {
            download(
              `${id}.csv`,
              csvOf(
                options.columns.map((column) => column.name),
                options.rows.map((row) => options.columns.map((column) => column.value(row))),
              ),
            );
          },
          { "aria-label": `${text.csv}: ${options.headline}` },
        ),
      ),
    ),
  );
}
