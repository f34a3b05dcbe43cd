import { rowsOf, type Columns } from "./columns.ts";
import type { Filters } from "./filters.ts";
import { byCount, type FunnelAnswer, type FunnelRow, type FunnelStep } from "./funnel-answer.ts";
import { splits, type Funnel } from "./funnel.ts";
import { numbersAt, placesBy, placesWithin } from "./grouped.ts";
import { inOrder, shareAt, type Incidence, type Share } from "./incidence.ts";
import { waysThrough, type FunnelDeals, type FunnelWays, type WayDays } from "./ways.ts";

/** Stages of a pipeline of which every way from one to a later one is in the cube; of more only those to the next, and the whole one. */
const mostStages = 10;
/** Ways of a file: few enough to travel in 25 KB. */
const mostWays = 600;
/** Values of a filter of which the cube knows: those with most deals. */
const mostValues = 600;

/** Of what deals there is a cube beside all of them: those with a value of a trait, and those that began from a month on or up to it. */
export type CubeFilter = (typeof splits)[number] | "from" | "to";

/** From one stage to a later one; the stages by their ordinals, won one more than the last. */
interface WayRow extends Share {
  /** The value of the filter; nothing for all deals. */
  value: string;
  from_ordinal: number;
  to_ordinal: number;
}

/** How many deals came to a stage, and how many of them came no further. */
interface CameRow {
  value: string;
  ordinal: number;
  came_count: number;
  lost_count: number;
  open_count: number;
}

/** Counts and shares of which every funnel of passed stages can be put together. */
export interface FunnelCube {
  ways: Columns<WayRow>;
  came: Columns<CameRow>;
}

/** What the cubes of a pipeline are. */
export interface MadeCubes {
  days: WayDays[];
  /** Of all deals. */
  whole: FunnelCube;
  /** Of values of a filter, in their order from the first on; `isComplete`: there are no others. */
  parts: { filter: CubeFilter; first: string; isComplete: boolean; cube: FunnelCube }[];
}

/** Deals by the values of a filter; purchased lists only where those tell them apart. */
interface Grouping {
  filter: CubeFilter | "";
  values: string[];
  isComplete: boolean;
  /** Of each deal the place of its value, -1 where it has none. */
  placeOf: Int32Array;
}

/**
 * What funnel-answer.ts says of every way from one stage of a pipeline to a later one, of all its deals and of those of each value of each
 * filter. `stages`: its steps one by one, with won where something is known to mean it. Without `hasParts` of all deals alone.
 */
export function makeCubes(
  explore: FunnelDeals,
  pipeline: string,
  stages: string[],
  hasParts: boolean,
): MadeCubes {
  const steps = stages.map((stage) => [stage]);
  const through = waysThrough(explore, { pipeline, steps, order: "passed", within: null, split: null });
  const own = Int32Array.from(
    [...explore.deals.pipeline.keys()].filter((deal) => explore.deals.pipeline[deal] === pipeline),
  );
  const groupings: Grouping[] = [
    {
      filter: "",
      values: [""],
      isComplete: true,
      placeOf: Int32Array.from(through.isList, (isList) => -isList),
    },
    ...(hasParts
      ? [...splits.map((split) => byTrait(explore, through, own, split)), ...byMonths(explore, through, own)]
      : []),
  ];
  const ways = groupings.map(({ values }) => values.map((): WayRow[] => []));
  const days: WayDays[] = [];
  for (const [from, to] of pairsOf(stages.length)) {
    const way = { from_ordinal: from + 1, to_ordinal: to + 1 };
    const horizon = through.daysOf(from, to);
    days.push({ pipeline, ...way, days: horizon });
    if (horizon === null) continue;
    const spells = through.spells(own, from, to);
    const ordered = inOrder(spells);
    const itsDeals = numbersAt(spells.deal, ordered.places);
    groupings.forEach((grouping, at) => {
      if (isRange(grouping) && !isMain(from, to, stages.length)) return;
      parted(grouping, itsDeals).forEach((places, index) => {
        ways[at]?.[index]?.push({
          value: grouping.values[index] ?? "",
          ...way,
          ...shareAt(ordered, horizon, places),
        });
      });
    });
  }
  const cubes = groupings.map((grouping, at) =>
    parted(grouping, own).map((places, index) => ({
      ways: ways[at]?.[index] ?? [],
      came: cameOf(explore, through, grouping.values[index] ?? "", numbersAt(own, places), stages.length),
    })),
  );
  return {
    days,
    whole: cubeOf(cubes[0] ?? []),
    parts: groupings.slice(1).flatMap(({ filter, values, isComplete }, at) => {
      const its = cubes[at + 1] ?? [];
      const most = Math.max(1, Math.floor(mostWays / days.length));
      return filter === ""
        ? []
        : Array.from({ length: Math.ceil(its.length / most) }, (_, part) => ({
            filter,
            first: values[part * most] ?? "",
            isComplete,
            cube: cubeOf(its.slice(part * most, (part + 1) * most)),
          }));
    }),
  };
}

