import type { Ranged } from "./finding.ts";
import { z95 } from "./wilson.ts";

/**
 * How much larger one of two independent shares is, with its 95 % interval made of theirs: the square-and-add interval of the risk
 * difference (Newcombe, Statistics in Medicine 17, 1998, 873–890, method 10), which for shares with other intervals than Wilson's is
 * the method of variance estimates recovery (Zou and Donner, Statistics in Medicine 27, 2008, 1693–1702). All null where an end is not
 * known.
 */
export function differenceOf(own: Ranged, other: Ranged): Ranged {
  const [p, low, high] = [own.value, own.low, own.high];
  const [q, otherLow, otherHigh] = [other.value, other.low, other.high];
  if (p === null || low === null || high === null || q === null || otherLow === null || otherHigh === null)
    return { value: null, low: null, high: null };
  return {
    value: p - q,
    low: p - q - Math.hypot(p - low, otherHigh - q),
    high: p - q + Math.hypot(high - p, q - otherLow),
  };
}

/** How many more there are in one of two periods, with the 95 % interval of the difference of two Poisson counts. */
export function countDifference(own: number, other: number): Ranged {
  const half = z95 * Math.sqrt(own + other);
  return { value: own - other, low: own - other - half, high: own - other + half };
}

/** What a difference allows to say: it is more or less beyond doubt, it is not clear, or nothing is known. */
export function verdictOf({ low, high }: Ranged): "more" | "less" | "unclear" | "unknown" {
  if (low === null || high === null) return "unknown";
  return low > 0 ? "more" : high < 0 ? "less" : "unclear";
}
