import type { Explore, SummaryStagesRow } from "./data.ts";
import { dimensionNames, isInMonths, type Filters } from "./filters.ts";
import { ends, horizonOf, incidenceOf, roomFor, type Incidence, type Spells } from "./incidence.ts";

/**
 * What puts a deal at a step. passed: it was at the stage or beyond, as everywhere on the site. ordered: it was seen at each step, one
 * after the other. any: it was seen at each step, in whatever order.
 */
export const orders = ["passed", "ordered", "any"] as const;
export type Order = (typeof orders)[number];
export const isOrder = (text: string): text is Order => (orders as readonly string[]).includes(text);

/** By what a funnel can be split. */
export const splits = ["source", "campaign", "list", "owner", "tier", "country", "product"] as const;
export type Split = (typeof splits)[number];
export const isSplit = (text: string): text is Split => (splits as readonly string[]).includes(text);

/** A funnel as the address defines it. */
export interface Funnel {
  pipeline: string;
  /** At least two; each the stages that are merged into it, or won. */
  steps: string[][];
  order: Order;
  /** Days within which a step is judged; null: as on the other pages. */
  within: number | null;
  split: Split | null;
}

/** What nobody is followed longer than. */
const mostDays = 3650;
const stepMark = ".";
const mergeMark = "-";

/** Whether a text defines steps: at least two, each of names of stages. */
const isSteps = (text: string): boolean =>
  /^[a-z0-9_]+([.-][a-z0-9_]+)*$/.test(text) && text.includes(stepMark) && text.length <= 2000;
export const isWithin = (text: string): boolean => /^\d{1,4}$/.test(text) && +text >= 1 && +text <= mostDays;

/** Steps as the address writes them: lead.contacted-qualified.won. */
export const stepsText = (steps: string[][]): string =>
  steps.map((step) => step.join(mergeMark)).join(stepMark);

/** The steps of a text, each as its stages. */
export const stepsOf = (text: string): string[][] =>
  text === "" ? [] : text.split(stepMark).map((step) => step.split(mergeMark));

/** Whether stages of a pipeline make steps: each is named once, and won stands by itself. */
export function areSteps(text: string, stages: ReadonlySet<string>): boolean {
  const steps = stepsOf(text);
  const all = steps.flat();
  return (
    isSteps(text) &&
    new Set(all).size === all.length &&
    all.every((stage) => stage === "won" || stages.has(stage)) &&
    steps.every((step) => step.length === 1 || !step.includes("won"))
  );
}

/**
 * The funnel of a selection: all stages one by one where no others are asked for. What is passed is passed in the pipeline's order, and
 * nothing comes after won. `hasWon`: something is known to mean won.
 */
export function funnelOf(
  filters: Filters,
  stages: Pick<SummaryStagesRow, "stage" | "stage_ordinal">[],
  hasWon: boolean,
): Funnel {
  const ordinals = new Map(stages.map((row) => [row.stage, row.stage_ordinal]));
  if (hasWon) ordinals.set("won", stages.length + 1);
  const order = isOrder(filters.order) ? filters.order : "passed";
  const first = (step: string[]) => Math.min(...step.map((stage) => ordinals.get(stage) ?? 0));
  const kept = stepsOf(filters.steps)
    .map((step) => step.filter((stage) => ordinals.has(stage)))
    .filter((step) => step.length > 0)
    .sort((one, other) =>
      order === "passed" ? first(one) - first(other) : Number(one[0] === "won") - Number(other[0] === "won"),
    );
  return {
    pipeline: filters.pipeline,
    steps: kept.length >= 2 ? kept : [...ordinals.keys()].map((stage) => [stage]),
    order,
    within: filters.within === "" ? null : Number(filters.within),
    split: isSplit(filters.split) ? filters.split : null,
  };
}

