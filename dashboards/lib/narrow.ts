import { rowsOf, type Columns } from "./columns.ts";
import { timesOf, furthestOf, monthOf, ofMonths, placesOf, type JourneyTimes } from "./journey-times.ts";
import type {
  CustomerCurveRow,
  JourneysRowsRow,
  Summary,
  SummaryCustomersRow,
  SummaryEstimatesRow,
  SummaryFunnelRow,
  SummaryJourneysRow,
} from "./data.ts";
import { dimensionNames, type Filters } from "./filters.ts";
import { numbersAt, placesBy, placesWithin } from "./grouped.ts";
import { orderedWay, toWon } from "./ordered-way.ts";
import {
  daySeconds,
  incidenceAt,
  logLog,
  shareAt,
  type CurveStep,
  type Incidence,
  type Share,
  type Spells,
} from "./incidence.ts";

/** Whether a selection needs every journey: what is counted and estimated beforehand is of sources, and counts of months too. */
export const needsJourneys = (filters: Filters): boolean =>
  [...dimensionNames, "from", "to", "compare"].some((name) => filters[name as keyof Filters] !== "");

/** What pages read of a selection, made of its journeys. */
export interface Narrowed {
  summary: Summary;
  curve: Columns<CustomerCurveRow>;
}

/** What is made of the journeys of a selection: rows of its pipeline as the marts have them. */
export interface Selected {
  funnel: Columns<SummaryFunnelRow>;
  journeys: Columns<SummaryJourneysRow>;
  estimates: Columns<SummaryEstimatesRow>;
  customers: Columns<SummaryCustomersRow>;
  curve: Columns<CustomerCurveRow>;
}

/**
 * The counts and estimates of the chosen pipeline as the marts have them, of those journeys alone that have the chosen campaign, owner,
 * country and tier; the estimates also of the chosen months alone. Horizons are those of the marts.
 */
export function narrow(summary: Summary, journeys: Columns<JourneysRowsRow>, filters: Filters): Narrowed {
  const journeyTimes = timesOf(journeys);
  return narrowed(
    summary,
    selected(summary, journeyTimes, placesOf(journeyTimes, filters), filters),
    filters.pipeline,
  );
}

/** What pages read where of a pipeline only what was selected is shown. */
export function narrowed(summary: Summary, own: Selected, pipeline: string): Narrowed {
  const joined = <Row extends { pipeline: string }>(rows: Columns<Row>, selected: Columns<Row>) =>
    columns([...rowsOf(rows).filter((row) => row.pipeline !== pipeline), ...rowsOf(selected)], rows);
  return {
    summary: {
      ...summary,
      funnel: joined(summary.funnel, own.funnel),
      journeys: joined(summary.journeys, own.journeys),
      estimates: joined(summary.estimates, own.estimates),
      customers: joined(summary.customers, own.customers),
    },
    curve: own.curve,
  };
}

/** The rows of a selection, made of the journeys at these places; the estimates of its months alone. */
const selected = (
  summary: Summary,
  journeyTimes: JourneyTimes,
  places: number[],
  filters: Filters,
): Selected => ({
  ...countsOf(summary, journeyTimes, places, filters.pipeline),
  ...estimatesOf(summary, journeyTimes, ofMonths(journeyTimes, places, filters), filters.pipeline),
});

/** The counts of the journeys of a pipeline at these places, by month and source. */
export const countsOf = (
  summary: Summary,
  journeyTimes: JourneyTimes,
  places: number[],
  pipeline: string,
): Pick<Selected, "funnel" | "journeys"> => ({
  funnel: columns(
    funnelOf(
      journeyTimes,
      places,
      rowsOf(summary.stages).filter((row) => row.pipeline === pipeline),
    ),
    summary.funnel,
  ),
  journeys: columns(cohortsOf(journeyTimes, places, summary), summary.journeys),
});

