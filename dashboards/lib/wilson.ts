/** A rate with its 95 % interval; all null over nothing. */
export interface Rate {
  successes: number;
  n: number;
  rate: number | null;
  low: number | null;
  high: number | null;
}

/** The quantile of the normal distribution that a 95 % interval reaches to, as `z_95()` in models/functions/rates.sql. */
export const z95 = 1.959963984540054;

/** Wilson score interval, 95 % (Wilson 1927), of summed counts: the formula of models/functions/rates.sql. */
export function wilson(successes: number, n: number): Rate {
  if (n <= 0) return { successes, n, rate: null, low: null, high: null };
  const p = successes / n;
  const centre = p + (z95 * z95) / (2 * n);
  const half = z95 * Math.sqrt((p * (1 - p) + (z95 * z95) / (4 * n)) / n);
  const scale = 1 + (z95 * z95) / n;
  return {
    successes,
    n,
    rate: p,
    low: successes === 0 ? 0 : (centre - half) / scale,
    high: successes === n ? 1 : (centre + half) / scale,
  };
}