/** The ways between so many steps that are in the cube. */
function pairsOf(count: number): [number, number][] {
  const all = Array.from({ length: count }, (_, from) =>
    Array.from({ length: count - from - 1 }, (_, after): [number, number] => [from, from + after + 1]),
  ).flat();
  return count <= mostStages + 1 ? all : all.filter(([from, to]) => isMain(from, to, count));
}

/** To the next step, or all the way. */
const isMain = (from: number, to: number, count: number): boolean =>
  to === from + 1 || (from === 0 && to === count - 1);

const isRange = ({ filter }: Grouping): boolean => filter === "from" || filter === "to";

/** Of deals in an order the places of those of each value of a grouping. */
function parted({ filter, values, placeOf }: Grouping, deals: Int32Array): Int32Array[] {
  const codes = numbersAt(placeOf, deals);
  if (filter === "from") return values.map((_, place) => placesWithin(codes, place, values.length));
  if (filter === "to") return values.map((_, place) => placesWithin(codes, 0, place));
  return placesBy(codes, values.length);
}

/** Those with most deals of the values of a trait. */
function byTrait(
  { deals }: FunnelDeals,
  { isList }: FunnelWays,
  own: Int32Array,
  filter: (typeof splits)[number],
): Grouping {
  const withLists = filter === "source" || filter === "list";
  const valueOf = (deal: number) => (withLists || isList[deal] !== 1 ? deals[filter][deal] : null);
  const counts = new Map<string, number>();
  for (const deal of own) {
    const value = valueOf(deal);
    if (value != null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const values = [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, mostValues)
    .map(([value]) => value)
    .sort();
  const places = new Map(values.map((value, place) => [value, place]));
  const placeOf = Int32Array.from(isList, (_, deal) => places.get(valueOf(deal) ?? "") ?? -1);
  return { filter, values, isComplete: values.length === counts.size, placeOf };
}

/** Those that began from a month on, and those up to one. */
function byMonths({ deals }: FunnelDeals, { isList }: FunnelWays, own: Int32Array): Grouping[] {
  const values = [...new Set(Array.from(own, (deal) => deals.month[deal] ?? ""))]
    .filter((month) => month !== "")
    .sort();
  const places = new Map(values.map((value, place) => [value, place]));
  const placeOf = Int32Array.from(isList, (list, deal) =>
    list === 1 ? -1 : (places.get(deals.month[deal] ?? "") ?? -1),
  );
  return (["from", "to"] as const).map((filter) => ({ filter, values, isComplete: true, placeOf }));
}

function cameOf(
  { deals }: FunnelDeals,
  { came }: FunnelWays,
  value: string,
  own: Int32Array,
  count: number,
): CameRow[] {
  const rows = Array.from({ length: count }, (_, step): CameRow => ({
    value,
    ordinal: step + 1,
    came_count: 0,
    lost_count: 0,
    open_count: 0,
  }));
  for (const deal of own) {
    const steps = came[deal] ?? 0;
    for (let step = 0; step < steps; step++) (rows[step] as CameRow).came_count++;
    const furthest = steps < count ? rows[steps - 1] : undefined;
    if (furthest !== undefined) furthest[deals.ended_how[deal] === "open" ? "open_count" : "lost_count"]++;
  }
  return rows;
}

const cubeOf = (cubes: { ways: WayRow[]; came: CameRow[] }[]): FunnelCube => ({
  ways: columnsOf(
    cubes.flatMap(({ ways }) => ways),
    wayNames,
  ),
  came: columnsOf(
    cubes.flatMap(({ came }) => came),
    cameNames,
  ),
});

const wayNames = Object.keys({
  value: 0,
  from_ordinal: 0,
  to_ordinal: 0,
  horizon_days: 0,
  estimate: 0,
  estimate_low: 0,
  estimate_high: 0,
  at_risk_count: 0,
  followed_count: 0,
  estimate_status: 0,
  median_seconds: 0,
} satisfies Record<keyof WayRow, number>) as (keyof WayRow)[];
const cameNames = [
  "value",
  "ordinal",
  "came_count",
  "lost_count",
  "open_count",
] as const satisfies (keyof CameRow)[];

const columnsOf = <Row extends object>(rows: Row[], names: readonly (keyof Row)[]): Columns<Row> =>
  Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as Columns<Row>;

/** Filters of which each leaves some of the deals. */
const narrowing = [
  "source",
  "campaign",
  "owner",
  "tier",
  "country",
  "from",
  "to",
] as const satisfies (keyof Filters)[];

/** The cubes that a funnel needs beside that of all deals: none, one of a value, or all of a split; undefined where they do not tell it. */
export function cubeAsked(
  funnel: Funnel,
  filters: Filters,
): { filter: CubeFilter; value: string | null } | "none" | undefined {
  const set = narrowing.filter((name) => filters[name] !== "");
  if (funnel.order !== "passed" || funnel.within !== null || set.length + Number(funnel.split !== null) > 1)
    return undefined;
  if (funnel.split !== null) return { filter: funnel.split, value: null };
  return set[0] === undefined ? "none" : { filter: set[0], value: filters[set[0]] };
}

/**
 * The answer to a funnel of passed stages; undefined where a way or the value is in none of the cubes. `all`: the value of whose deals it
 * is, nothing for all; `split`: its cubes.
 */
export function answerOfCubes(
  funnel: Funnel,
  ordinals: ReadonlyMap<string, number>,
  days: Columns<WayDays>,
  { cube, value }: { cube: FunnelCube; value: string },
  split: FunnelCube[],
): FunnelAnswer | undefined {
  const lowest = funnel.steps.map((step) => Math.min(...step.map((stage) => ordinals.get(stage) ?? 0)));
  const last = lowest.length - 1;
  const horizons = new Map(
    rowsOf(days)
      .filter(({ pipeline }) => pipeline === funnel.pipeline)
      .map((row) => [`${row.from_ordinal} ${row.to_ordinal}`, row.days]),
  );
  const keyOf = (from: number, to: number) => `${lowest[from] ?? 0} ${lowest[to] ?? 0}`;
  const steps = lowest.slice(1).map((_, step): [number, number] => [step, step + 1]);
  const asked = [...steps, [0, last] as const];
  if (!asked.every(([from, to]) => horizons.has(keyOf(from, to)))) return undefined;

  const tell = (told: FunnelCube) => {
    const ways = new Map(
      rowsOf(told.ways).map((row) => [`${row.value}\n${row.from_ordinal} ${row.to_ordinal}`, row]),
    );
    const came = new Map<string, CameRow[]>();
    for (const row of rowsOf(told.came)) came.set(row.value, [...(came.get(row.value) ?? []), row]);
    return { ways, came };
  };
  type Told = ReturnType<typeof tell>;
  const wayOf = ({ ways }: Told, of: string, from: number, to: number): Incidence | null => {
    const row = ways.get(`${of}\n${keyOf(from, to)}`);
    return row === undefined
      ? null
      : {
          horizon_days: row.horizon_days,
          estimate: row.estimate,
          estimate_low: row.estimate_low,
          estimate_high: row.estimate_high,
          at_risk_count: row.at_risk_count,
          followed_count: row.followed_count,
          estimate_status: row.estimate_status,
          median_seconds: row.median_seconds,
          curve: [],
        };
  };
  const rowOf = (told: Told, of: string, name: string | null): FunnelRow => ({
    value: name,
    counts: lowest.map((ordinal) => told.came.get(of)?.[ordinal - 1]?.came_count ?? 0),
    whole: wayOf(told, of, 0, last),
  });

  const own = tell(cube);
  const rows = own.came.get(value);
  const isTold = ([from, to]: readonly [number, number]) =>
    horizons.get(keyOf(from, to)) === null || own.ways.has(`${value}\n${keyOf(from, to)}`);
  if (rows === undefined || !asked.every(isTold)) return undefined;
  const all = rowOf(own, value, null);
  const sum = (step: number, name: "lost_count" | "open_count") =>
    rows
      .filter(({ ordinal }) => ordinal >= (lowest[step] ?? 0) && ordinal < (lowest[step + 1] ?? 0))
      .reduce((total, row) => total + row[name], 0);
  return {
    all,
    days: horizons.get(keyOf(0, last)) ?? null,
    steps: lowest.map((_, step): FunnelStep => {
      const count = all.counts[step] ?? 0;
      return step === last
        ? { count, went: null, lost: null, open: null, incidence: null }
        : {
            count,
            went: all.counts[step + 1] ?? 0,
            lost: sum(step, "lost_count"),
            open: sum(step, "open_count"),
            incidence: wayOf(own, value, step, step + 1),
          };
    }),
    rows: split
      .map(tell)
      .flatMap((told) => [...told.came.keys()].map((name) => rowOf(told, name, name)))
      .filter(({ counts }) => (counts[0] ?? 0) > 0)
      .sort(byCount),
  };
}
