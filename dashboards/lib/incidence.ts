import { z95 } from "./wilson.ts";

/** How a time ended, in the order in which ends of one second count. */
export const ends = { happened: 0, lost: 1, censored: 2 } as const;

/** Times that are measured, one a place: when each came under observation, when it ended, and how. */
export interface Spells {
  /** Places that are filled. */
  length: number;
  /** Seconds from its beginning to the beginning of observation; 0 when it began under observation. */
  entered: Float64Array;
  /** Seconds from its beginning. */
  ended: Float64Array;
  /** One of {@link ends}. */
  how: Uint8Array;
  /** Seconds from its beginning to the end of what is known. */
  followed: Float64Array;
  /** 1: its length is known and counts in the time that it takes; null where that is told of none. */
  timed: Uint8Array | null;
  /** 1: of its end, or its beginning, only a bound is known. */
  undated: Uint8Array;
}

/** Room for so many times, of which it is told or not which are timed. */
export const roomFor = <Timed extends Uint8Array | null>(
  count: number,
  timed: Timed,
): Spells & { timed: Timed } => ({
  length: 0,
  entered: new Float64Array(count),
  ended: new Float64Array(count),
  how: new Uint8Array(count),
  followed: new Float64Array(count),
  timed,
  undated: new Uint8Array(count),
});

/** A point of a curve: the share to whom it has happened by then, with its standard error. */
export interface CurveStep {
  seconds: number;
  share: number;
  error: number;
}

/** The share to whom it happens within a horizon, with its interval, what it rests on, and how long it takes those to whom it does. */
export interface Share {
  horizon_days: number;
  estimate: number | null;
  estimate_low: number | null;
  estimate_high: number | null;
  /** Still undecided at the horizon. */
  at_risk_count: number;
  /** Followed for the whole horizon. */
  followed_count: number;
  estimate_status: "ok" | "too_few_followed" | "observed_too_late" | "untimed";
  /** Half of those to whom it happens within the horizon are there after so many seconds; null when that is not known. */
  median_seconds: number | null;
}

/** A share with the way to it. */
export interface Incidence extends Share {
  /** Where somebody is won or lost, up to the horizon. */
  curve: CurveStep[];
}

export const daySeconds = 86_400;
/** Fewer who are followed for the whole horizon give no estimate. */
export const fewestFollowed = 10;

/**
 * The Aalen–Johansen estimate of the share to whom it happens within the horizon, those who are lost competing and the others censored
 * where they are last known or right after the horizon; those who began before observation are at risk from its beginning (delayed
 * entry). Variance: the multinomial (Greenwood) one that R's survfit reports; interval log-log. Ties are kept: what happens in a second
 * comes before who is censored in it. The same as models/marts/_curve.sql and _estimate.sql.
 */
export const incidenceOf = (spells: Spells, horizonDays: number): Incidence =>
  incidenceAt(inOrder(spells), horizonDays);

/** The same of times in their order; of those at some places alone where they are told. */
export function incidenceAt(ordered: OrderedSpells, horizonDays: number, places?: Int32Array): Incidence {
  const { share, curve } = measure(ordered, horizonDays, places);
  const { seconds, shares, errors } = curve;
  return {
    ...share,
    curve: Array.from(seconds, (at, place) => ({
      seconds: at,
      share: shares[place] ?? 0,
      error: errors[place] ?? 0,
    })),
  };
}

/** The same of some of the times, by their places in the order, without the way to it. */
export const shareAt = (ordered: OrderedSpells, horizonDays: number, places: Int32Array): Share =>
  measure(ordered, horizonDays, places).share;

