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