/** The estimates of the journeys of a pipeline at these places, by source. */
export function estimatesOf(
  summary: Summary,
  journeyTimes: JourneyTimes,
  places: number[],
  pipeline: string,
): Pick<Selected, "estimates" | "customers" | "curve"> {
  const journeys = journeyTimes.rows;
  const named = [...new Set(places.map((at) => journeys.source[at] ?? ""))].sort();
  const sources = ["", ...named];
  const codes = new Int32Array(journeys.source.length).fill(-1);
  for (const at of places) codes[at] = named.indexOf(journeys.source[at] ?? "");
  /** Of times those of each source, those of all but purchased lists first. */
  const bySource = (times: Int32Array): Int32Array[] => {
    const own = numbersAt(codes, times);
    const list = named.indexOf("purchased_list");
    const all = list < 0 ? own : own.map((code) => (code === list ? -1 : code));
    return [placesWithin(all, 0, named.length), ...placesBy(own, named.length)];
  };
  const journeysOf = bySource(Int32Array.from(journeys.source.keys()));
  const stages = rowsOf(summary.stages).filter((row) => row.pipeline === pipeline);
  const asked = rowsOf(summary.estimates).filter((row) => row.pipeline === pipeline && row.source === "");
  const estimates = asked.map((row): SummaryEstimatesRow[] => {
    const ordinal = stages.find(({ stage }) => stage === row.stage)?.stage_ordinal ?? 0;
    const way =
      row.horizon_days === null || row.estimate_status === "no_won"
        ? null
        : orderedWay(journeyTimes, pipeline, { kind: "step", ordinal });
    const times = way === null ? [] : bySource(way.journeys);
    return sources.map((source, place) => {
      const own = journeysOf[place] ?? new Int32Array();
      const reached_count = own.filter((at) => (journeys.states[at]?.length ?? 0) >= ordinal).length;
      const base = { pipeline, source, stage: row.stage, reached_count, horizon_days: row.horizon_days };
      return way === null
        ? { ...base, ...nothing, estimate_status: row.estimate_status }
        : { ...base, ...told(shareAt(way.ordered, row.horizon_days ?? 0, times[place] ?? new Int32Array())) };
    });
  });
  const whole = rowsOf(summary.customers).find((row) => row.pipeline === pipeline && row.source === "");
  const horizon_days = whole?.horizon_days ?? null;
  const way =
    horizon_days === null || whole?.estimate_status === "no_won"
      ? null
      : orderedWay(journeyTimes, pipeline, toWon);
  const times = way === null ? [] : bySource(way.journeys);
  const all = way === null ? [] : bySource(way.spells.journey.subarray(0, way.spells.length));
  const curve: CustomerCurveRow[] = [];
  const customers = sources.map((source, place): SummaryCustomersRow => {
    const own = journeysOf[place] ?? new Int32Array();
    const base = {
      pipeline,
      source,
      reached_count: own.length,
      won_count: own.filter((at) => journeys.outcome[at] === "won").length,
      horizon_days,
      stale_days: null,
      stale_count: null,
      estimate_if_stale_lost: null,
    };
    if (way === null) return { ...base, ...nothing, estimate_status: whole?.estimate_status ?? "no_horizon" };
    const found = incidenceAt(way.ordered, horizon_days ?? 0, times[place] ?? new Int32Array());
    if (found.estimate !== null)
      curve.push(...daily(way.spells, all[place] ?? new Int32Array(), found, pipeline, source));
    return { ...base, ...told(found) };
  });
  return {
    // By source, and by stage.
    estimates: columns(
      sources.flatMap((_, place) => estimates.flatMap((rows) => rows[place] ?? [])),
      summary.estimates,
    ),
    customers: columns(customers, summary.customers),
    curve: columns(curve, noCurve),
  };
}

export const noCurve: Columns<CustomerCurveRow> = {
  pipeline: [],
  source: [],
  day: [],
  followed_count: [],
  at_risk_count: [],
  won_share: [],
  won_low: [],
  won_high: [],
};

const nothing = {
  estimate: null,
  estimate_low: null,
  estimate_high: null,
  at_risk_count: null,
  followed_count: 0,
};

const told = (found: Share) => ({
  estimate: found.estimate,
  estimate_low: found.estimate_low,
  estimate_high: found.estimate_high,
  at_risk_count: found.at_risk_count,
  followed_count: found.followed_count,
  estimate_status: found.estimate_status,
});

