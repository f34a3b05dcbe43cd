import type { DealsRowsRow } from "../../dashboards/lib/data.ts";
import { behind } from "../../dashboards/lib/deals.ts";
import { markedBy, severalOf } from "../../dashboards/lib/marked.ts";
import { filterNames, noFilters, type Filters } from "../../dashboards/lib/filters.ts";

/** The numbers of a page that lead to deals: the number, and the filters it leads to. */
export const linksIn = (html: string): { count: number; filters: Filters }[] =>
  [...html.matchAll(/<a href="\.\/deals\.html\?([^"]*)"[^>]*>([\d,]+)(?: [^<]*)?</g)].map((found) => {
    const query = new URLSearchParams(found[1]?.replaceAll("&amp;", "&"));
    const set = filterNames.map((name) => [name, query.get(name) ?? ""]);
    return {
      count: Number(found[2]?.replaceAll(",", "")),
      filters: { ...noFilters, ...(Object.fromEntries(set) as unknown as Filters) },
    };
  });

/** Whether a number is that of the deals that it leads to, or of their visits, attempts or proposals. */
export function isCountOf(
  { count, filters }: { count: number; filters: Filters },
  deals: DealsRowsRow[],
  order: Map<string, number>,
): boolean {
  const own = deals.filter(behind(filters, order));
  const marked = markedBy(filters.mark);
  return (
    own.length === count ||
    (severalOf(filters.mark) !== null && own.reduce((sum, { marks }) => sum + marked(marks), 0) === count)
  );
}
