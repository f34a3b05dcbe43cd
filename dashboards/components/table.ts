import type { Cell } from "../lib/csv.ts";
import { element } from "../lib/element.ts";

export interface TableColumn<Row> {
  /** Key in the CSV. */
  name: string;
  label: string;
  /** The value as data: what the CSV has. */
  value(row: Row): Cell;
  /** The value as people read it; the data as text when missing. */
  show?(row: Row): string | Node;
  isNumber?: boolean;
  /** In the CSV only: the table shows it within another column. */
  isHidden?: boolean;
}

/** A table that scrolls by itself on a narrow screen. */
export function table<Row>(label: string, all: TableColumn<Row>[], rows: Row[]): HTMLElement {
  const columns = all.filter((column) => column.isHidden !== true);
  const head = element(
    "tr",
    {},
    ...columns.map((column) => element("th", { scope: "col", ...kind(column) }, column.label)),
  );
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

function kind(column: { isNumber?: boolean }): Record<string, string> {
  return column.isNumber === true ? { class: "number" } : {};
}
