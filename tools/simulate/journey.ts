import { exportedAt, sampleCompany, type Company, type Pipeline, type Source } from "./company.ts";
import type { Random } from "./random.ts";
import { inOfficeHours, minutesPerDay, type Minute } from "./wall-time.ts";

/** A deal enters stage 1..K, or is won or lost. `correction` marks both moves of a misclick; `separate` starts a new journey. */
export interface Move {
  at: Minute;
  to: number | "won" | "lost";
  correction?: true;
  separate?: true;
}

/** One deal as it truly happened up to the export. */
export interface Deal {
  pipeline: Pipeline;
  source: Source;
  moves: Move[];
  isZombie: boolean;
}

/** Shortest time between two moves, so that corrections and edits fit between. */
const shortest = 120;

/**
 * Draws one deal that starts at `startedAt`. `full` allows what only a full history can show:
 * misclicks, and reopenings after the limit. A deal makes at most one detour. What happens after `until` is not known.
 */
export function drawDeal(
  random: Random,
  options: {
    pipeline: Pipeline;
    source: Source;
    startedAt: Minute;
    full: boolean;
    fromStart: boolean;
    company?: Company;
    until?: Minute;
    /** A deal that goes on from a stage, after it began at another, perhaps after a detour. */
    goesOn?: { from: number; born: number; hasDetour: boolean };
  },
): Deal {
  const { pipeline, source, full, company = sampleCompany, until = exportedAt } = options;
  const { disturbances } = company;
  const { stages } = company.pipelines[pipeline];
  const born =
    !options.fromStart && random.chance(disturbances.born_mid_funnel)
      ? random.whole(2, Math.min(3, stages.length))
      : (options.goesOn?.born ?? 1);
  let at = inOfficeHours(options.startedAt);
  let current = options.goesOn?.from ?? born;
  let detour = options.goesOn?.hasDetour ?? false;
  let isZombie = false;
  const moves: Move[] = [{ at, to: current }];
  const after = (median: number, sigma: number) =>
    inOfficeHours(at + Math.max(shortest, Math.round(random.lognormal(median * minutesPerDay, sigma))));
  for (;;) {
    const now = stages[current - 1];
    if (now === undefined || at > until) break;
    if (full && current < stages.length && random.chance(disturbances.misclick)) {
      const slip = at + random.whole(15, 50);
      moves.push(
        { at: slip, to: current + 1, correction: true },
        { at: slip, to: current, correction: true },
      );
    }
    if (!detour && current - 1 > born && random.chance(disturbances.loop)) {
      detour = true;
      at = after(now.advanceMedianDays, now.sigma);
      moves.push({ at, to: --current });
      continue;
    }
    const odds = (now.advance / now.lost) * source.odds;
    const moving = now.advance + now.lost;
    const advance = (moving * odds) / (1 + odds);
    const draw = random.next();
    if (draw < advance) {
      at = after(now.advanceMedianDays, now.sigma);
      const skips = current + 2 <= stages.length && random.chance(disturbances.skip);
      current += skips ? 2 : 1;
      moves.push({ at, to: current > stages.length ? "won" : current });
    } else if (draw < moving) {
      at = after(now.lostMedianDays, now.sigma);
      moves.push({ at, to: "lost" });
      if (detour || current <= born || !random.chance(disturbances.reopened)) break;
      detour = true;
      const separate = full && random.chance(disturbances.reopened_beyond_limit);
      at = inOfficeHours(at + (separate ? random.whole(100, 200) : random.whole(5, 80)) * minutesPerDay);
      moves.push({ at, to: current, ...(separate ? { separate } : {}) });
    } else {
      isZombie = true;
      break;
    }
  }
  return { pipeline, source, moves: moves.filter((move) => move.at <= until), isZombie };
}

/** Where the deal stands at the export. */
export function standing(deal: Deal): Move {
  return deal.moves[deal.moves.length - 1] as Move;
}
