import { csvOf, download } from "../lib/csv.ts";
import { button, element } from "../lib/element.ts";
import { chart } from "./chart.ts";
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
  /** Takes the whole row of the page. */
  isWide?: boolean;
  dealsHref?: string;
  note?: string;
  text: { table: string; csv: string; deals: string; noData: string };
}

/** A figure: finding, measure, chart, the same as a table and CSV, and the way to the deals behind it. */
export function figure<Row>(options: FigureOptions<Row>): HTMLElement {
  const { id, text } = options;
  const isWide = options.isWide ?? false;
  return element(
    "section",
    { class: isWide ? "card whole" : "card", id, "aria-labelledby": `${id}-headline` },
    element("h2", { id: `${id}-headline` }, options.headline),
    element("p", { class: "subtitle" }, options.subtitle),
    chart({
      label: `${options.headline}. ${options.subtitle}`,
      empty: text.noData,
      isWide,
      draw: (width) => (options.rows.length === 0 ? null : options.draw(width)),
    }),
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