/** One value of a split, or all. */
export interface FunnelRow {
  /** null: all. */
  value: string | null;
  /** Deals that came to each step, within the days where they are asked for. */
  counts: number[];
  /** From the first step to the last; null where there are no days to judge it within. */
  whole: Incidence | null;
  /** The deals of the row at a step, by their place in the table. */
  dealsAt(step: number): number[];
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

/** Deals of one pipeline as numbers, made once. */
interface Ways {
  count: number;
  passStart: Int32Array;
  /** Seconds from the start to each pass, and to the end of the last; NaN where it is not known. */
  reached: Float64Array;
  end: Float64Array;
  visitStart: Int32Array;
  visitOrdinal: Int32Array;
  visitSeconds: Float64Array;
  /** How each ended, as {@link ends}. */
  how: Uint8Array;
  /** What is known of the time of each pass: one of {@link kinds}. */
  kind: Uint8Array;
  isList: Uint8Array;
}
const kinds = { timed: 0, known: 1, bound: 2, impossible: 3 };

const known = new WeakMap<Explore["deals"], Ways>();

function waysOf({ deals, passes, visits }: Explore): Ways {
  const made = known.get(deals);
  if (made !== undefined) return made;
  const count = deals.pipeline.length;
  const passStart = new Int32Array(count + 1);
  const visitStart = new Int32Array(count + 1);
  let own = 0;
  for (let deal = 0; deal < count; deal++) {
    const plain = deals.visit_count[deal] ?? 0;
    passStart[deal + 1] = (passStart[deal] ?? 0) + (deals.pass_count[deal] ?? 0);
    visitStart[deal + 1] = (visitStart[deal] ?? 0) + (plain < 0 ? (deals.pass_count[deal] ?? 0) : plain);
  }
  const reached = new Float64Array(passStart[count] ?? 0);
  const end = new Float64Array(count);
  const visitOrdinal = new Int32Array(visitStart[count] ?? 0);
  const visitSeconds = new Float64Array(visitStart[count] ?? 0);
  for (let deal = 0; deal < count; deal++) {
    const from = passStart[deal] ?? 0;
    let seconds = 0;
    for (let pass = from; pass < (passStart[deal + 1] ?? 0); pass++) {
      reached[pass] = seconds;
      seconds += passes.elapsed_seconds[pass] ?? NaN;
    }
    end[deal] = seconds;
    for (let visit = visitStart[deal] ?? 0; visit < (visitStart[deal + 1] ?? 0); visit++) {
      const isPlain = (deals.visit_count[deal] ?? 0) < 0;
      const place = visit - (visitStart[deal] ?? 0);
      visitOrdinal[visit] = isPlain ? place + 1 : (visits.stage_ordinal[own] ?? 0);
      visitSeconds[visit] = isPlain ? (reached[from + place] ?? NaN) : (visits.entered_seconds[own] ?? NaN);
      if (!isPlain) own++;
    }
  }
  const hows = { won: ends.happened, lost: ends.lost, open: ends.censored };
  const ways = {
    count,
    passStart,
    reached,
    end,
    visitStart,
    visitOrdinal,
    visitSeconds,
    how: Uint8Array.from(deals.ended_how, (how) => hows[how]),
    kind: Uint8Array.from(passes.time_kind, (kind, pass) =>
      passes.elapsed_seconds[pass] === null ? kinds.impossible : kinds[kind],
    ),
    isList: Uint8Array.from(deals.source, (source) => Number(source === "purchased_list")),
  };
  known.set(deals, ways);
  return ways;
}

/** How many steps each deal came to, and when, in seconds from its start, deal by deal. */
function climb(
  explore: Explore,
  ways: Ways,
  { order, steps }: Funnel,
  ordinals: number[][],
): { came: Uint8Array; at: Float64Array } {
  const { deals } = explore;
  const { passStart, reached, end, visitStart, visitOrdinal, visitSeconds } = ways;
  const came = new Uint8Array(ways.count);
  const at = new Float64Array(ways.count * steps.length).fill(NaN);
  const sets = ordinals.map((step) => new Set(step));
  const lowest = ordinals.map((step) => Math.min(...step));
  for (let deal = 0; deal < ways.count; deal++) {
    const isWon = deals.ended_how[deal] === "won";
    const passes = (passStart[deal + 1] ?? 0) - (passStart[deal] ?? 0);
    const [firstVisit = 0, endVisit = 0] = [visitStart[deal], visitStart[deal + 1]];
    let visit = firstVisit;
    for (let step = 0; step < steps.length; step++) {
      const before = step === 0 ? -Infinity : (at[deal * steps.length + step - 1] ?? NaN);
      let seconds: number | undefined;
      if (steps[step]?.[0] === "won") seconds = isWon ? end[deal] : undefined;
      else if (order === "passed") {
        const least = lowest[step] ?? 0;
        if (passes >= least) seconds = reached[(passStart[deal] ?? 0) + least - 1];
      } else {
        const own = sets[step] ?? new Set();
        let found = order === "any" ? firstVisit : visit;
        while (found < endVisit && !own.has(visitOrdinal[found] ?? 0)) found++;
        if (found < endVisit) {
          seconds = Math.max(before, visitSeconds[found] ?? NaN);
          visit = found + 1;
        }
      }
      if (seconds === undefined) break;
      at[deal * steps.length + step] = seconds;
      came[deal] = step + 1;
    }
  }
  return { came, at };
}

/**
 * The answer to a funnel: of the deals that the filters leave, how many came to each step, and by Aalen–Johansen the share that comes
 * from one to the next, and from the first to the last. Purchased lists are in no other rate: only where the source is asked for, in
 * the split by source, or in the one by list. Who was won without coming to a step, or lost, does not come to it any more.
 */
export function answerOf(explore: Explore, funnel: Funnel, filters: Filters): FunnelAnswer {
  const { deals, passes, stages } = explore;
  const ways = waysOf(explore);
  const own = stages.stage.flatMap((stage, place) =>
    stages.pipeline[place] === funnel.pipeline
      ? [
          {
            stage,
            ordinal: stages.stage_ordinal[place] ?? 0,
            days: stages.horizon_days[place] ?? null,
            customerDays: stages.customer_days[place] ?? null,
          },
        ]
      : [],
  );
  const last = funnel.steps.length - 1;
  const ordinalOf = new Map([
    ...own.map(({ stage, ordinal }): [string, number] => [stage, ordinal]),
    ["won", own.length + 1],
  ]);
  const ordinals = funnel.steps.map((step) => step.map((stage) => ordinalOf.get(stage) ?? 0));
  const lowest = ordinals.map((step) => Math.min(...step));
  const { came, at } = climb(explore, ways, funnel, ordinals);
  const width = funnel.steps.length;
  const isWonLast = lowest[last] === own.length + 1;

  /** How long deals were on their way from one step to another, of those whose times tell it. */
  function spells(group: ArrayLike<number>, from: number, to: number): Spells {
    const found = roomFor(group.length, new Uint8Array(group.length));
    const isPassed = funnel.order === "passed";
    const isWholeWay = lowest[from] === 1 && to === last && isWonLast;
    const [startAt, leftAt] = [(lowest[from] ?? 1) - 1, (lowest[to] ?? 1) - 2];
    for (let place = 0; place < group.length; place++) {
      const deal = group[place] ?? 0;
      const steps = came[deal] ?? 0;
      if (steps <= from) continue;
      const begun = at[deal * width + from] ?? NaN;
      const hasCome = steps > to;
      const [first = 0, beyond = 0] = [ways.passStart[deal], ways.passStart[deal + 1]];
      const seen = deals.entry_seconds[deal] ?? 0;
      const ended = (hasCome ? (at[deal * width + to] ?? NaN) : (ways.end[deal] ?? NaN)) - begun;
      let [isImpossible, isBound, isTimed] = [false, false, true];
      let [leftFrom, leftEnd] = [begun, begun + ended];
      if (isPassed) {
        // The stage that it left last before it came, or the last of all, tells what is known of its times.
        const left = hasCome ? Math.min(beyond - 1, first + leftAt) : beyond - 1;
        const [own, its] = [ways.kind[first + startAt], ways.kind[left]];
        isImpossible = its === kinds.impossible;
        isBound = isWholeWay ? deals.is_dated[deal] === false : own === kinds.bound || its === kinds.bound;
        isTimed = own === kinds.timed && its !== kinds.bound;
        leftFrom = ways.reached[left] ?? 0;
        leftEnd = leftFrom + (passes.elapsed_seconds[left] ?? 0);
      } else {
        for (let pass = first; pass < beyond; pass++) {
          isImpossible ||= ways.kind[pass] === kinds.impossible;
          isBound ||= ways.kind[pass] === kinds.bound;
        }
        isTimed = !isBound;
      }
      // What had ended before it came under observation tells nothing.
      if (isImpossible || (seen > leftFrom && leftEnd <= seen) || !(ended >= 0)) continue;
      const own = found.length++;
      found.entered[own] = Math.max(0, seen - begun);
      found.ended[own] = ended;
      // Who was won without coming to it does not come to it any more.
      found.how[own] = hasCome ? ends.happened : ways.how[deal] === ends.censored ? ends.censored : ends.lost;
      found.followed[own] = (deals.followed_seconds[deal] ?? 0) - begun;
      found.timed[own] = Number(isTimed);
      found.undated[own] = Number(isBound);
    }
    return found;
  }

  /** The days within which a way is judged, the same whatever is filtered and split. */
  function daysOf(from: number, to: number): number | null {
    if (funnel.within !== null) return funnel.within;
    if (funnel.order === "passed") {
      if (from === 0 && to === last && lowest[from] === 1 && isWonLast && to - from > 1)
        return own[0]?.customerDays ?? null;
      if (lowest[to] === (lowest[from] ?? 0) + 1) return own[(lowest[from] ?? 0) - 1]?.days ?? null;
      if (from === 0 && to === last && lowest[from] === 1 && isWonLast) return own[0]?.customerDays ?? null;
    }
    const all = Array.from({ length: ways.count }, (_, deal) => deal);
    return horizonOf(
      spells(
        all.filter((deal) => deals.pipeline[deal] === funnel.pipeline && ways.isList[deal] === 0),
        from,
        to,
      ),
    );
  }

  const limit = funnel.within === null ? Infinity : funnel.within * 86_400;
  /** Steps that a deal came to within the days that are asked for. */
  function cameInTime(deal: number): number {
    let count = came[deal] ?? 0;
    if (limit < Infinity) {
      const begun = at[deal * width] ?? NaN;
      while (count > 1 && (at[deal * width + count - 1] ?? NaN) - begun > limit) count--;
    }
    return count;
  }

  const values = funnel.split === null ? undefined : deals[funnel.split];
  const asked = dimensionNames.filter((name) => filters[name] !== "");
  const groups = new Map<string, number[]>();
  const chosen: number[] = [];
  for (let deal = 0; deal < ways.count; deal++) {
    if (came[deal] === 0 || deals.pipeline[deal] !== funnel.pipeline) continue;
    if (!isInMonths(filters, deals.month[deal] ?? null)) continue;
    const source = deals.source[deal] ?? "";
    if (filters.source !== "" && source !== filters.source) continue;
    if (asked.some((name) => deals[name][deal] !== filters[name])) continue;
    const isList = ways.isList[deal] === 1;
    if (!isList || filters.source !== "") chosen.push(deal);
    const value = values?.[deal] ?? null;
    if (
      value === null ||
      (isList && filters.source === "" && !["source", "list"].includes(funnel.split ?? ""))
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
      dealsAt: (step) => group.filter((deal) => cameInTime(deal) > step),
    };
  };
  const all = rowOf(null, chosen);
  return {
    all,
    days: wholeDays,
    rows: [...groups]
      .map(([value, group]) => rowOf(value, group))
      .sort(
        (one, other) =>
          (other.counts[0] ?? 0) - (one.counts[0] ?? 0) || ((one.value ?? "") < (other.value ?? "") ? -1 : 1),
      ),
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