/** A curve as its steps: the days on which it comes to another fiftieth of its height, and the last, as dashboards/data/customer/curve.sql. */
function daily(
  spells: Spells,
  places: Int32Array,
  found: Incidence,
  pipeline: string,
  source: string,
): CustomerCurveRow[] {
  const horizon = found.horizon_days;
  const days = new Map<number, CurveStep | undefined>([[0, undefined]]);
  for (const step of found.curve) if (step.share > 0) days.set(Math.ceil(step.seconds / daySeconds), step);
  const last = found.curve.at(-1);
  days.set(horizon, last);
  const levelOf = (step: CurveStep | undefined) =>
    Math.floor((50 * (step?.share ?? 0)) / Math.max(last?.share ?? 0, 1e-9));
  let level = -1;
  const points = [...days].filter(([day, step]) => {
    const isNext = levelOf(step) !== level;
    level = levelOf(step);
    return isNext || day === horizon;
  });
  const sorted = (valueAt: (place: number) => number) => {
    const values = new Float64Array(places.length);
    for (let at = 0; at < places.length; at++) values[at] = valueAt(places[at] ?? 0);
    return values.sort();
  };
  const followed = sorted((place) => spells.followed[place] ?? 0);
  const ended = sorted((place) => spells.ended[place] ?? 0);
  // Of those that ended later: they came under observation later, too.
  const later = sorted((place) => Math.min(spells.entered[place] ?? 0, spells.ended[place] ?? 0));
  return points.map(([day, step]) => {
    const seconds = day * daySeconds;
    const [won_low, won_high] = logLog(step?.share ?? 0, step?.error ?? 0);
    return {
      pipeline,
      source,
      day,
      followed_count: countFrom(followed, seconds),
      at_risk_count: countFrom(ended, seconds + 1) - countFrom(later, seconds + 1),
      won_share: step?.share ?? 0,
      won_low,
      won_high,
    };
  });
}

/** How many of sorted seconds are at least so many. */
function countFrom(sorted: Float64Array, least: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
}

function funnelOf(
  journeyTimes: JourneyTimes,
  places: number[],
  stages: { pipeline: string; stage: string; stage_ordinal: number }[],
): SummaryFunnelRow[] {
  const { rows } = journeyTimes;
  const cells = new Map<string, SummaryFunnelRow>();
  for (const at of places) {
    const [month, source] = [monthOf(journeyTimes, at), rows.source[at] ?? ""];
    const furthest = furthestOf(journeyTimes, at);
    const mature = rows.mature_ordinal[at] ?? 0;
    const has = (list: string | null | undefined, ordinal: number) =>
      list != null && list.split("_").includes(String(ordinal));
    for (const { pipeline, stage, stage_ordinal: ordinal } of stages) {
      if (furthest < ordinal) continue;
      const key = `${month}\t${source}\t${stage}`;
      const cell = cells.get(key) ?? { ...noCell, pipeline, month, source, stage };
      cell.reached_count++;
      if (furthest > ordinal) cell.advanced_count++;
      else if (rows.outcome[at] === "lost") cell.lost_count++;
      else if (rows.outcome[at] === "open") cell.open_count++;
      if (has(rows.skipped[at], ordinal)) cell.skipped_count++;
      if (has(rows.reworked[at], ordinal)) cell.reworked_count++;
      if (mature >= ordinal) cell.mature_reached_count++;
      if (mature > ordinal) cell.mature_advanced_count++;
      cells.set(key, cell);
    }
  }
  return [...cells.values()];
}

const noCell = {
  reached_count: 0,
  advanced_count: 0,
  lost_count: 0,
  open_count: 0,
  skipped_count: 0,
  reworked_count: 0,
  mature_reached_count: 0,
  mature_advanced_count: 0,
};

/** Cohort months; whether a month is mature is so of all its journeys. */
function cohortsOf(journeyTimes: JourneyTimes, places: number[], summary: Summary): SummaryJourneysRow[] {
  const { rows } = journeyTimes;
  const cells = new Map<string, SummaryJourneysRow>();
  const keyOf = (pipeline: string, month: string, source: string) => `${pipeline}\t${month}\t${source}`;
  const mature = new Map(
    rowsOf(summary.journeys).map((row) => [keyOf(row.pipeline, row.month, row.source), row.is_mature]),
  );
  for (const at of places) {
    const [pipeline, month, source] = [
      rows.pipeline[at] ?? "",
      monthOf(journeyTimes, at),
      rows.source[at] ?? "",
    ];
    const key = keyOf(pipeline, month, source);
    const cell = cells.get(key) ?? {
      pipeline,
      month,
      source,
      started_count: 0,
      won_count: 0,
      lost_count: 0,
      open_count: 0,
      is_mature: mature.get(key) ?? false,
    };
    const outcome = rows.outcome[at];
    cell.started_count++;
    if (outcome === "won" || outcome === "lost" || outcome === "open") cell[`${outcome}_count`]++;
    cells.set(key, cell);
  }
  return [...cells.values()];
}

function columns<Row extends object>(rows: Row[], like: Columns<Row>): Columns<Row> {
  const names = Object.keys(like) as (keyof Row)[];
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as Columns<Row>;
}
