import { csvOf } from "../lib/csv.ts";
import { download } from "../lib/download.ts";
import { button, element } from "../lib/element.ts";
import { fileName } from "../lib/file-name.ts";
import { pngOf } from "../lib/png.ts";
import { evidenceOf, term, type Context } from "../views/context.ts";
import { presumedWords } from "../words/presumed.ts";
import { chart } from "./chart.ts";
import { table, type TableColumn } from "./table.ts";
import { termLink } from "./term.ts";

export interface FigureOptions<Row> {
  /** Anchor, and part of the names of downloads. */
  id: string;
  /** The finding, as a sentence. */
  headline: string;
  /** The measure, its n and what is left out. */
  subtitle: string;
  /** Keys in marts.metric of what is drawn. */
  measures: string[];
  /** Draws at a width in pixels. Without it the table is the figure. */
  draw?(width: number): Element | null;
  columns: TableColumn<Row>[];
  rows: Row[];
  /** Rows of the table on the page; the CSV has all. */
  tableRows?: number;
  /** Takes the whole row of the page. */
  isWide?: boolean;
  /** The line that leads to the deals behind its counts. */
  behind?: HTMLElement | null;
  notes?: string[];
  /** What it is about and nothing is known to mean: it says so and shows nothing. */
  lacks?: "won" | "lost" | null;
}

/** What is left of a figure that lacks what it is about. */
function lacking<Row>(context: Context, options: FigureOptions<Row>): FigureOptions<Row> & { empty: string } {
  if (options.lacks == null) return { ...options, empty: context.text.noData };
  const text = presumedWords[context.language];
  return {
    ...options,
    headline: text.lacks[options.lacks].headline,
    rows: [],
    behind: null,
    notes: [],
    empty: options.lacks === "won" ? text.noWon : text.noLost,
  };
}

/** A figure: finding, measure, chart, the same as a table, CSV and PNG, and the way to the deals behind it. */
export function figure<Row>(context: Context, asked: FigureOptions<Row>): HTMLElement {
  const options = lacking(context, asked);
  const { id, headline, subtitle, columns, rows, draw, empty } = options;
  const { text } = context;
  const isWide = options.isWide ?? false;
  const isEmpty = rows.length === 0;
  const drawing =
    draw === undefined
      ? null
      : chart({
          label: `${headline}. ${subtitle}`,
          empty,
          isWide,
          draw: (width) => (isEmpty ? null : draw(width)),
        });
  const data = () => table(headline, columns, rows.slice(0, options.tableRows ?? rows.length));
  const terms = options.measures.map((key) => term(context, key)).filter((found) => found !== null);
  const saveCsv = button(
    text.csv,
    () => {
      download(
        fileName(id, context.filters, "csv"),
        csvOf(
          columns.map((column) => column.name),
          rows.map((row) => columns.map((column) => column.value(row))),
          context.language,
        ),
      );
    },
    { "aria-label": `${text.csv}: ${headline}` },
  );
  const savePng = button(
    text.png,
    () => {
      const svg = drawing?.querySelector("svg");
      if (svg == null) return;
      void pngOf(svg, headline, [subtitle, ...(options.notes ?? []), evidenceOf(context)]).then((blob) => {
        download(fileName(id, context.filters, "png"), blob);
      });
    },
    { "aria-label": `${text.png}: ${headline}` },
  );
  return element(
    "section",
    { class: isWide ? "card whole" : "card", id, "aria-labelledby": `${id}-headline` },
    element("h2", { id: `${id}-headline` }, headline),
    element("p", { class: "subtitle" }, subtitle),
    drawing ?? (isEmpty ? element("p", { class: "empty" }, empty) : data()),
    ...(options.notes ?? []).map((note) => element("p", { class: "note" }, note)),
    options.behind ?? null,
    terms.length === 0
      ? null
      : element(
          "p",
          { class: "measures" },
          `${text.measures}: `,
          ...terms.flatMap((found, index) => [index === 0 ? "" : " · ", termLink(found, id)]),
        ),
    element(
      "div",
      { class: "card-foot" },
      drawing === null || isEmpty ? null : element("details", {}, element("summary", {}, text.table), data()),
      element("div", { class: "actions" }, saveCsv, drawing === null || isEmpty ? null : savePng),
    ),
  );
}
