import { download } from "../lib/download.ts";
import { button, element } from "../lib/element.ts";
import { fileName } from "../lib/file-name.ts";
import { embedAddress } from "../lib/embed.ts";
import { pictureOf, type Picture } from "../lib/picture.ts";
import { pngOf } from "../lib/png.ts";
import type { FigureQuery } from "../lib/figure-query.ts";
import { lostFromText } from "../lib/unknown.ts";
import { emptyText, evidenceOf, ignoredOf, term, type Context } from "../lib/context.ts";
import { presumedWords } from "../words/presumed.ts";
import { asSql } from "./as-sql.ts";
import { chart, isBuild } from "./chart.ts";
import { csvButton } from "./csv-button.ts";
import { disclosure } from "./disclosure.ts";
import { pagedTable, type TableColumn } from "./table.ts";
import { termLink } from "./term.ts";

export interface FigureOptions<Row> {
  /** Anchor, and part of the names of downloads. */
  id: string;
  /** The finding, as a sentence. */
  headline: string;
  /** The query that gives its numbers: SQL of its own, or what it takes of a query of its page. */
  sql?: string | undefined;
  query?: FigureQuery | undefined;
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
  /** Columns whose values the text alternative of the chart states, and of which rows; the first number of all when missing. */
  spoken?: { columns: string[]; rows?: Row[] };
  /** What it is about and nothing is known to mean: it says so and shows nothing. */
  lacks?: Lacking | null;
}

/** Rows of a table in the page that the build draws: a reader waits for it. With scripts the table has all, or as many as its figure says. */
const builtRows = 30;
/** Rows of a table that nobody has opened yet: it has all of them when somebody does. */
const closedRows = 120;

/** What a figure is about and nothing is known to mean; lostFrom: at which stages what was lost was lost. */
export type Lacking = "won" | "lost" | "step" | "lostFrom";

/** What is left of a figure that lacks what it is about: what cannot be told, why, and the definitions. */
function lacking<Row>(
  context: Context,
  { id, isWide, measures }: FigureOptions<Row>,
  lacks: Lacking,
): HTMLElement {
  const text = presumedWords[context.language];
  const subject = measures.map((key) => term(context, key)?.label ?? key)[0] ?? "";
  return element(
    "section",
    { class: isWide === true ? "card whole" : "card", id, "aria-labelledby": `${id}-headline` },
    element("h2", { id: `${id}-headline` }, text.lacking(subject)),
    element(
      "p",
      { class: "subtitle" },
      lacks === "lostFrom"
        ? lostFromText(context)
        : { won: text.noWon, lost: text.noLost, step: text.noStep }[lacks],
    ),
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

/**
 * A figure: the finding, one sentence, one picture and the way to the deals behind it; in one disclosure the same as a table, how it is
 * counted, the definitions, CSV, PNG, SVG and the link to embed it.
 */
export function figure<Row>(context: Context, options: FigureOptions<Row>): HTMLElement {
  if (options.lacks != null) return lacking(context, options, options.lacks);
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
          label: alternative(options),
          empty: options.empty ?? emptyText(context),
          isWide,
          draw: (width) => (isEmpty ? null : draw(width)),
        });
  const shownRows = options.tableRows ?? (isBuild() ? builtRows : rows.length);
  const data = (first = rows) => pagedTable(context, headline, columns, first, shownRows);
  const isLong = shownRows > closedRows;
  const told = [...(options.about ?? []), ...(options.notes ?? [])];
  const saveCsv = options.csv ?? csvButton(context, id, headline, columns, rows);
  const picture = () => {
    const svg = drawing?.querySelector("svg");
    return svg == null ? null : pictureOf(svg, headline, [subtitle, ...told, evidenceOf(context)]);
  };
  const save = (kind: "png" | "svg", blobOf: (found: Picture) => Promise<Blob>) =>
    button(
      text[kind],
      () => {
        const found = picture();
        if (found === null) return;
        void blobOf(found).then((blob) => {
          download(fileName(id, context.filters, kind), blob);
        });
      },
      { "aria-label": `${text[kind]}: ${headline}` },
    );
  const copyEmbed = button(
    text.embed,
    () => {
      void navigator.clipboard.writeText(embedAddress(id, context.filters)).then(() => {
        copyEmbed.textContent = text.copied;
      });
    },
    { "aria-label": `${text.embed}: ${headline}` },
  );
  const behindTable = drawing === null || isEmpty ? null : data(isLong ? rows.slice(0, closedRows) : rows);
  const details = disclosure(
    id,
    text.details,
    ...told.map((note) => element("p", { class: "note" }, note)),
    measuresLine(context, id, options.measures),
    behindTable,
    element(
      "div",
      { class: "actions" },
      asSql(context, options, headline),
      saveCsv,
      ...(drawing === null || isEmpty
        ? []
        : [
            save("png", pngOf),
            save("svg", ({ svg }) => Promise.resolve(new Blob([svg], { type: "image/svg+xml" }))),
          ]),
      copyEmbed,
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

/** Rows of a chart that its text alternative names one by one; the table has the others. */
const mostSpoken = 12;

/** What the picture says, for those who do not see it: the finding and its values. */
function alternative<Row>({ headline, subtitle, columns, rows, spoken }: FigureOptions<Row>): string {
  const [name, ...others] = columns.filter((column) => column.isHidden !== true);
  const values =
    spoken === undefined
      ? others.filter((column) => column.isNumber === true).slice(0, 1)
      : others.filter((column) => spoken.columns.includes(column.name));
  const shown = (column: TableColumn<Row>, row: Row) => {
    const cell = column.show?.(row) ?? String(column.value(row) ?? "–");
    return typeof cell === "string" ? cell : (cell.textContent ?? "");
  };
  const told =
    name === undefined
      ? []
      : (spoken?.rows ?? rows)
          .slice(0, mostSpoken)
          .map((row) => `${shown(name, row)}: ${values.map((column) => shown(column, row)).join(" / ")}`);
  const heads = values.map((column) => column.label).join(" / ");
  return [
    `${headline}. ${subtitle}`.trim(),
    ...(told.length === 0 || values.length === 0 ? [] : [`${heads}: ${told.join("; ")}.`]),
  ].join(" ");
}
