import { finder } from "../components/finder.ts";
import { rowsOf } from "../lib/columns.ts";
import { queryHash } from "../lib/console-link.ts";
import { fileOf, type Context } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { measuresOf, type Measure } from "../lib/measures.ts";
import { pages } from "../pages.ts";
import { asSqlWords } from "../words/as-sql.ts";
import { finderWords } from "../words/finder.ts";
import { sheet } from "./sheet.ts";

/** Every measure with its definition, formula, what one row of it is, what to mind, its query, and the pages that show it. */
export function metrics(context: Context): Node[] {
  const { text, format, language, uses = {} } = context;
  const words = finderWords[language];
  const rows = measuresOf(context);
  const tables = new Map(
    rowsOf(fileOf(context, "dictionary").tables)
      .filter((row) => row.column_name === null)
      .map((row) => [`${row.schema_name}.${row.table_name}`, row]),
  );
  const label = (row: Measure) => row.label;
  const grain = (row: Measure) => tables.get(row.table_name)?.grain ?? null;
  const mind = (row: Measure) => tables.get(row.table_name)?.description ?? null;
  const query = (row: Measure) =>
    `select ${[...new Set([...(grain(row)?.split(", ") ?? []), row.column_name])].join(", ")}\nfrom ${row.table_name}\norder by all\nlimit 100`;
  const usedOn = (row: Measure) => pages.filter(({ key }) => uses[row.metric]?.includes(key));
  const list = sheet<Measure>(
    context,
    "metrics",
    text.headline.metrics(format.count(rows.length)),
    text.ignores,
    [
      {
        name: "label",
        label: text.metric,
        value: label,
        show: (row) => element("b", { id: `metric-${row.metric}` }, label(row)),
      },
      {
        name: "definition",
        label: text.definition,
        value: (row) => row.definition,
      },
      {
        name: "formula",
        label: text.formula,
        value: (row) => row.formula,
        show: (row) => element("code", {}, row.formula),
      },
      {
        name: "column",
        label: text.column,
        value: (row) => `${row.table_name}.${row.column_name}`,
        show: (row) =>
          element(
            "a",
            { href: `./dictionary.html#${row.table_name}` },
            element("code", {}, `${row.table_name}.${row.column_name}`),
          ),
      },
      {
        name: "grain",
        label: text.grain,
        value: grain,
        show: (row) => element("code", {}, grain(row) ?? "–"),
      },
      {
        name: "caveats",
        label: words.mind,
        value: mind,
        show: (row) =>
          element(
            "details",
            {},
            element("summary", {}, words.mind),
            element("span", { lang: "en" }, mind(row) ?? "–"),
          ),
      },
      {
        name: "sql",
        label: words.query,
        value: query,
        show: (row) =>
          context.hasConsole
            ? element(
                "a",
                {
                  href: `./console.html${queryHash(query(row))}`,
                  "aria-label": `${asSqlWords[language].asSql}: ${label(row)}`,
                },
                asSqlWords[language].asSql,
              )
            : element("code", {}, query(row)),
      },
      {
        name: "pages",
        label: words.used,
        value: (row) =>
          usedOn(row)
            .map(({ title }) => title[language])
            .join("; "),
        show: (row) =>
          element(
            "span",
            {},
            ...usedOn(row).flatMap(({ key, title }, place) => [
              place === 0 ? "" : " · ",
              element("a", { href: `./${key}.html` }, title[language]),
            ]),
          ),
      },
    ],
    rows,
  );
  const found = [...list.querySelectorAll<HTMLElement>("tbody tr")].map((node) => ({
    node,
    words: node.textContent ?? "",
  }));
  return [finder(context, words.metrics, found), list];
}
