import { rmSync } from "node:fs";
import { join } from "node:path";
import { homeAt } from "../../pipelines/contract/home.ts";
import { drawWorld, type World } from "./draw-world.ts";
import { judge, type Verdict } from "./judge.ts";
import { readPresumed, built } from "./presumed.ts";
import { truthOf, type Truth } from "./truth.ts";
import { hubspotDeals } from "./write-exports.ts";
import { scratchFolder } from "../scratch.ts";

/** How well a world was told. */
export interface Measured {
  seed: number;
  deals: number;
  verdict: Verdict;
}

const worldsOfAHome = 24;

/** Draws worlds of each size, the same seeds for every size, many to a home, refreshes and judges them. */
export async function measureWorlds(count: number, sizes: number[], seed: number): Promise<Measured[]> {
  const wanted = Array.from({ length: count }, (_, index) => seed + index).flatMap((each) =>
    sizes.map((deals) => ({ seed: each, deals })),
  );
  const measured: Measured[] = [];
  for (let from = 0; from < wanted.length; from += worldsOfAHome)
    measured.push(...(await measureHome(wanted.slice(from, from + worldsOfAHome))));
  return measured;
}

async function measureHome(wanted: { seed: number; deals: number }[]): Promise<Measured[]> {
  const home = homeAt(scratchFolder());
  try {
    let firstId = 1;
    const worlds = wanted.map(({ seed, deals }) => {
      const world = drawWorld(seed, deals, firstId);
      firstId += deals;
      return world;
    });
    hubspotDeals(join(home.exports, "hubspot", "deals.csv"), worlds);
    const presumed = await readPresumed((await built(home)).warehouse);
    return worlds.map((world, index) => ({
      seed: wanted[index]?.seed ?? 0,
      deals: wanted[index]?.deals ?? 0,
      verdict: judge(seenOf(world), presumed),
    }));
  } finally {
    rmSync(home.root, { recursive: true, force: true });
  }
}

/** The truth of what any deal has been through: of the rest the data knows nothing. */
function seenOf({ pipeline, deals }: World): Truth {
  const seen = new Set(deals.flatMap(({ moves }) => moves.map(({ to }) => to)));
  const { key, names } = truthOf("world", "hubspot", pipeline);
  return { key, names: names.filter(({ name }) => seen.has(name)) };
}

/** Share of the pairs of stages in their true order, over all worlds together. */
export function shareOfPairs(measured: Measured[]): number {
  const sum = (of: (verdict: Verdict) => number) =>
    measured.reduce((total, { verdict }) => total + of(verdict), 0);
  return sum(({ rightPairs }) => rightPairs) / sum(({ pairs }) => pairs);
}