function measure(
  ordered: OrderedSpells,
  horizonDays: number,
  places?: Int32Array,
): { share: Share; curve: Curve } {
  const horizon = horizonDays * daySeconds;
  const most = places?.length ?? ordered.keys.length;
  const filled = new Float64Array(most);
  const entries: number[] = [];
  const timedEntries: number[] = [];
  let [count, timed, atRisk, followed, timedFollowed, events, undated] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < most; at++) {
    const place = places === undefined ? at : (places[at] ?? 0);
    let key = ordered.keys[place] ?? 0;
    const isTimed = key % 2 === 0;
    // What ends after the horizon is censored right after it.
    if (key >= 8 * (horizon + 1)) key = 8 * (horizon + 1) + 2 * ends.censored + (isTimed ? 0 : 1);
    const entered = ordered.entered[place] ?? 0;
    if (entered > 0) {
      if (entered >= Math.floor(key / 8) || entered >= horizon) continue;
      entries.push(entered);
      if (isTimed) timedEntries.push(entered);
    }
    filled[count++] = key;
    if (isTimed) timed++;
    if (key >= 8 * horizon) atRisk++;
    if ((ordered.followed[place] ?? 0) >= horizon) {
      followed++;
      if (isTimed) timedFollowed++;
    }
    // What ended after the horizon at the latest, and nobody knows when, may have ended before it.
    const isUndated = ordered.undated[place] === 1;
    if (key % 8 < 2 * ends.censored || isUndated) events++;
    if (isUndated) undated++;
  }
  const keys = filled.subarray(0, count);
  const curve = curveOf(keys, entries, false);
  const times = timed === keys.length || timed === 0 ? curve : curveOf(keys, timedEntries, true);
  const { shares, errors } = curve;
  const [share, error] = [shares.at(-1) ?? 0, errors.at(-1) ?? 0];
  const [low, high] = logLog(share, error);
  const status =
    undated * 10 > events
      ? "untimed"
      : followed < fewestFollowed
        ? "too_few_followed"
        : curve.isEmptied
          ? "observed_too_late"
          : "ok";
  const isTold = status === "ok";
  return {
    curve,
    share: {
      horizon_days: horizonDays,
      estimate: isTold ? share : null,
      estimate_low: isTold ? low : null,
      estimate_high: isTold ? high : null,
      at_risk_count: atRisk,
      followed_count: followed,
      estimate_status: status,
      median_seconds: timedFollowed > 0 && !times.isEmptied ? medianOf(times) : null,
    },
  };
}

/** Times in the order in which they count: then no part of them needs to be sorted. */
export interface OrderedSpells {
  /** Where each stands in what was ordered. */
  places: Int32Array;
  /** A time, how it ended, and whether it is timed as one number. */
  keys: Float64Array;
  entered: Float64Array;
  followed: Float64Array;
  /** 1: it ended, and of its end, or its beginning, only a bound is known. */
  undated: Uint8Array;
}

export function inOrder(spells: Spells): OrderedSpells {
  const keys = new Float64Array(spells.length);
  const count = spells.length;
  for (let place = 0; place < count; place++) {
    const ended = Math.min(spells.ended[place] ?? 0, mostSeconds);
    const key = 8 * ended + 2 * (spells.how[place] ?? 0) + (spells.timed?.[place] === 1 ? 0 : 1);
    keys[place] = key * mostPlaces + place;
  }
  const sorted = keys.sort();
  const ordered = {
    places: new Int32Array(count),
    keys: sorted,
    entered: new Float64Array(count),
    followed: new Float64Array(count),
    undated: new Uint8Array(count),
  };
  for (let at = 0; at < count; at++) {
    const both = sorted[at] ?? 0;
    const key = Math.floor(both / mostPlaces);
    const place = both - key * mostPlaces;
    ordered.places[at] = place;
    sorted[at] = key;
    ordered.entered[at] = spells.entered[place] ?? 0;
    ordered.followed[at] = spells.followed[place] ?? 0;
    ordered.undated[at] = spells.how[place] === ends.censored ? 0 : (spells.undated[place] ?? 0);
  }
  return ordered;
}

/** Ten years, beyond which no horizon lies, and how many places a key of so long and a place as one number leave room for. */
const mostSeconds = 3651 * daySeconds;
const mostPlaces = 2 ** 21;

/** 95 % interval of a share by the log-log transform; null at 0 and 1. */
export function logLog(share: number, error: number): [number | null, number | null] {
  if (share <= 1e-12 || share >= 1 - 1e-12) return [null, null];
  const by = (z95 * error) / (share * Math.log(share));
  return [Math.pow(share, Math.exp(-by)), Math.pow(share, Math.exp(by))];
}

