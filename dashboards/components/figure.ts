import { element } from "../lib/element.ts";
import type { FigureQuery } from "../lib/figure-query.ts";
import { emptyText, ignoredOf, type Context } from "../lib/context.ts";
import { asSql } from "./as-sql.ts";
import { chart, isBuild } from "./chart.ts";
import { csvButton } from "./csv-button.ts";
import { disclosure } from "./disclosure.ts";
import { embedButton, saveButtons } from "./figure-actions.ts";
import { lackingFigure, type Lacking } from "./lacking-figure.ts";
import { measuresLine } from "./measures-line.ts";
import { pagedTable, type TableColumn } from "./table.ts";
import { textAlternative, type Spoken } from "./text-alternative.ts";

export interface FigureOptions<Row> {
  /** Anchor, and part of the names of downloads. */
  id: string;
  /** The finding, as a sentence. */
  headline: string;
  /** The query that gives its numbers: SQL of its own, or what it takes of a query of its page. */
  query?: string | FigureQuery | undefined;
  /** What is drawn: one sentence of at most twenty words. */
  subtitle: string;
  /** In a few words, the filter that is set and that it cannot follow. */
  ignored?: string | null;
  /** Behind the disclosure: how it is drawn and counted, its n and what is left out. */
  about?: string[];
  /** Keys in marts.metric of what is drawn. */
  measures: string[];
  /** Draws at a width in pixels. Without it the table is the figure. */
  draw?(width: number): Element | null;
  columns: TableColumn<Row>[];
  rows: Row[];
  /** Rows of the table until more are asked for; the CSV has all. */
  tableRows?: number;
  /** What saves the rows behind those of the table, where the table has them together. */
  csv?: HTMLElement;
  /** Takes the whole row of the page. */
  isWide?: boolean;
  /** The line that leads to the deals behind its counts. */
  behind?: HTMLElement | null;
  /** What stands in place of the picture where there is no row. */
  empty?: string;
  /** Behind the disclosure, after what it is about: what else to know of this selection. */
  notes?: string[];
  spoken?: Spoken<Row>;
  /** What it is about and nothing is known to mean: it says so and shows nothing. */
  lacks?: Lacking | null;
}

/** Rows of a table in the page that the build draws: a reader waits for it. With scripts the table has all, or as many as its figure says. */
const builtRows = 30;
/** Rows of a table that nobody has opened yet: it has all of them when somebody does. */
const closedRows = 120;

/**
 * A figure: the finding, one sentence, one picture and the way to the deals behind it; in one disclosure the same as a table, how it is
 * counted, the definitions, CSV, PNG, SVG and the link to embed it.
 */
export function figure<Row>(context: Context, options: FigureOptions<Row>): HTMLElement {
  if (options.lacks != null) return lackingFigure(context, { ...options, lacks: options.lacks });
  const { id, headline, subtitle, columns, rows, draw } = options;
  const { text } = context;
  const isWide = options.isWide ?? false;
  const ignored = options.ignored ?? ignoredOf(context);
  const isEmpty = rows.length === 0;
  const drawing =
    draw === undefined
      ? null
      : chart({
          id,
          label: textAlternative(options),
          empty: options.empty ?? emptyText(context),
          isWide,
          draw: (width) => (isEmpty ? null : draw(width)),
        });
  const shownRows = options.tableRows ?? (isBuild() ? builtRows : rows.length);
  const data = (first = rows) => pagedTable(context, headline, columns, first, shownRows);
  const isLong = shownRows > closedRows;
  const notes = [...(options.about ?? []), ...(options.notes ?? [])];
  const saveCsv = options.csv ?? csvButton(context, id, headline, columns, rows);
  const behindTable = drawing === null || isEmpty ? null : data(isLong ? rows.slice(0, closedRows) : rows);
  const details = disclosure(
    id,
    text.details,
    ...notes.map((note) => element("p", { class: "note" }, note)),
    measuresLine(context, id, options.measures),
    behindTable,
    element(
      "div",
      { class: "actions" },
      asSql(context, options, headline),
      saveCsv,
      ...(drawing === null || isEmpty
        ? []
        : saveButtons(context, drawing, { id, headline, texts: [subtitle, ...notes] })),
      embedButton(context, id, headline),
    ),
  );
  if (behindTable !== null && isLong) completeWhenOpen(details, behindTable, data);
  return element(
    "section",
    { class: isWide ? "card whole" : "card", id, "aria-labelledby": `${id}-headline` },
    element("h2", { id: `${id}-headline` }, headline),
    subtitle === "" ? null : element("p", { class: "subtitle" }, subtitle),
    ignored === null ? null : element("p", { class: "ignored" }, ignored),
    drawing ?? (isEmpty ? element("p", { class: "empty" }, options.empty ?? emptyText(context)) : data()),
    options.behind ?? null,
    details,
  );
}

/** Puts all rows into a table of which the first ones stand in a closed disclosure, once it is opened. */
function completeWhenOpen(details: HTMLDetailsElement, table: HTMLElement, whole: () => HTMLElement): void {
  const complete = () => {
    if (table.parentNode !== null) table.replaceWith(whole());
  };
  if (details.open) complete();
  else {
    // The click comes before what it opens; what is opened otherwise is told of after.
    details.querySelector("summary")?.addEventListener("click", complete, { once: true });
    details.addEventListener("toggle", complete, { once: true });
  }
}
