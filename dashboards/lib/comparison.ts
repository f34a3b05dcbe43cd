import { rowsOf, type Columns } from "./columns.ts";
import { ofMonths, ofSource, placesOf, type JourneyTimes } from "./journey-times.ts";
import type { JourneysNamesRow, Summary } from "./data.ts";
import { differenceOf } from "./difference.ts";
import { rangedOf } from "./estimated.ts";
import { daysOf, type Compared, type Filters } from "./filters.ts";
import type { Ranged } from "./finding.ts";
import { numbersAt, placesWithin } from "./grouped.ts";
import { daySeconds, fewestFollowed, incidenceAt, type Incidence } from "./incidence.ts";
import { orderedWay, toWon, type Way } from "./ordered-way.ts";

/** The same share of two sides by the same day. */
export interface Pair {
  /** The day: the horizon of the estimate, or the last to which ten journeys of the younger side are followed; null where there is none. */
  days: number | null;
  own: Incidence | null;
  other: Incidence | null;
  difference: Ranged;
}

/** A selection beside another one, always at equal maturity. */
export interface Comparison {
  /** Of both sides the filters that open their leads. */
  sides: [Filters, Filters];
  /** Leads of both sides. */
  started: [number, number];
  won: [number, number];
  /** Going on from each stage; none where the sides have other stages. */
  steps: Map<string, Pair>;
  /** From the start to each stage, and to won. */
  reached: Map<string, Pair>;
  customer: Pair;
  /** The horizon of lead to customer of which the younger side may fall short. */
  horizonDays: number | null;
}

/** What a period is compared with is so many months earlier. */
const shiftOf = (filters: Filters): number =>
  filters.compare === "year" ? 12 : monthsBetween(filters.from, filters.to) + 1;

