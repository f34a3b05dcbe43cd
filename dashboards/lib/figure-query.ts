import { queryOf, type Filters } from "./filters.ts";

/** The rows of a query of dashboards/data that a figure shows, as SQL of that query's columns. */
export interface FigureQuery {
  /** The query, as file/table. */
  of: string;
  /** What must hold of a row, all together. */
  where: string[];
  /** Columns and sums in place of the rows themselves. */
  select?: string;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** That columns have values. */
export const are = (values: Record<string, string>): string[] =>
  Object.entries(values).map(([column, value]) => `${column} = ${quoted(value)}`);

/** That a column is one of some values. */
export const isOneOf = (column: string, values: string[]): string =>
  values.length === 0 ? "false" : `${column} in (${values.map(quoted).join(", ")})`;

/** That rows are of the chosen months; `month` is the column, as 2026-01. */
export const ofMonths = ({ from, to }: Filters, month = "month"): string[] => [
  ...(from === "" ? [] : [`${month} >= ${quoted(from)}`]),
  ...(to === "" ? [] : [`${month} <= ${quoted(to)}`]),
];

/** That rows of marts.deal are those that the filters leave: purchased lists only where they are asked for. */
export const ofDeals = (filters: Filters): string[] => [
  ...are({ pipeline: filters.pipeline }),
  "outcome <> 'deleted'",
  filters.source === "" ? "lead_source <> 'purchased_list'" : `lead_source = ${quoted(filters.source)}`,
  ...ofMonths(filters, "strftime(cohort_month, '%Y-%m')"),
  ...Object.entries(dealColumns)
    .filter(([name]) => filters[name as keyof Filters] !== "")
    .map(([name, column]) => `${column} = ${quoted(filters[name as keyof Filters])}`),
];

/** Whether the published tables can answer what {@link ofDeals} asks: who owns a deal is not in them. */
export const canAsk = (filters: Filters): boolean => filters.owner === "";

const dealColumns = {
  campaign: "campaign_id",
  country: "country",
  tier: "icp_tier",
} as const;

/** Conditions as they stand behind where. */
export const allOf = (conditions: string[]): string =>
  conditions.map((one) => (/ or /.test(one) ? `(${one})` : one)).join("\n  and ");

/** A query of dashboards/data with what a figure takes of it. */
export const figureSql = (sql: string, { where, select = "*" }: FigureQuery): string => `with figure as (
${sql.trimEnd()}
)
select ${select}
from figure${where.length === 0 ? "" : `\nwhere ${allOf(where)}`}${/\w\(/.test(select) ? "\ngroup by all\norder by all" : ""}
`;

/** The part of an address that asks the console for it. */
export const figureHash = ({ of, where, select }: FigureQuery): string =>
  `#${new URLSearchParams([["of", of], ...where.map((one) => ["where", one]), ...(select === undefined ? [] : [["select", select]])]).toString()}`;

/** What such a part asks for; undefined where it asks for nothing. */
export function figureIn(hash: string): FigureQuery | undefined {
  if (!hash.startsWith("#of=")) return undefined;
  const asked = new URLSearchParams(hash.slice(1));
  const select = asked.get("select");
  return {
    of: asked.get("of") ?? "",
    where: asked.getAll("where"),
    ...(select === null ? {} : { select }),
  };
}

export const stepsName = "steps";

/** What asks for the estimates from stage to stage of a selection that no table has: see steps-sql.ts. */
export const stepsQuery = (filters: Filters): FigureQuery => ({
  of: `${stepsName}${queryOf(filters, ["pipeline", "from", "to", "source", "campaign", "country", "tier"])}`,
  where: [],
});
