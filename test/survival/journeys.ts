/** One journey of a one-stage pipeline, in seconds from its start. */
export interface Journey {
  seed: number;
  journey: number;
  /** When it came under observation; 0 from its start. */
  entry: number;
  elapsed: number;
  fate: "open" | "won" | "lost";
  /** Start to watermark. */
  followed: number;
  isTimed: boolean;
}

export const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

/** Days of the stage's horizon. */
export const horizonOf = (seed: number): number => 20 + 5 * seed;

/**
 * The journeys of a seed, the same every time: 40 to 420 of them with competing losses and censoring at any time. Times are cut to
 * an hour (every third seed), a day (every fourth) or a minute, so that they tie; every second seed has delayed entries, and
 * one in eight journeys passed the stage at once without being seen in it.
 */
export function journeysOf(seed: number): Journey[] {
  const draw = draws(seed);
  const grain = seed % 4 === 0 ? 86400 : seed % 3 === 0 ? 3600 : 60;
  const cut = (seconds: number) => Math.floor(seconds / grain) * grain;
  return Array.from({ length: 20 + 20 * seed }, (_, journey) => {
    const isTimed = draw() > 0.125;
    const chance = draw();
    const elapsed = isTimed ? cut(-Math.log(1 - draw()) * 86400 * (15 + 3 * seed)) : 0;
    const outcome = !isTimed || chance < 0.4 ? "won" : chance < 0.75 ? "lost" : "open";
    const isLate = draw() < 0.4;
    const late = cut(draw() * elapsed);
    const entry = seed % 2 === 1 && journey >= 20 && isLate && late < elapsed ? late : 0;
    const followed = elapsed + cut(draw() * 86400 * 200);
    return { seed, journey, entry, elapsed, fate: outcome, followed, isTimed };
  });
}

/** A multiplicative congruential generator (Park and Miller 1988): numbers in (0, 1). */
function draws(seed: number): () => number {
  let state = 1 + seed * 7919;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
