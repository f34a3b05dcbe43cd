import type { Home } from "../../pipelines/contract/home.ts";
import { extract } from "../../pipelines/extract/extract.ts";
import type { VirtualClock } from "../vendors/clock.ts";
import { listening } from "../vendors/home.ts";

/** A home that fetches from its one source by a clock, and what its runs say. */
export function jobOf(home: Home, clock: VirtualClock) {
  const heard = listening(() => clock.now());
  return {
    clock,
    home,
    ...heard,
    fetch: async (more: { full?: boolean; patience?: number } = {}) => {
      const [outcome] = await extract({ home, clock, ...more }, heard.effects);
      if (outcome === undefined) throw new Error("no source");
      return outcome;
    },
  };
}
