import { dimensionNames, isInMonths, type Filters } from "./filters.ts";
import type { Funnel } from "./funnel.ts";
import { incidenceOf, type Incidence } from "./incidence.ts";
import { waysThrough, type FunnelDeals } from "./ways.ts";

/** One value of a split, or all. */
export interface FunnelRow {
  /** null: all. */
  value: string | null;
  /** Deals that came to each step, within the days where they are asked for. */
  counts: number[];
  /** From the first step to the last; null where there are no days to judge it within. */
  whole: Incidence | null;
}

/** From one step to the next. */
export interface FunnelStep {
  count: number;
  /** Went on to the next step, lost before it, and still open; null of the last step. */
  went: number | null;
  lost: number | null;
  open: number | null;
  incidence: Incidence | null;
}

export interface FunnelAnswer {
  steps: FunnelStep[];
  all: FunnelRow;
  /** The values of the split, the most deals first. */
  rows: FunnelRow[];
  /** Days within which the whole way is judged. */
  days: number | null;
}

/** An answer that was made of deals. */
export interface CountedAnswer extends FunnelAnswer {
  /** The deals at a step, by their place in the table: of a value of the split, or null for all. */
  dealsAt(value: string | null, step: number): number[];
}

/**
 * The answer to a funnel: of the deals that the filters leave, how many came to each step, and by Aalen–Johansen the share that comes
 * from one to the next, and from the first to the last. Purchased lists are in no other rate: only where the source is asked for, in
 * the split by source, or in the one by list. Who was won without coming to a step, or lost, does not come to it any more.
 */
export function answerOf(explore: FunnelDeals, funnel: Funnel, filters: Filters): CountedAnswer {
  const { deals } = explore;
  const { came, isList, cameAt, spells, daysOf } = waysThrough(explore, funnel);
  const width = funnel.steps.length;
  const last = width - 1;
  const limit = funnel.within === null ? Infinity : funnel.within * 86_400;
  /** Steps that a deal came to within the days that are asked for. */
  function cameInTime(deal: number): number {
    let count = came[deal] ?? 0;
    if (limit < Infinity) {
      const begun = cameAt(deal, 0);
      while (count > 1 && cameAt(deal, count - 1) - begun > limit) count--;
    }
    return count;
  }

  const values = funnel.split === null ? undefined : deals[funnel.split];
  const asked = dimensionNames.filter((name) => filters[name] !== "");
  const groups = new Map<string, number[]>();
  const chosen: number[] = [];
  for (let deal = 0; deal < came.length; deal++) {
    if (came[deal] === 0 || deals.pipeline[deal] !== funnel.pipeline) continue;
    if (!isInMonths(filters, deals.month[deal] ?? null)) continue;
    const source = deals.source[deal] ?? "";
    if (filters.source !== "" && source !== filters.source) continue;
    if (asked.some((name) => deals[name][deal] !== filters[name])) continue;
    const isOfList = isList[deal] === 1;
    if (!isOfList || filters.source !== "") chosen.push(deal);
    const value = values?.[deal] ?? null;
    if (
      value === null ||
      (isOfList && filters.source === "" && !["source", "list"].includes(funnel.split ?? ""))
    )
      continue;
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [deal]);
    else group.push(deal);
  }

  const wholeDays = daysOf(0, last);
  const rowOf = (value: string | null, group: number[]): FunnelRow => {
    const counts = new Array<number>(width).fill(0);
    for (const deal of group) {
      const count = cameInTime(deal);
      for (let step = 0; step < count; step++) counts[step] = (counts[step] ?? 0) + 1;
    }
    return {
      value,
      counts,
      whole: wholeDays === null ? null : incidenceOf(spells(group, 0, last), wholeDays),
    };
  };
  const all = rowOf(null, chosen);
  return {
    dealsAt: (value, step) =>
      (value === null ? chosen : (groups.get(value) ?? [])).filter((deal) => cameInTime(deal) > step),
    all,
    days: wholeDays,
    rows: [...groups].map(([value, group]) => rowOf(value, group)).sort(byCount),
    steps: funnel.steps.map((_, step): FunnelStep => {
      const count = all.counts[step] ?? 0;
      if (step === last) return { count, went: null, lost: null, open: null, incidence: null };
      const days = daysOf(step, step + 1);
      const stayed = chosen.filter((deal) => (came[deal] ?? 0) === step + 1);
      const open = stayed.filter((deal) => deals.ended_how[deal] === "open").length;
      return {
        count,
        went: all.counts[step + 1] ?? 0,
        lost: stayed.length - open,
        open,
        incidence: days === null ? null : incidenceOf(spells(chosen, step, step + 1), days),
      };
    }),
  };
}

/** The most deals first. */
export const byCount = (one: FunnelRow, other: FunnelRow): number =>
  (other.counts[0] ?? 0) - (one.counts[0] ?? 0) || ((one.value ?? "") < (other.value ?? "") ? -1 : 1);
