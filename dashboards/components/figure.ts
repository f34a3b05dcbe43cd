import { csvOf } from "../lib/csv.ts";
import { download } from "../lib/download.ts";
import { button, element } from "../lib/element.ts";
import { fileName } from "../lib/file-name.ts";
import { pngOf } from "../lib/png.ts";
import { evidenceOf, term, type Context } from "../lib/context.ts";
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
  lacks?: "won" | "lost" | "step" | null;
}

/** What is left of a figure that lacks what it is about: what cannot be told, why, and the definitions. */
function lacking<Row>(
  context: Context,
  { id, isWide, measures }: FigureOptions<Row>,
  lacks: "won" | "lost" | "step",
): HTMLElement {
  const text = presumedWords[context.language];
  const subject = measures.map((key) => term(context, key)?.label ?? key)[0] ?? "";
  return element(
    "section",
    { class: isWide === true ? "card whole" : "card", id, "aria-labelledby": `${id}-headline` },
    element("h2", { id: `${id}-headline` }, text.lacking(subject)),
    element("p", { class: "subtitle" }, { won: text.noWon, lost: text.noLost, step: text.noStep }[lacks]),
    measuresLine(context, id, measures),
  );
}

function measuresLine(context: Context, id: string, measures: string[]): HTMLElement | null {
  const terms = measures.map((key) => term(context, key)).filter((found) => found !== null);
  return terms.length === 0
    ? null
    : element(
        "p",
        { class: "measures" },
        `${context.text.measures}: `,
        ...terms.flatMap((found, index) => [index === 0 ? "" : " · ", termLink(found, id)]),
      );
}

/** A figure: finding, measure, chart, the same as a table, CSV and PNG, and the way to the deals behind it. */
export function figure<Row>(context: Context, options: FigureOptions<Row>): HTMLElement {
  if (options.lacks != null) return lacking(context, options, options.lacks);
  const { id, headline, subtitle, columns, rows, draw } = options;
  const { text } = context;
  const isWide = options.isWide ?? false;
  const isEmpty = rows.length === 0;
  const drawing =
    draw === undefined
      ? null
      : chart({
          label: `${headline}. ${subtitle}`,
          empty: text.noData,
          isWide,
          draw: (width) => (isEmpty ? null : draw(width)),
        });
  const data = () => table(headline, columns, rows.slice(0, options.tableRows ?? rows.length));
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
    drawing ?? (isEmpty ? element("p", { class: "empty" }, text.noData) : data()),
    ...(options.notes ?? []).map((note) => element("p", { class: "note" }, note)),
    options.behind ?? null,
    measuresLine(context, id, options.measures),
    element(
      "div",
      { class: "card-foot" },
      drawing === null || isEmpty ? null : element("details", {}, element("summary", {}, text.table), data()),
      element("div", { class: "actions" }, saveCsv, drawing === null || isEmpty ? null : savePng),
    ),
  );
}
