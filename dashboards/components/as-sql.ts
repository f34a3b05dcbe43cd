import { behindHash, queryHash } from "../lib/console-link.ts";
import type { Context } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { asSqlWords } from "../words/as-sql.ts";

/** The way from a figure to its query, or to those that its measures come from, in the SQL console; none on a site without one. */
export function asSql(
  context: Context,
  measures: string[],
  headline: string,
  sql?: string,
): HTMLElement | null {
  const tables = measures.flatMap((measure) => context.metrics.get(measure)?.table_name ?? []);
  if (!context.hasConsole || (sql === undefined && tables.length === 0)) return null;
  const text = asSqlWords[context.language].asSql;
  const hash =
    sql !== undefined ? queryHash(sql) : behindHash(Object.keys(context.files), [...new Set(tables)]);
  return element(
    "a",
    { class: "as-sql", href: `./console.html${hash}`, "aria-label": `${text}: ${headline}` },
    text,
  );
}
