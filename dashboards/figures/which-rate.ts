import { noStage, sumJourneys, sumStages } from "../lib/sums.ts";
import type { Context } from "../lib/context.ts";
import { customerWords } from "../words/customer.ts";
import { customerOf } from "./estimates.ts";

/** Lead to customer is told in four ways: one line, where they meet, on which of them to use for what. None without an estimate, and none of some months only: the estimate is of all. */
export function whichRate(context: Context): string[] {
  const { format, stages, summary } = context;
  const { filters } = context;
  const own = customerOf(context, filters.source);
  if (own?.estimate == null || context.unknown.won || filters.from !== "" || filters.to !== "") return [];
  const months = [...sumJourneys(summary.journeys, filters, "month").values()];
  const share = (rows: { won: number; started: number }[]) => {
    const started = rows.reduce((total, row) => total + row.started, 0);
    return format.share(started === 0 ? null : rows.reduce((total, row) => total + row.won, 0) / started);
  };
  const steps = sumStages(summary.funnel, filters);
  const at = (stage: string | undefined) => steps.get(stage ?? "") ?? noStage;
  const planned = {
    won: at(stages.at(-1)?.stage).matureAdvanced,
    started: at(stages[0]?.stage).matureReached,
  };
  return [
    customerWords[context.language].which({
      estimate: format.share(own.estimate),
      days: format.count(own.horizon_days),
      soFar: share(months),
      mature: share(months.filter((month) => month.mature)),
      planned: share([planned]),
      horizon: format.count(stages[0]?.mature_horizon_days ?? null),
    }),
  ];
}
