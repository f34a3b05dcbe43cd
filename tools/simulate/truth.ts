import { pipelines, type Pipeline } from "./company.ts";
import type { Deal, Move } from "./journey.ts";

interface StageCounts {
  stage: string;
  ordinal: number;
  reached: number;
  advanced: number;
  lost: number;
  open: number;
  skipped: number;
  births: number;
}

/** Exact counts of a group of journeys, as docs/semantics.md counts them. */
export interface Counts {
  started: number;
  won: number;
  lost: number;
  open: number;
  stages: StageCounts[];
}

const empty = (pipeline: Pipeline): Counts => ({
  started: 0,
  won: 0,
  lost: 0,
  open: 0,
  stages: pipelines[pipeline].stages.map(({ stage }, index) => ({
    stage,
    ordinal: index + 1,
    reached: 0,
    advanced: 0,
    lost: 0,
    open: 0,
    skipped: 0,
    births: 0,
  })),
});

/** Keeps count of everything that happened while the deals are written. */
export class Truth {
  /** Per pipeline: `all` leaves purchased lists out, `with_lists` has them, the rest is by lead source. */
  readonly pipelines: Record<Pipeline, Record<string, Counts>> = {
    sales: { all: empty("sales"), with_lists: empty("sales") },
    partner: { all: empty("partner"), with_lists: empty("partner") },
  };
  readonly happenings = {
    misclicks: 0,
    loops: 0,
    reopened_within_limit: 0,
    reopened_beyond_limit: 0,
    zombies: 0,
  };

  /** Counts a deal's journeys. */
  add(deal: Deal): void {
    const known = deal.moves.filter((move) => move.correction === undefined);
    this.happenings.misclicks += (deal.moves.length - known.length) / 2;
    if (deal.isZombie) this.happenings.zombies++;
    let journey: Move[] = [];
    known.forEach((move, index) => {
      const before = known[index - 1]?.to;
      if (move.separate) {
        this.#journey(deal.pipeline, deal.source.name, journey);
        journey = [];
        this.happenings.reopened_beyond_limit++;
      } else if (before === "lost") this.happenings.reopened_within_limit++;
      else if (typeof before === "number" && typeof move.to === "number" && move.to < before)
        this.happenings.loops++;
      journey.push(move);
    });
    this.#journey(deal.pipeline, deal.source.name, journey);
  }

  #journey(pipeline: Pipeline, source: string, moves: Move[]) {
    const last = moves[moves.length - 1]?.to;
    if (last === undefined) return;
    const groups = source === "purchased_list" ? ["with_lists", source] : ["all", "with_lists", source];
    const visited = new Set(moves.map((move) => move.to));
    const ordinals = moves.flatMap((move) => (typeof move.to === "number" ? [move.to] : []));
    const born = ordinals[0] ?? 1;
    const furthest = last === "won" ? pipelines[pipeline].stages.length + 1 : Math.max(...ordinals);
    for (const group of groups) {
      const counts = (this.pipelines[pipeline][group] ??= empty(pipeline));
      counts.started++;
      counts[typeof last === "number" ? "open" : last]++;
      for (const stage of counts.stages) {
        if (stage.ordinal > furthest) break;
        stage.reached++;
        if (stage.ordinal < born) stage.births++;
        else if (!visited.has(stage.ordinal)) stage.skipped++;
        if (stage.ordinal < furthest) stage.advanced++;
        else stage[last === "lost" ? "lost" : "open"]++;
      }
    }
  }
}