/** The times at which somebody is won or lost, with the share by then and its error. */
interface Curve {
  seconds: Float64Array;
  shares: Float64Array;
  errors: Float64Array;
  /** Everybody under observation had left it before others came. */
  isEmptied: boolean;
}

/** The time by which half of what a curve comes to is there. */
function medianOf({ seconds, shares }: Curve): number | null {
  const half = 0.5 * (shares.at(-1) ?? 0) - 1e-12;
  return seconds[shares.findIndex((share) => share > 0 && share >= half)] ?? null;
}

/**
 * The curve of times. `sorted`: their keys; `entries`: when those came under observation who did so late; `isTimedOnly`: of those alone
 * whose time is known.
 */
function curveOf(sorted: Float64Array, entries: number[], isTimedOnly: boolean): Curve {
  entries.sort((one, other) => one - other);
  let [risk, most] = [-entries.length, 0];
  for (const key of sorted) {
    if (isTimedOnly && key % 2 === 1) continue;
    risk++;
    if (key % 8 < 2 * ends.censored) most++;
  }
  const seconds = new Float64Array(most);
  const shares = new Float64Array(most);
  const errors = new Float64Array(most);
  let count = 0;
  let [survival, incidence] = [1, 0];
  let [spread, pull, pullIncidence, greenwood, greenwoodIncidence, greenwoodSquare] = [0, 0, 0, 0, 0, 0];
  let isEmptied = false;
  for (let at = 0, entry = 0; at < sorted.length;) {
    const second = Math.floor((sorted[at] ?? 0) / 8);
    const end = 8 * (second + 1);
    let [happened, lost, censored] = [0, 0, 0];
    for (; at < sorted.length && (sorted[at] ?? 0) < end; at++) {
      const code = (sorted[at] ?? 0) % 8;
      if (isTimedOnly && code % 2 === 1) continue;
      if (code < 2) happened++;
      else if (code < 4) lost++;
      else censored++;
    }
    for (; entry < entries.length && (entries[entry] ?? 0) < second; entry++) risk++;
    const gone = happened + lost;
    if (gone > 0) {
      const share = happened / risk;
      const term = risk > gone ? gone / (risk * (risk - gone)) : 0;
      incidence += survival * share;
      spread += (survival * survival * share * (1 - share)) / risk;
      pull += (survival * share) / risk;
      pullIncidence += ((survival * share) / risk) * incidence;
      greenwood += term;
      greenwoodIncidence += term * incidence;
      greenwoodSquare += term * incidence * incidence;
      survival *= 1 - gone / risk;
      isEmptied ||= gone === risk && entry < entries.length;
      const variance =
        spread -
        2 * (pull * incidence - pullIncidence) +
        greenwood * incidence * incidence -
        2 * greenwoodIncidence * incidence +
        greenwoodSquare;
      seconds[count] = second;
      shares[count] = incidence;
      errors[count++] = Math.sqrt(Math.max(0, variance));
    }
    risk -= gone + censored;
  }
  return {
    seconds: seconds.subarray(0, count),
    shares: shares.subarray(0, count),
    errors: errors.subarray(0, count),
    isEmptied,
  };
}

/**
 * The days within which a way is judged where nobody says: the P99 (by linear interpolation) of the times that it took, in whole days,
 * 7 to 365 and not beyond the last day for which ten were followed; null when nobody came. The rule of models/marts/_clock.sql.
 */
export function horizonOf(spells: Spells): number | null {
  const places = Array.from({ length: spells.length }, (_, place) => place);
  const times = Float64Array.from(
    places.filter((place) => spells.how[place] === ends.happened && spells.timed?.[place] === 1),
    (place) => spells.ended[place] ?? 0,
  ).sort();
  if (times.length === 0) return null;
  const rank = 0.99 * (times.length - 1);
  const [low, high] = [times[Math.floor(rank)] ?? 0, times[Math.ceil(rank)] ?? 0];
  const seconds = low + (high - low) * (rank - Math.floor(rank));
  const followed = spells.followed.slice(0, spells.length).sort();
  const tenth = followed[Math.max(0, followed.length - fewestFollowed)] ?? 0;
  const most = tenth < daySeconds ? 1 : Math.floor(tenth / daySeconds);
  return Math.min(Math.max(Math.ceil(seconds / daySeconds), 7), 365, most);
}
