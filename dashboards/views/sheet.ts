import { table, type TableColumn } from "../components/table.ts";
import { csvOf } from "../lib/csv.ts";
import { download } from "../lib/download.ts";
import { button, element } from "../lib/element.ts";
import { fileName } from "../lib/file-name.ts";
import type { Context } from "../lib/context.ts";

/** A table that is a view of its own: what it says, its first rows with more on demand, and a CSV with all. */
export function sheet<Row>(
  context: Context,
  id: string,
  headline: string,
  subtitle: string,
  columns: TableColumn<Row>[],
  rows: Row[],
  empty = context.text.none,
  page = 200,
): HTMLElement {
  const { text, format } = context;
  const holder = element("div");
  let limit = page;
  const show = () => {
    holder.replaceChildren(table(headline, columns, rows.slice(0, limit)));
    if (rows.length > limit)
      holder.append(
        element("p", { class: "note" }, `${format.count(limit)} ${text.shown} ${format.count(rows.length)} `),
        button(text.more, () => {
          limit += 5 * page;
          show();
        }),
      );
  };
  show();
  const save = button(
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
  return element(
    "section",
    { class: "card wide", id, "aria-labelledby": `${id}-headline` },
    element(
      "div",
      { class: "card-head" },
      element(
        "div",
        {},
        element("h2", { id: `${id}-headline` }, headline),
        element("p", { class: "subtitle" }, subtitle),
      ),
      save,
    ),
    rows.length === 0 ? element("p", { class: "empty" }, empty) : holder,
  );
}
