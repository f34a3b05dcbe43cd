import { behindHash, queryHash } from "../lib/console-link.ts";
import type { Context } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { figureHash, type FigureQuery } from "../lib/figure-query.ts";
import { asSqlWords } from "../words/as-sql.ts";

/**
 * The way from a figure to the SQL console: to the query that gives its own numbers, or, where its page works them out, to those that its
 * measures come from. None on a site without a console.
 */
export function asSql(
  context: Context,
  { measures, query }: { measures: string[]; query?: string | FigureQuery | undefined },
  headline: string,
): HTMLElement | null {
  const tables = measures.flatMap((measure) => context.metrics.get(measure)?.table_name ?? []);
  const own = typeof query === "string" ? queryHash(query) : query && figureHash(query);
  if (!context.hasConsole || (own === undefined && tables.length === 0)) return null;
  const words = asSqlWords[context.language];
  const text = own === undefined ? words.behindFigure : words.asSql;
  const hash = own ?? behindHash(Object.keys(context.files), [...new Set(tables)]);
  return element(
    "a",
    {
      class: own === undefined ? "behind-sql" : "as-sql",
      href: `./console.html${hash}`,
      "aria-label": `${text}: ${headline}`,
    },
    text,
  );
}
