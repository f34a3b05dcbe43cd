import { csvOf } from "../lib/csv.ts";
import type { Context } from "../lib/context.ts";
import { download } from "../lib/download.ts";
import { button } from "../lib/element.ts";
import { fileName } from "../lib/file-name.ts";
import type { TableColumn } from "./table.ts";

/** Saves all rows of a table as CSV, named after its anchor and the filters; `all` reads those that are not there yet. */
export function csvButton<Row>(
  context: Context,
  id: string,
  headline: string,
  columns: TableColumn<Row>[],
  rows: Row[],
  all?: () => Promise<{ columns: TableColumn<Row>[]; rows: Row[] }>,
): HTMLElement {
  const { text, filters, language } = context;
  const save = (columns: TableColumn<Row>[], rows: Row[]) => {
    const heads = columns.map((column) => column.name);
    const cells = rows.map((row) => columns.map((column) => column.value(row)));
    download(fileName(id, filters, "csv"), csvOf(heads, cells, language));
  };
  const saved = button(
    text.csv,
    () => {
      if (all === undefined) {
        save(columns, rows);
        return;
      }
      saved.disabled = true;
      void all()
        .then((whole) => {
          save(whole.columns, whole.rows);
        })
        .finally(() => {
          saved.disabled = false;
        });
    },
    { "aria-label": `${text.csv}: ${headline}` },
  );
  return saved;
}
