import { format, resolveConfig } from "prettier";
import { compareHabits, openHabits, type Comparison } from "./compare.ts";

/** The module of the page "Why not just compare?" that holds what a world without any effect looks like. */
export const nullWorldFile = "dashboards/lib/null-world.ts";
const deals = 50_000;

/** The comparisons in a world in which no habit does anything. */
export async function nullWorld(): Promise<Comparison[]> {
  const worlds = await openHabits();
  try {
    return await compareHabits(worlds, { deals, seed: 1, nextStepRatio: 1, speedRatio: 1 });
  } finally {
    worlds.close();
  }
}

/** The source of that module: shares are counts, ratios have four digits. */
export async function nullWorldModule(found: Comparison[]): Promise<string> {
  const rows = found.map((row) => ({
    habit: row.habit,
    with_count: row.with_count,
    with_advanced_count: row.with_advanced_count,
    without_count: row.without_count,
    without_advanced_count: row.without_advanced_count,
    naive_ratio: Number(row.naive.toFixed(4)),
    ratio: Number(row.ratio.toFixed(4)),
    ratio_low: Number(row.low.toFixed(4)),
    ratio_high: Number(row.high.toFixed(4)),
  }));
  const source = `// Written by npm run habits -- --page from a world of ${deals} deals in which no habit does anything; do not edit.

/** What the usual comparison and ours say of a habit in that world. */
export interface NullComparison {
  habit: string;
  /** Deals that had it at any time, and how many of them advanced. */
  with_count: number;
  with_advanced_count: number;
  /** Deals that never had it. */
  without_count: number;
  without_advanced_count: number;
  /** Share of the first that advanced ÷ share of the second. */
  naive_ratio: number;
  /** Ours, with its 95 % interval. */
  ratio: number;
  ratio_low: number;
  ratio_high: number;
}
export const nullWorld: { deals: number; comparisons: NullComparison[] } = ${JSON.stringify({ deals, comparisons: rows })};
`;
  return format(source, { ...(await resolveConfig("eslint.config.js")), parser: "typescript" });
}
