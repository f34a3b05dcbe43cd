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

/** Rows that are not there yet, after those that are, and what reads on until so many are. */
export interface Unread<Row> {
  count: number;
  read(wanted: number): Promise<{ rows: Row[]; count: number }>;
}

/** A table that shows its first rows, and more of them when asked. */
export function pagedTable<Row>(
  { text, format }: Context,
  label: string,
  columns: TableColumn<Row>[],
  rows: Row[],
  page: number,
  unread?: Unread<Row>,
): HTMLElement {
  let [there, missing] = [rows, unread?.count ?? 0];
  if (there.length + missing <= page) return table(label, columns, there);
  const holder = element("div", { class: "paged" });
  let limit = page;
  const more = button(text.more, () => void showMore());
  async function showMore(): Promise<void> {
    more.disabled = true;
    const wanted = limit + 5 * page;
    if (unread !== undefined && missing > 0 && there.length < wanted)
      ({ rows: there, count: missing } = await unread.read(wanted));
    limit = wanted;
    more.disabled = false;
    show();
  }
  function show(): void {
    const [shown, all] = [Math.min(limit, there.length), there.length + missing];
    holder.replaceChildren(table(label, columns, there.slice(0, limit)));
    if (all > shown)
      holder.append(
        element(
          "div",
          { class: "actions more" },
          element("span", { class: "note" }, `${format.count(shown)} ${text.shown} ${format.count(all)}`),
          more,
        ),
      );
  }
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
