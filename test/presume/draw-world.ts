import { Random } from "../../tools/simulate/random.ts";
import { wallTime } from "../../tools/simulate/wall-time.ts";
import type { Pipeline, Stage } from "./pipelines.ts";
import { walk, type Deal, type Span } from "./walk.ts";

/** A simulated pipeline and what happened in it. */
export interface World {
  pipeline: Pipeline;
  deals: Deal[];
}

const span: Span = { from: wallTime("2025-10-01"), until: wallTime("2026-10-30", 18) };
const words = [
  "Alpha",
  "Beta",
  "Gamma",
  "Delta",
  "Epsilon",
  "Zeta",
  "Eta",
  "Theta",
  "Iota",
  "Kappa",
  "Sigma",
  "Tau",
  "Omega",
];
const outcomes: [[string, string], ...[string, string][]] = [
  ["Closed Won", "Closed Lost"],
  ["Won", "Lost"],
  ["Megnyert", "Elveszett"],
  ["Gewonnen", "Verloren"],
  ["Deal won", "Deal lost"],
];

/**
 * A pipeline of 3 to 9 stages whose names tell nothing of their order, with rates of its own per stage, and skips, loops, births and ties.
 * The same seed draws the same world, with as many deals as asked for.
 */
export function drawWorld(seed: number, deals: number, firstId: number): World {
  const random = new Random(seed, 41);
  const [won, lost] = random.pick(outcomes);
  const stages = shuffled(random, words)
    .slice(0, random.whole(3, 9))
    .map((word): Stage => {
      const advance = 0.35 + 0.57 * random.next();
      return {
        name: `${word} ${random.whole(1, 9)}`,
        advance,
        lose: (1 - advance) * (0.3 + 0.6 * random.next()),
      };
    });
  const pipeline: Pipeline = {
    name: `World ${seed} of ${deals}`,
    stages,
    won,
    lost: [lost],
    skips: random.chance(0.6) ? 0.35 * random.next() : 0,
    backs: random.chance(0.6) ? 0.25 * random.next() : 0,
    births: random.chance(0.5) ? 0.4 * random.next() : 0,
    ties: random.chance(0.5) ? 0.3 * random.next() : 0,
    days: random.lognormal(7, 0.4),
  };
  return { pipeline, deals: walk(pipeline, deals, new Random(seed, 42, deals), span, firstId) };
}

function shuffled<T>(random: Random, items: T[]): T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
