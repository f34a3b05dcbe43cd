import type { Deal, Move } from "../simulate/journey.ts";
import type { Minute } from "../simulate/wall-time.ts";

export type System = "hubspot" | "salesforce";

/** What a system's export tells of a deal: Salesforce every move, HubSpot the last entry into each place. Misclicks are none. */
export function knownMoves(deal: Deal, system: System): Move[] {
  const moves = deal.moves.filter((move) => move.correction === undefined);
  if (system === "salesforce") return moves;
  return [...new Map(moves.map((move) => [move.to, move])).values()].sort((a, b) => a.at - b.at);
}

/** The journeys of a deal: a reopening that came too late begins another. */
export function journeysOf(moves: Move[]): Move[][] {
  const journeys: Move[][] = [];
  for (const move of moves) {
    if (journeys.length === 0 || move.separate) journeys.push([]);
    journeys.at(-1)?.push(move);
  }
  return journeys;
}

/** A stage that a journey reached: when, whether by being there, and what became of it. Minutes; open has no end. */
export interface Reach {
  ordinal: number;
  at: Minute;
  byVisit: boolean;
  fate: "advanced" | "lost" | "open";
  minutes: number;
}

/** Every stage a journey reached, at the first instant it was there or beyond. `last` is the pipeline's last ordinal. */
export function reachesOf(journey: Move[], last: number): Reach[] {
  const first: { at: Minute; byVisit: boolean }[] = [];
  for (const move of journey) {
    const height = move.to === "won" ? last + 1 : move.to === "lost" ? 1 : move.to;
    while (first.length < height) first.push({ at: move.at, byVisit: first.length + 1 === move.to });
  }
  const end = journey.at(-1);
  return first.slice(0, last).map(({ at, byVisit }, index) => {
    const next = first[index + 1];
    const fate = next !== undefined ? "advanced" : end?.to === "lost" ? "lost" : "open";
    const until = next?.at ?? (fate === "lost" ? (end?.at ?? at) : Infinity);
    return { ordinal: index + 1, at, byVisit, fate, minutes: until - at };
  });
}

/** The stays of a journey: stage, minutes (Infinity when it is never left), and the move that ends it. */
export function staysOf(journey: Move[]): { ordinal: number; minutes: number }[] {
  return journey.flatMap((move, index) =>
    typeof move.to === "number"
      ? [{ ordinal: move.to, minutes: (journey[index + 1]?.at ?? Infinity) - move.at }]
      : [],
  );
}
