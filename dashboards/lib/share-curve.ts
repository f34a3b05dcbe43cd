/** A time that is measured: in seconds from its beginning, when it came under observation, when it ended, and how. */
export interface Spell {
  entered: number;
  ended: number;
  /** What is waited for happened, something else did, or it was not over when last known. */
  how: "happened" | "lost" | "censored";
  /** Whole seconds from its beginning to the end of what is known. */
  followed: number;
  /** Of its end only a bound is known. */
  isUndated: boolean;
}

export const dayOfSeconds = 86_400;
const z = 1.959963984540054;
/** Fewer journeys followed for the whole horizon give no estimate, as in marts.stage_conversion. */
const followedAtLeast = 10;

/** A point of a curve: the share to whom it has happened by then, with its standard error. */
export interface CurveStep {
  seconds: number;
  share: number;
  error: number;
}

/** What is known of a share within a horizon. */
export interface Incidence {
  estimate: number | null;
  estimate_low: number | null;
  estimate_high: number | null;
  /** Still undecided at the horizon. */
  at_risk_count: number;
  /** Followed for the whole horizon. */
  followed_count: number;
  estimate_status: "ok" | "too_few_followed" | "observed_too_late" | "untimed";
  /** Where it rises, up to the horizon. */
  curve: CurveStep[];
}

/**
 * The share to whom it happens within so many days, what is lost competing and the undecided censored: Aalen and Johansen (1978) with
 * delayed entry and the multinomial (Greenwood) variance, as models/marts/_curve.sql; the interval by the log-log transform, null at 0
 * and 1. Events come before censorings at one instant.
 */
export function incidenceOf(all: Iterable<Spell>, days: number): Incidence {
  const horizon = days * dayOfSeconds;
  const times = new Map<number, { happened: number; lost: number; censored: number; entered: number }>();
  const at = (seconds: number) => {
    const known = times.get(seconds);
    if (known !== undefined) return known;
    const made = { happened: 0, lost: 0, censored: 0, entered: 0 };
    times.set(seconds, made);
    return made;
  };
  const total = { started: 0, atRisk: 0, followed: 0, events: 0, undated: 0 };
  for (const spell of all) {
    if (spell.entered > 0 && (spell.entered >= spell.ended || spell.entered >= horizon)) continue;
    const isLater = spell.ended > horizon;
    const ended = isLater ? horizon + 1 : spell.ended;
    const how = isLater ? "censored" : spell.how;
    at(ended)[how]++;
    if (spell.entered > 0) at(spell.entered).entered++;
    else total.started++;
    if (ended >= horizon) total.atRisk++;
    if (spell.followed >= horizon) total.followed++;
    if (how !== "censored") {
      total.events++;
      if (spell.isUndated) total.undated++;
    }
  }
  const order = [...times].sort(([a], [b]) => a - b);
  let entering = order.reduce((sum, [, count]) => sum + count.entered, 0);
  let n = total.started;
  let survival = 1;
  let share = 0;
  let isEmptied = false;
  // Of the variance, the sums over the events up to now: dashboards need it at every one of them.
  const sum = { spread: 0, pull: 0, pullShare: 0, greenwood: 0, greenwoodShare: 0, greenwoodSquare: 0 };
  const curve: CurveStep[] = [];
  for (const [seconds, count] of order) {
    const ended = count.happened + count.lost;
    if (ended > 0) {
      const rate = n > 0 ? count.happened / n : 0;
      const before = survival;
      isEmptied ||= ended === n && entering > 0;
      share += before * rate;
      survival *= n > 0 ? 1 - ended / n : 1;
      const greenwood = n > ended ? ended / (n * (n - ended)) : 0;
      const pull = n > 0 ? (before * rate) / n : 0;
      sum.spread += n > 0 ? (before * before * rate * (1 - rate)) / n : 0;
      sum.pull += pull;
      sum.pullShare += pull * share;
      sum.greenwood += greenwood;
      sum.greenwoodShare += greenwood * share;
      sum.greenwoodSquare += greenwood * share * share;
      const variance =
        sum.spread -
        2 * (sum.pull * share - sum.pullShare) +
        sum.greenwood * share * share -
        2 * sum.greenwoodShare * share +
        sum.greenwoodSquare;
      curve.push({ seconds, share, error: Math.sqrt(Math.max(variance, 0)) });
    }
    entering -= count.entered;
    n += count.entered - ended - count.censored;
  }
  const status =
    total.undated * 10 > total.events
      ? "untimed"
      : total.followed < followedAtLeast
        ? "too_few_followed"
        : isEmptied
          ? "observed_too_late"
          : "ok";
  const last = curve.at(-1) ?? { share: 0, error: 0 };
  const [low, high] = logLog(last.share, last.error);
  const isKnown = status === "ok";
  return {
    estimate: isKnown ? last.share : null,
    estimate_low: isKnown ? low : null,
    estimate_high: isKnown ? high : null,
    at_risk_count: total.atRisk,
    followed_count: total.followed,
    estimate_status: status,
    curve,
  };
}

/** 95 % interval of a share by the log-log transform; null at 0 and 1. */
export function logLog(share: number, error: number): [number | null, number | null] {
  if (share <= 1e-12 || share >= 1 - 1e-12) return [null, null];
  const by = (z * error) / (share * Math.log(share));
  return [Math.pow(share, Math.exp(-by)), Math.pow(share, Math.exp(by))];
}
