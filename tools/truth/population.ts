import {
  exportedAt,
  firstDay,
  partnerSource,
  shares,
  type Company,
  type Pipeline,
} from "../simulate/company.ts";
import { drawDeal } from "../simulate/journey.ts";
import { Random } from "../simulate/random.ts";
import { minutesPerDay } from "../simulate/wall-time.ts";
import { journeysOf, knownMoves, reachesOf, staysOf } from "./known-history.ts";
import { Times } from "./times.ts";

/** What happens, given time, to those who reach a stage. */
export interface TrueStage {
  /** From reaching the stage to the next one. */
  advance: Times;
  /** The same of those who came by being there. */
  seen: Times;
  /** From the start of the journey to reaching the stage, of all journeys. */
  reached: Times;
  /** Lengths of the stays. */
  stay: Times;
}

export interface TruePipeline {
  stages: TrueStage[];
  /** From the start of the journey to won. */
  won: Times;
}

/**
 * The truth of a company: `deals` deals per pipeline without purchased lists, drawn from its parameters and followed for ever,
 * in the mix of systems in which `simulate` writes them and as those systems would tell it. Independent of the deals of any export.
 */
export function populationOf(company: Company, seed: number, deals: number): Record<Pipeline, TruePipeline> {
  const hubspot = 1 - shares.salesforce - shares.partner - shares.list_members * shares.members_worked;
  const draw = (pipeline: Pipeline): TruePipeline => {
    const last = company.pipelines[pipeline].stages.length;
    const truth: TruePipeline = {
      won: new Times(),
      stages: Array.from({ length: last }, () => ({
        advance: new Times(),
        seen: new Times(),
        reached: new Times(),
        stay: new Times(),
      })),
    };
    for (let index = 0; index < deals; index++) {
      const random = new Random(seed, 7, pipeline === "sales" ? 1 : 2, index);
      const full = pipeline === "sales" && random.next() < shares.salesforce / (shares.salesforce + hubspot);
      const deal = drawDeal(random, {
        pipeline,
        source: pipeline === "partner" ? partnerSource : random.weighted(company.sources),
        startedAt: Math.round(firstDay + random.next() * (exportedAt - firstDay - 3 * minutesPerDay)),
        full,
        fromStart: false,
        company,
        until: Infinity,
      });
      for (const journey of journeysOf(knownMoves(deal, full ? "salesforce" : "hubspot"))) {
        const start = journey[0]?.at ?? Infinity;
        // A journey that began after the export is in no warehouse.
        if (start > exportedAt) continue;
        const end = journey.at(-1);
        const reaches = reachesOf(journey, last);
        truth.won.add(end?.to === "won" ? end.at - start : Infinity);
        for (const [position, stage] of truth.stages.entries()) {
          const reach = reaches[position];
          stage.reached.add(reach === undefined ? Infinity : reach.at - start);
          if (reach === undefined || reach.at > exportedAt) continue;
          const minutes = reach.fate === "advanced" ? reach.minutes : Infinity;
          stage.advance.add(minutes);
          if (reach.byVisit) stage.seen.add(minutes);
        }
        for (const { ordinal, minutes } of staysOf(journey)) truth.stages[ordinal - 1]?.stay.add(minutes);
      }
    }
    return truth;
  };
  return { sales: draw("sales"), partner: draw("partner") };
}