const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthsBetween = (from: string, to: string): number => monthNumber(to) - monthNumber(from);
const monthAt = (number: number): string =>
  `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
const lastDayOf = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * daySeconds * 1000).toISOString().slice(0, 10);

/** Whether the chosen months and the same ones a year before share any. */
export const isLongerThanAYear = ({ from, to }: Filters): boolean =>
  from !== "" && to !== "" && monthsBetween(from, to) >= 12;

/** Whether two periods are compared, and not two values. */
export const isOfPeriods = ({ compare }: Filters): boolean => compare === "previous" || compare === "year";

/**
 * The two sides of a comparison as filters that open their leads; null where nothing is compared. Of two periods the earlier one is as
 * many days long as the later one is known.
 */
export function sidesOf(filters: Filters, until: string): [Filters, Filters] | null {
  if (filters.compare === "") return null;
  const own = { ...filters, compare: "", with: "" };
  if (!isOfPeriods(filters)) return [own, { ...own, [filters.compare]: filters.with }];
  const shift = shiftOf(filters);
  const first = `${filters.from}-01`;
  const end = lastDayOf(filters.to);
  const last = end > until ? until : end;
  const days = (Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / (daySeconds * 1000);
  const firstBefore = `${monthAt(monthNumber(filters.from) - shift)}-01`;
  const endBefore = lastDayOf(monthAt(monthNumber(filters.to) - shift));
  const cut = dayAfter(firstBefore, days);
  const lastBefore = end > until && cut < endBefore ? cut : endBefore;
  const undated = { ...own, from: "", to: "" };
  return [
    { ...undated, period: `${first}..${last}` },
    { ...undated, period: `${firstBefore}..${lastBefore}` },
  ];
}

/** The pipeline that is shown where none is asked for: the one with most journeys. */
export const pipelineOf = (summary: Summary): string | undefined =>
  comparedValues("pipeline", { pipeline: "" }, summary, undefined)[0];

/** The values of a dimension in the chosen pipeline, those with most leads first; purchased lists last. */
export function comparedValues(
  dimension: Compared,
  { pipeline }: Pick<Filters, "pipeline">,
  summary: Summary,
  names: Columns<JourneysNamesRow> | undefined,
): string[] {
  const counts = new Map<string, number>();
  const add = (name: string, count: number) => counts.set(name, (counts.get(name) ?? 0) + count);
  if (dimension === "source" || dimension === "pipeline")
    for (const row of rowsOf(summary.journeys)) {
      if (dimension === "pipeline") add(row.pipeline, row.started_count);
      else if (row.pipeline === pipeline) add(row.source, row.started_count);
    }
  else if (names !== undefined)
    for (const row of rowsOf(names))
      if (row.dimension === dimension && row.pipeline === pipeline) add(row.name, row.journey_count);
  const isLast = (name: string) => Number(name === "purchased_list");
  return [...counts]
    .sort(([a, n], [b, m]) => isLast(a) - isLast(b) || m - n || (a < b ? -1 : 1))
    .map(([name]) => name);
}

/**
 * The filters with what a comparison needs and the address does not say: of two periods the months, which are the newest three whole
 * ones; of two values the two with most leads. What cannot be compared is not.
 */
export function settleComparison(
  filters: Filters,
  summary: Summary,
  names: Columns<JourneysNamesRow> | undefined,
): Filters {
  const none = { ...filters, compare: "", with: "" };
  if (filters.compare === "") return none;
  if (!isOfPeriods(filters)) {
    const dimension = filters.compare as Compared;
    const values = comparedValues(dimension, filters, summary, names);
    const own =
      filters[dimension] === "" ? values.find((value) => value !== filters.with) : filters[dimension];
    const other =
      filters.with !== "" && filters.with !== own ? filters.with : values.find((value) => value !== own);
    return own === undefined || other === undefined ? none : { ...filters, [dimension]: own, with: other };
  }
  const months = rowsOf(summary.journeys)
    .filter((row) => row.pipeline === filters.pipeline)
    .map((row) => row.month)
    .sort();
  const earliest = months[0];
  const until = summary.release.as_of[0]?.slice(0, 10) ?? "";
  if (earliest === undefined || until === "") return none;
  // The month of the last day is whole only on its last day.
  const newest = until === lastDayOf(until.slice(0, 7)) ? until.slice(0, 7) : monthAt(monthNumber(until) - 1);
  const to = filters.to === "" ? (filters.from > newest ? until.slice(0, 7) : newest) : filters.to;
  const from =
    filters.from === "" ? (filters.to === "" ? monthAt(monthNumber(to) - 2) : earliest) : filters.from;
  return from > to || (filters.compare === "year" && isLongerThanAYear({ ...filters, from, to }))
    ? none
    : { ...filters, from, to, with: "" };
}

/** The leads of one side. */
function leadsOf(times: JourneyTimes, side: Filters): number[] {
  const places = ofMonths(times, ofSource(times, placesOf(times, side), side.source), side);
  if (side.period === "") return places;
  const [first, last] = daysOf(side.period);
  return places.filter((at) => {
    const day = times.rows.started_on[at] ?? "";
    return first <= day && day <= last;
  });
}

/** What a comparison asks of one of its sides. */
export interface Side {
  started: number;
  won: number;
  /** The last whole day to which ten of those are followed whose times tell a way. */
  followedTo(way: Way): number;
  /** The share by a day. */
  by(way: Way, days: number): Incidence;
}

/** A side that is made of its leads. */
export function sideOf(times: JourneyTimes, filters: Filters): Side {
  const leads = leadsOf(times, filters);
  const { pipeline } = filters;
  const isOwn = (journeys: Int32Array): Int32Array => {
    const codes = new Int32Array(times.rows.pipeline.length).fill(-1);
    for (const at of leads) codes[at] = 0;
    return placesWithin(numbersAt(codes, journeys), 0, 0);
  };
  return {
    started: leads.length,
    won: leads.filter((at) => times.rows.outcome[at] === "won").length,
    followedTo(way) {
      const { ordered, journeys } = orderedWay(times, pipeline, way);
      return followedTo(Float64Array.from(isOwn(journeys), (place) => ordered.followed[place] ?? 0));
    },
    by(way, days) {
      const { ordered, journeys } = orderedWay(times, pipeline, way);
      return stepped(incidenceAt(ordered, days, isOwn(journeys)));
    },
  };
}

/** The last whole day to which ten are followed. */
function followedTo(followed: Float64Array): number {
  const sorted = followed.sort();
  return Math.floor((sorted[sorted.length - fewestFollowed] ?? 0) / daySeconds);
}

/** With the steps of its curve on which it comes to another fiftieth of its height, more than a screen shows. */
function stepped(found: Incidence): Incidence {
  const height = found.curve.at(-1)?.share ?? 0;
  let last = 0;
  const curve = found.curve.filter(({ share }) => {
    const level = Math.floor((50 * share) / Math.max(height, 1e-9));
    const isNext = level !== last;
    last = level;
    return isNext;
  });
  return { ...found, curve };
}

/** The day by which two sides are compared; 0 where too little is followed. */
export const comparedDay = (own: Side, other: Side, way: Way, horizon: number | null): number =>
  horizon === null ? 0 : Math.max(0, Math.min(horizon, own.followedTo(way), other.followedTo(way)));

/** The two sides of a share by the day that both are followed to. */
function pairOf(own: Side, other: Side, way: Way, horizon: number | null): Pair {
  const days = comparedDay(own, other, way, horizon);
  if (days < 1)
    return { days: null, own: null, other: null, difference: { value: null, low: null, high: null } };
  const [one, two] = [own.by(way, days), other.by(way, days)];
  return { days, own: one, other: two, difference: differenceOf(rangedOf(one), rangedOf(two)) };
}

/** What is compared of two sides, with the horizon of each; stages only where both have the same. */
export function waysCompared(
  summary: Summary,
  sides: [Filters, Filters],
): { way: Way; stage: string; horizon: number | null }[] {
  const { pipeline } = sides[0];
  const stagesOf = (own: string) => rowsOf(summary.stages).filter((row) => row.pipeline === own);
  const stages = stagesOf(pipeline);
  const isSameWay =
    stages.map((row) => row.stage).join("\n") ===
    stagesOf(sides[1].pipeline)
      .map((row) => row.stage)
      .join("\n");
  const customer = customerOf(summary, pipeline);
  const horizonDays = customer?.horizon_days ?? null;
  const horizonOf = (stage: string) =>
    rowsOf(summary.estimates).find(
      (row) =>
        row.pipeline === pipeline &&
        row.source === "" &&
        row.stage === stage &&
        row.estimate_status !== "no_won",
    )?.horizon_days ?? null;
  return [
    { way: toWon, stage: "won", horizon: customer?.estimate_status === "no_won" ? null : horizonDays },
    ...(isSameWay ? stages : []).flatMap(({ stage, stage_ordinal: ordinal }) => [
      { way: { kind: "step" as const, ordinal }, stage, horizon: horizonOf(stage) },
      ...(ordinal > 1 ? [{ way: { kind: "reached" as const, ordinal }, stage, horizon: horizonDays }] : []),
    ]),
  ];
}

const customerOf = (summary: Summary, pipeline: string) =>
  rowsOf(summary.customers).find((row) => row.pipeline === pipeline && row.source === "");

/** A selection beside another; null where nothing is compared. `sideOf` makes each of the two. */
export function compare(
  summary: Summary,
  filters: Filters,
  until: string,
  sideOf: (side: Filters, place: 0 | 1) => Side,
): Comparison | null {
  const sides = sidesOf(filters, until);
  if (sides === null) return null;
  const [own, other] = [sideOf(sides[0], 0), sideOf(sides[1], 1)];
  const pairs = waysCompared(summary, sides).map(({ way, stage, horizon }) => ({
    way,
    stage,
    pair: pairOf(own, other, way, horizon),
  }));
  const pairsOf = (kind: Way["kind"]) =>
    new Map(
      pairs.flatMap(({ way, stage, pair }): [string, Pair][] => (way.kind === kind ? [[stage, pair]] : [])),
    );
  return {
    sides,
    started: [own.started, other.started],
    won: [own.won, other.won],
    steps: pairsOf("step"),
    reached: pairsOf("reached"),
    customer: pairsOf("won").get("won") ?? pairOf(own, other, toWon, null),
    horizonDays: customerOf(summary, sides[0].pipeline)?.horizon_days ?? null,
  };
}
