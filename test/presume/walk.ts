import type { Random } from "../../tools/simulate/random.ts";
import { inOfficeHours, minutesPerDay, type Minute } from "../../tools/simulate/wall-time.ts";
import type { Pipeline } from "./pipelines.ts";

export interface Move {
  to: string;
  at: Minute;
}

/** One deal: its moves in order, the first when it was created. */
export interface Deal {
  id: number;
  moves: Move[];
}

export interface Span {
  from: Minute;
  until: Minute;
}

/** Where a deal stood at an instant; undefined before it was created. */
export const standing = (deal: Deal, at: Minute): Move | undefined =>
  deal.moves.filter((move) => move.at <= at).at(-1);

export const createdAt = ({ moves }: Deal): Minute => moves[0]?.at ?? 0;
export const lastMove = ({ moves }: Deal): Move => moves.at(-1) ?? { to: "", at: 0 };

/** Deals that start all over the span and move through a pipeline until its end. */
export function walk(pipeline: Pipeline, count: number, random: Random, span: Span, firstId = 1): Deal[] {
  return Array.from({ length: count }, (_, index) => ({
    id: firstId + index,
    moves: walkOnce(
      pipeline,
      random,
      inOfficeHours(random.whole(span.from, span.until - 3 * minutesPerDay)),
      span.until,
    ),
  }));
}

/** The moves of a deal that begins at an instant. */
export function walkOnce(pipeline: Pipeline, random: Random, start: Minute, until: Minute): Move[] {
  const { stages, aside } = pipeline;
  let at = start;
  let place = random.chance(pipeline.births) && stages.length > 1 ? random.whole(1, stages.length - 1) : 0;
  let isAside = false;
  const moves: Move[] = [{ to: stages[place]?.name ?? "", at }];
  for (;;) {
    if (!random.chance(pipeline.ties))
      at = inOfficeHours(at + 1 + Math.round(random.lognormal(pipeline.days * minutesPerDay, 0.8)));
    const stage = stages[place];
    if (at > until || stage === undefined) return moves;
    const drawn = random.next();
    if (isAside) {
      if (drawn >= (aside?.return ?? 0)) return moves;
      isAside = false;
      moves.push({ to: stage.name, at });
      continue;
    }
    if (aside !== undefined && random.chance(aside.enter * nearness(pipeline, place, aside.from))) {
      isAside = true;
      moves.push({ to: aside.name, at });
      continue;
    }
    if (place > 0 && random.chance(pipeline.backs)) {
      place--;
      moves.push({ to: stages[place]?.name ?? "", at });
      continue;
    }
    if (drawn >= stage.advance) {
      const [first, ...others] = pipeline.lost;
      if (drawn < stage.advance + stage.lose && first !== undefined)
        moves.push({ to: random.pick([first, ...others]), at });
      return moves;
    }
    place += 1 + (place + 2 < stages.length && random.chance(pipeline.skips) ? 1 : 0);
    const next = stages[place];
    moves.push({ to: next?.name ?? pipeline.won, at });
    if (next === undefined) return moves;
  }
}

const nearness = ({ stages }: Pipeline, place: number, from: string) =>
  stages[place]?.name === from ? 1 : stages[place + 1]?.name === from ? 0.25 : 0;
