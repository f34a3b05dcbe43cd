/**
 * The global filters by their names in the address, and what each is without a choice: an empty string is no filter (source: everything
 * but purchased lists).
 */
const unset = {
  from: "",
  to: "",
  source: "",
  pipeline: "",
  stage: "",
  outcome: "",
  /**
   * With a stage, `here`: deals that stand at it now, `furthest`: that came no further; else all that reached it.
   * `waiting`: as `furthest`, without those handed to another pipeline, which wait here no longer (nor stand here).
   * `mature`: only what mature leads did within the horizon. `closed`: from and to are months of closing.
   * `sales`: from and to are months of coming to sales.
   */
  at: "",
  /** What the stage conversion page breaks down by. */
  segment: "",
  /** A CRM id, to see one deal. */
  deal: "",
  /** By what a number of marketing and sales counts deals, with its value behind an equals sign where it has one; of several, one a line, all must hold: words/marks.ts. */
  mark: "",
  /** Of the to-do list: why something is to be done. */
  reason: "",
  /** The key of who owns a lead now. */
  owner: "",
  /** The campaign that brought a lead, its country, and how well it fits. */
  campaign: "",
  country: "",
  tier: "",
  /** What the selection is compared with: `previous` or `year` for an earlier period, or a dimension, of which `with` is the other value. */
  compare: "",
  with: "",
  /** How wins are credited to campaigns. */
  model: "",
  /** Two days with .. between: started within them, both included, or with `closed` won or lost within them. */
  period: "",
  /** Of the deals: a part of their CRM ids, and the column by which they are sorted with .asc or .desc. */
  search: "",
  sort: "",
  /** What is asked of the planner: customers, assurance, by which day, and how the leads come. */
  target: "",
  assurance: "",
  deadline: "",
  arrival: "",
  /** Of the funnel that is explored: its steps as lead.contacted-qualified.won, what puts a deal at one, the days within, and the split. */
  steps: "",
  order: "",
  within: "",
  split: "",
};
export type Filters = typeof unset;
export const noFilters: Readonly<Filters> = unset;
export const filterNames = Object.keys(unset) as (keyof Filters)[];

/** The filters of which a figure needs every journey, for no table has them all: by their name in the address, with their column. */
export const dimensions = {
  campaign: "campaign_id",
  owner: "owner",
  country: "country",
  tier: "icp_tier",
} as const;
export type Dimension = keyof typeof dimensions;
export const dimensionNames = Object.keys(dimensions) as Dimension[];

/** What two values can be compared of. */
export const comparedDimensions = ["source", ...dimensionNames, "pipeline"] as const;
export type Compared = (typeof comparedDimensions)[number];

/** The filters that a link to deals carries along. */
export const linkedFilters = ["from", "to", "source", "pipeline", ...dimensionNames, "period"] as const;

const kept = ["from", "to", "source", "pipeline", ...dimensionNames, "compare", "with"] as const;
export const storageKey = "funnelhouse-filters";

/** The URL is the truth; the session is asked only when the URL says nothing at load. */
export function readFilters(atLoad: boolean): Filters {
  let query = new URLSearchParams(location.search);
  if (atLoad && ![...query.keys()].some((key) => Object.hasOwn(noFilters, key)))
    query = new URLSearchParams(keptQuery());
  const filters = { ...noFilters };
  for (const name of filterNames) filters[name] = query.get(name) ?? "";
  return filters;
}

/** What the tab keeps; a frame that is kept apart keeps nothing. */
function keptQuery(): string {
  try {
    return sessionStorage.getItem(storageKey) ?? "";
  } catch {
    return "";
  }
}

function keepQuery(query: string): void {
  try {
    sessionStorage.setItem(storageKey, query);
  } catch {
    return;
  }
}

/** The filters as a query string, `?` included, or nothing. */
export function queryOf(filters: Partial<Filters>, only: readonly (keyof Filters)[] = filterNames): string {
  const query = new URLSearchParams();
  for (const name of only) if (filters[name]) query.set(name, filters[name]);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Puts the filters into the address, the session and every link that keeps them. */
export function writeFilters(filters: Filters, change: "push" | "replace" | "none"): void {
  const address = `${location.pathname}${queryOf(filters)}${location.hash}`;
  if (change === "push") history.pushState(null, "", address);
  if (change === "replace") history.replaceState(null, "", address);
  keepQuery(queryOf(filters, kept));
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-keep]")) {
    const isTranslation = link.classList.contains("language");
    link.search = queryOf(filters, isTranslation ? filterNames : kept);
  }
}

/** Whether a cohort row is in the selection. Purchased lists only when they are asked for by name. */
export function isSelected(
  filters: Filters,
  row: { pipeline: string; month: string | null; source: string },
): boolean {
  return (
    row.pipeline === filters.pipeline &&
    (filters.source === "" ? row.source !== "purchased_list" : row.source === filters.source) &&
    isInMonths(filters, row.month)
  );
}

/** Whether a journey or deal has the chosen campaign, owner, country and tier. */
export function hasDimensions(
  filters: Filters,
  row: Record<(typeof dimensions)[Dimension], string | null>,
): boolean {
  return dimensionNames.every((name) => filters[name] === "" || row[dimensions[name]] === filters[name]);
}

/** The first and the last day of a period. */
export function daysOf(period: string): [string, string] {
  const [first = "", last = ""] = period.split("..");
  return [first, last];
}

/** Whether a month is within from and to, both included. */
export function isInMonths(filters: Filters, month: string | null): boolean {
  if (filters.from === "" && filters.to === "") return true;
  if (month === null) return false;
  return (filters.from === "" || month >= filters.from) && (filters.to === "" || month <= filters.to);
}
