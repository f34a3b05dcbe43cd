import { Random } from "../../tools/simulate/random.ts";

/** What goes wrong with an answer. */
export type Fault =
  /** Statuses of a vendor in trouble. */
  | "busy"
  | "bad_gateway"
  | "unavailable"
  /** Answers of status 200 that are none. */
  | "html"
  | "short"
  | "keyless"
  /** Connections that break before, or inside of, an answer. */
  | "reset"
  | "cut"
  /** One byte now and then. */
  | "drip";

export const faults: Fault[] = [
  "busy",
  "bad_gateway",
  "unavailable",
  "html",
  "short",
  "keyless",
  "reset",
  "cut",
];

/** Which of a vendor's calls go wrong, by their number. */
export type Plan = (call: number) => Fault | undefined;

export const noFaults: Plan = () => undefined;

/** A random plan: so many calls of a hundred go wrong, never more than three in a row. */
export function randomPlan(seed: number, percent: number, kinds: readonly Fault[] = faults): Plan {
  const isFault = (call: number) => new Random(seed, 31, call).chance(percent / 100);
  return (call) => {
    if (!isFault(call) || [1, 2, 3].every((before) => isFault(call - before))) return undefined;
    return kinds[new Random(seed, 32, call).whole(0, kinds.length - 1)];
  };
}

/** Every call but each fourth goes wrong, one kind after the other. */
export const everyKind: Plan = (call) =>
  call % 4 === 0 ? undefined : faults[Math.floor((call * 3) / 4) % faults.length];
