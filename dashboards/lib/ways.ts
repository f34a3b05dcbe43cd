import { rowsOf, type Columns } from "./columns.ts";
import type { Explore } from "./data.ts";
import type { Funnel } from "./funnel.ts";
import { ends, horizonOf, roomFor, type Spells } from "./incidence.ts";

/** Days within which a way from a stage to another is judged; the stages by their ordinals, won one more than the last. */
export interface WayDays {
  pipeline: string;
  from_ordinal: number;
  to_ordinal: number;
  days: number | null;
}

/** Deals with the stages that they passed. */
export interface FunnelDeals extends Explore {
  /** The days of ways where the deals are not all of their pipeline, of which they are told. */
  ways?: Columns<WayDays> | undefined;
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

/** Times of deals, one a place, and by place the deal. */
export interface DealSpells extends Spells {
  deal: Int32Array;
}

/** The way of deals through a funnel. */
export interface FunnelWays {
  /** Steps that each deal came to. */
  came: Uint8Array;
  /** The lowest ordinal of the stages of each step; won has one more than the last stage. */
  lowest: number[];
  /** Which deals are of purchased lists. */
  isList: Uint8Array;
  /** Seconds from a deal's start until it came to a step. */
  cameAt(deal: number, step: number): number;
  /** How long deals were on their way from one step to another, of those whose times tell it. */
  spells(group: ArrayLike<number>, from: number, to: number): DealSpells;
  /** The days within which a way is judged, the same whatever is filtered and split. */
  daysOf(from: number, to: number): number | null;
}

/** The way of the deals through a funnel. */
export function waysThrough(explore: FunnelDeals, funnel: Funnel): FunnelWays {
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

  function spells(group: ArrayLike<number>, from: number, to: number): DealSpells {
    const found = {
      ...roomFor(group.length, new Uint8Array(group.length)),
      deal: new Int32Array(group.length),
    };
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
      found.deal[own] = deal;
    }
    return found;
  }

  function daysOf(from: number, to: number): number | null {
    if (funnel.within !== null) return funnel.within;
    if (funnel.order === "passed") {
      const told = rowsOf(explore.ways ?? noWays).find(
        (row) =>
          row.pipeline === funnel.pipeline &&
          row.from_ordinal === lowest[from] &&
          row.to_ordinal === lowest[to],
      );
      if (told !== undefined) return told.days;
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

  return {
    came,
    lowest,
    isList: ways.isList,
    cameAt: (deal, step) => at[deal * width + step] ?? NaN,
    spells,
    daysOf,
  };
}

const noWays: Columns<WayDays> = { pipeline: [], from_ordinal: [], to_ordinal: [], days: [] };
