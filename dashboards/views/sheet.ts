import { csvButton } from "../components/csv-button.ts";
import { pagedTable, type TableColumn, type Unread } from "../components/table.ts";
import { ignoredOf, type Context } from "../lib/context.ts";
import { element } from "../lib/element.ts";

/** A table that is a view of its own: what it says, what it ignores, its first rows with more on demand, and a CSV with all, read first where they are not there. */
export function sheet<Row>(
  context: Context,
  id: string,
  headline: string,
  subtitle: string,
  columns: TableColumn<Row>[],
  rows: Row[],
  empty = context.text.none,
  page = 200,
  unread?: Unread<Row> & { all(): Promise<{ columns: TableColumn<Row>[]; rows: Row[] }> },
): HTMLElement {
  const ignored = ignoredOf(context);
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
        ignored === null ? null : element("p", { class: "ignored" }, ignored),
      ),
      csvButton(context, id, headline, columns, rows, unread?.all),
    ),
    rows.length === 0
      ? element("p", { class: "empty" }, empty)
      : pagedTable(context, headline, columns, rows, page, unread),
  );
}
