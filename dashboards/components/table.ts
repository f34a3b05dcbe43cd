import type { Cell } from "../lib/csv.ts";
import type { Context } from "../lib/context.ts";
import { button, element } from "../lib/element.ts";

export interface TableColumn<Row> {
  /** Key in the CSV. */
  name: string;
  label: string;
  /** The value as data: what the CSV has. */
  value(row: Row): Cell;
  /** The value as people read it; the data as text when missing. */
  show?(row: Row): string | Node;
  isNumber?: boolean;
  /** The rows can be sorted by it: how they are, and what its head does. */
  sort?: { state: "ascending" | "descending" | "none"; toggle(): void };
  /** In the CSV only: the table shows it within another column. */
  isHidden?: boolean;
}

/** A table that scrolls by itself on a narrow screen. */
export function table<Row>(label: string, all: TableColumn<Row>[], rows: Row[]): HTMLElement {
  const columns = all.filter((column) => column.isHidden !== true);
  const head = element("tr", {}, ...columns.map((column) => headOf(column)));
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      ...columns.map((column) =>
        element("td", kind(column), column.show?.(row) ?? String(column.value(row) ?? "–")),
      ),
    ),
  );
  return element(
    "div",
    { class: "table", role: "region", tabindex: "0", "aria-label": label },
    element("table", {}, element("thead", {}, head), element("tbody", {}, ...body)),
  );
}

/** A table that shows its first rows, and more of them when asked. */
export function pagedTable<Row>(
  { text, format }: Context,
  label: string,
  columns: TableColumn<Row>[],
  rows: Row[],
  page: number,
): HTMLElement {
  if (rows.length <= page) return table(label, columns, rows);
  const holder = element("div", { class: "paged" });
  let limit = page;
  const show = () => {
    holder.replaceChildren(table(label, columns, rows.slice(0, limit)));
    if (rows.length > limit)
      holder.append(
        element(
          "div",
          { class: "actions more" },
          element(
            "span",
            { class: "note" },
            `${format.count(limit)} ${text.shown} ${format.count(rows.length)}`,
          ),
          button(text.more, () => {
            limit += 5 * page;
            show();
          }),
        ),
      );
  };
  show();
  return holder;
}

function headOf<Row>(column: TableColumn<Row>): HTMLElement {
  const { name, label, sort } = column;
  if (sort === undefined) return element("th", { scope: "col", ...kind(column) }, label);
  const mark = { ascending: " ▲", descending: " ▼", none: "" }[sort.state];
  return element(
    "th",
    { scope: "col", "aria-sort": sort.state, ...kind(column) },
    button(
      `${label}${mark}`,
      () => {
        sort.toggle();
      },
      { class: "sort", name: `sort-${name}` },
    ),
  );
}

function kind(column: { isNumber?: boolean }): Record<string, string> {
  return column.isNumber === true ? { class: "number" } : {};
}
