import type { Columns } from "./columns.ts";
import type { DwellBinsRow, SummaryFunnelRow, SummaryJourneysRow } from "./data.ts";
import { isInMonths, isSelected, type Filters } from "./filters.ts";

export interface StageSum {
  reached: number;
  advanced: number;
  lost: number;
  open: number;
  skipped: number;
  reworked: number;
  matureReached: number;
  matureAdvanced: number;
}
export const noStage: StageSum = {
  reached: 0,
  advanced: 0,
  lost: 0,
  open: 0,
  skipped: 0,
  reworked: 0,
  matureReached: 0,
  matureAdvanced: 0,
};
export interface JourneySum {
  started: number;
  won: number;
  lost: number;
  open: number;
  mature: boolean;
}

/** Counts per stage of the selection. */
export function sumStages(cube: Columns<SummaryFunnelRow>, filters: Filters): Map<string, StageSum> {
  const sums = new Map<string, StageSum>();
  for (let i = 0; i < cube.pipeline.length; i++) {
    const stage = cube.stage[i] ?? "";
    if (
      !isSelected(filters, {
        pipeline: cube.pipeline[i] ?? "",
        month: cube.month[i] ?? null,
        source: cube.source[i] ?? "",
      })
    )
      continue;
    const sum = sums.get(stage) ?? { ...noStage };
    sum.reached += cube.reached_count[i] ?? 0;
    sum.advanced += cube.advanced_count[i] ?? 0;
    sum.lost += cube.lost_count[i] ?? 0;
    sum.open += cube.open_count[i] ?? 0;
    sum.skipped += cube.skipped_count[i] ?? 0;
    sum.reworked += cube.reworked_count[i] ?? 0;
    sum.matureReached += cube.mature_reached_count[i] ?? 0;
    sum.matureAdvanced += cube.mature_advanced_count[i] ?? 0;
    sums.set(stage, sum);
  }
  return sums;
}

/** Journey counts per month of the selection, or per source of its months and pipeline (every source by itself, lists too). */
export function sumJourneys(
  cube: Columns<SummaryJourneysRow>,
  filters: Filters,
  by: "month" | "source",
): Map<string, JourneySum> {
  const sums = new Map<string, JourneySum>();
  for (let i = 0; i < cube.pipeline.length; i++) {
    const row = {
      pipeline: cube.pipeline[i] ?? "",
      month: cube.month[i] ?? "",
      source: cube.source[i] ?? "",
    };
    const isIn =
      by === "month"
        ? isSelected(filters, row)
        : row.pipeline === filters.pipeline && isInMonths(filters, row.month);
    if (!isIn) continue;
    const sum = sums.get(row[by]) ?? { started: 0, won: 0, lost: 0, open: 0, mature: true };
    sum.started += cube.started_count[i] ?? 0;
    sum.won += cube.won_count[i] ?? 0;
    sum.lost += cube.lost_count[i] ?? 0;
    sum.open += cube.open_count[i] ?? 0;
    sum.mature &&= cube.is_mature[i] ?? false;
    sums.set(row[by], sum);
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Quantiles in seconds of the lengths of a stage's completed visits, or the ages of its open ones, read from the summed bins by linear interpolation inside the bin. */
export function dwellQuantiles(
  cube: Columns<DwellBinsRow>,
  filters: Filters,
  stage: string,
  of: "completed_count" | "open_count",
  levels: number[],
): { n: number; seconds: (number | null)[] } {
  const bins = new Map<number, { low: number; high: number; n: number }>();
  let n = 0;
  for (let i = 0; i < cube.pipeline.length; i++) {
    if (cube.stage[i] !== stage) continue;
    if (
      !isSelected(filters, {
        pipeline: cube.pipeline[i] ?? "",
        month: cube.month[i] ?? null,
        source: cube.source[i] ?? "",
      })
    )
      continue;
    const bin = bins.get(cube.bin[i] ?? 0) ?? {
      low: cube.low_seconds[i] ?? 0,
      high: cube.high_seconds[i] ?? 0,
      n: 0,
    };
    bin.n += cube[of][i] ?? 0;
    n += cube[of][i] ?? 0;
    bins.set(cube.bin[i] ?? 0, bin);
  }
  const ordered = [...bins].sort(([a], [b]) => a - b).map(([, bin]) => bin);
  return {
    n,
    seconds: levels.map((level) => {
      let before = 0;
      for (const bin of ordered) {
        if (bin.n > 0 && before + bin.n >= level * n)
          return bin.low + ((level * n - before) / bin.n) * (bin.high - bin.low);
        before += bin.n;
      }
      return null;
    }),
  };
}
