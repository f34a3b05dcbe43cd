import { finder } from "../components/finder.ts";
import { lineage } from "../components/lineage.ts";
import { table } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import type { DictionaryTablesRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { measuresOf } from "../lib/measures.ts";
import { fileOf, type Context } from "../lib/context.ts";
import { finderWords } from "../words/finder.ts";

/** Every public table with its grain, what it answers and its columns, as the models declare them. */
export function dictionary(context: Context): Node[] {
  const { text, format, language } = context;
  const rows = rowsOf(fileOf(context, "dictionary").tables);
  const tables = rows.filter((row) => row.column_name === null);
  const columns = rows.filter((row) => row.column_name !== null);
  const name = (row: DictionaryTablesRow) => `${row.schema_name}.${row.table_name}`;
  const meaning = (words: string) => element("span", { lang: "en" }, words);
  const words = finderWords[language];
  const contents = new Map(
    tables.map((row) => [
      name(row),
      element("li", {}, element("a", { href: `#${name(row)}` }, element("code", {}, name(row)))),
    ]),
  );
  const measures = measuresOf(context).map((row) => {
    const { label, definition } = row;
    return {
      node: element(
        "li",
        {},
        element("a", { href: `./metrics.html#metric-${row.metric}` }, label),
        `: ${definition}`,
      ),
      words: `${row.metric} ${label} ${definition} ${row.table_name}.${row.column_name} ${row.formula}`,
    };
  });
  const sections = tables.map((row) => sectionOf(row));
  return [
    finder(context, words.tables, [
      ...tables.map((row, place) => ({
        node: sections[place] ?? element("section"),
        also: contents.get(name(row)) ?? null,
        words: `${name(row)} ${row.description} ${row.answers ?? ""}`,
        parts: [...(sections[place]?.querySelectorAll<HTMLElement>("tbody tr") ?? [])].map((node) => ({
          node,
          words: node.textContent ?? "",
        })),
      })),
      ...measures,
    ]),
    element(
      "section",
      { class: "card wide", id: "tables", "aria-labelledby": "tables-headline" },
      element(
        "h2",
        { id: "tables-headline" },
        text.headline.dictionary(format.count(tables.length), format.count(columns.length)),
      ),
      element("p", { class: "subtitle" }, text.sub.dictionary),
      element("ul", { class: "contents" }, ...contents.values()),
    ),
    element(
      "section",
      { class: "card wide", id: "measures", "aria-labelledby": "measures-headline" },
      element("h2", { id: "measures-headline" }, text.headline.metrics(format.count(measures.length))),
      element("ul", {}, ...measures.map(({ node }) => node)),
    ),
    ...sections,
  ];

  /** A table with its columns. */
  function sectionOf(row: DictionaryTablesRow): HTMLElement {
    return element(
      "section",
      { class: "card wide later", id: name(row), "aria-labelledby": `headline-${name(row)}` },
      element("h2", { id: `headline-${name(row)}` }, element("code", {}, name(row))),
      element("p", { class: "about" }, meaning(row.description)),
      element(
        "p",
        { class: "note" },
        `${text.grain}: `,
        element("code", {}, row.grain ?? "–"),
        ...(row.answers === null || row.answers === "" ? [] : [` · ${text.answers}: `, meaning(row.answers)]),
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
    );
  }
}
