import { rowsOf } from "./columns.ts";
import type { Summary } from "./data.ts";
import { filterNames, noFilters, type Filters } from "./filters.ts";
import { stepsName, type FigureQuery } from "./figure-query.ts";
import { funnelSql } from "./funnel-sql.ts";

/** The query that gives the estimates that stepsQuery asks for; undefined where something else is asked for. Step 0 is the whole way. */
export function stepsSql({ of }: FigureQuery, summary: Summary): string | undefined {
  if (!of.startsWith(`${stepsName}?`)) return undefined;
  const asked = new URLSearchParams(of.slice(stepsName.length));
  const filters: Filters = { ...noFilters };
  for (const filter of filterNames) filters[filter] = asked.get(filter) ?? "";
  const { pipeline } = filters;
  const isOwn = (row: { pipeline: string; source: string }) => row.pipeline === pipeline && row.source === "";
  const stages = rowsOf(summary.stages).filter((stage) => stage.pipeline === pipeline);
  const horizons = new Map(
    rowsOf(summary.estimates)
      .filter(isOwn)
      .map((row) => [row.stage, row.horizon_days]),
  );
  return funnelSql(
    {
      pipeline,
      steps: [...stages.map(({ stage }) => [stage]), ["won"]],
      order: "passed",
      within: null,
      split: null,
    },
    {
      days: rowsOf(summary.customers).find(isOwn)?.horizon_days ?? null,
      steps: [
        ...stages.map(({ stage }) => ({ incidence: { horizon_days: horizons.get(stage) ?? null } })),
        { incidence: null },
      ],
    },
    filters,
    new Map([
      ...stages.map(({ stage, stage_ordinal }): [string, number] => [stage, stage_ordinal]),
      ["won", stages.length + 1],
    ]),
  );
}
