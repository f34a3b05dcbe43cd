import { csvOf } from "../lib/csv.ts";
import type { Context } from "../lib/context.ts";
import { download } from "../lib/download.ts";
import { button } from "../lib/element.ts";
import { fileName } from "../lib/file-name.ts";
import type { TableColumn } from "./table.ts";

/** Saves all rows of a table as CSV, named after its anchor and the filters. */
export function csvButton<Row>(
  context: Context,
  id: string,
  headline: string,
  columns: TableColumn<Row>[],
  rows: Row[],
): HTMLElement {
  const { text, filters, language } = context;
  return button(
    text.csv,
    () => {
      const heads = columns.map((column) => column.name);
      const cells = rows.map((row) => columns.map((column) => column.value(row)));
      download(fileName(id, filters, "csv"), csvOf(heads, cells, language));
    },
    { "aria-label": `${text.csv}: ${headline}` },
  );
}
