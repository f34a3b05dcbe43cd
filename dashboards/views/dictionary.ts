import { lineage } from "../components/lineage.ts";
import { table } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import type { DictionaryTablesRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { fileOf, type Context } from "../lib/context.ts";

/** Every public table with its grain, what it answers and its columns, as the models declare them. */
export function dictionary(context: Context): Node[] {
  const { text, format } = context;
  const rows = rowsOf(fileOf(context, "dictionary").tables);
  const tables = rows.filter((row) => row.column_name === null);
  const columns = rows.filter((row) => row.column_name !== null);
  const name = (row: DictionaryTablesRow) => `${row.schema_name}.${row.table_name}`;
  const meaning = (words: string) => element("span", { lang: "en" }, words);
  return [
    element(
      "section",
      { class: "card wide", id: "tables", "aria-labelledby": "tables-headline" },
      element(
        "h2",
        { id: "tables-headline" },
        text.headline.dictionary(format.count(tables.length), format.count(columns.length)),
      ),
      element("p", { class: "subtitle" }, text.sub.dictionary),
      element(
        "ul",
        { class: "contents" },
        ...tables.map((row) =>
          element("li", {}, element("a", { href: `#${name(row)}` }, element("code", {}, name(row)))),
        ),
      ),
    ),
    ...tables.map((row) =>
      element(
        "section",
        { class: "card wide later", id: name(row), "aria-labelledby": `headline-${name(row)}` },
        element("h2", { id: `headline-${name(row)}` }, element("code", {}, name(row))),
        element("p", { class: "about" }, meaning(row.description)),
        element(
          "p",
          { class: "note" },
          `${text.grain}: `,
          element("code", {}, row.grain ?? "–"),
          ...(row.answers === null || row.answers === ""
            ? []
            : [` · ${text.answers}: `, meaning(row.answers)]),
        ),
        ...lineage(name(row), context),
        table(
          name(row),
          [
            {
              name: "column",
              label: text.column,
              value: (column) => column.column_name,
              show: (column) => element("code", {}, column.column_name ?? ""),
            },
            {
              name: "type",
              label: text.type,
              value: (column) => column.data_type,
              show: (column) => element("code", {}, column.data_type ?? ""),
            },
            {
              name: "meaning",
              label: text.meaning,
              value: (column) => column.description,
              show: (column) => meaning(column.description),
            },
          ],
          columns.filter((column) => name(column) === name(row)),
        ),
      ),
    ),
  ];
}
