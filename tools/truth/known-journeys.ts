import type { Attributes } from "../simulate/attributes.ts";
import type { Pipeline } from "../simulate/company.ts";
import type { Move } from "../simulate/journey.ts";
import type { KnownDeal } from "../simulate/simulation.ts";
import type { Touch } from "../simulate/touches.ts";
import { minutesPerDay, type Minute } from "../simulate/wall-time.ts";
import type { Activity, Person, Proposal } from "../simulate/work.ts";
import { journeysOf, knownMoves, reachesOf, type Reach, type System } from "./known-history.ts";

/** One journey with what was done on it, as its system tells of both. */
export interface KnownJourney {
  pipeline: Pipeline;
  system: System;
  source: string;
  campaign: string;
  isIdeal: boolean;
  attributes: Attributes;
  moves: Move[];
  reaches: Reach[];
  startedAt: Minute;
  closedAt: Minute;
  outcome: "won" | "lost" | "open";
  activities: Activity[];
  people: Person[];
  proposals: Proposal[];
  touches: Touch[];
}

/** The last ordinal of each pipeline. */
type Lasts = Record<Pipeline, number>;

/** Journeys of the deals of both CRMs. What is done after a close belongs to the journey that closed, until the next begins. */
export function knownJourneys(deals: KnownDeal[], lasts: Lasts): KnownJourney[] {
  return deals.flatMap(({ deal, system, work, touches, campaign, isIdeal, attributes }) => {
    const journeys = journeysOf(knownMoves(deal, system));
    return journeys.map((moves, index): KnownJourney => {
      const startedAt = moves[0]?.at ?? Infinity;
      const last = moves.at(-1);
      const outcome = last?.to === "won" || last?.to === "lost" ? last.to : "open";
      const closedAt = outcome === "open" ? Infinity : (last?.at ?? Infinity);
      const from = index === 0 ? -Infinity : startedAt;
      const to = journeys[index + 1]?.[0]?.at ?? Infinity;
      const isOwn = (at: Minute) => at >= from && at < to;
      const closedBefore = index === 0 ? -Infinity : (journeys[index - 1]?.at(-1)?.at ?? -Infinity);
      return {
        pipeline: deal.pipeline,
        system,
        source: deal.source.name,
        campaign,
        isIdeal,
        attributes,
        moves,
        reaches: reachesOf(moves, lasts[deal.pipeline]),
        startedAt,
        closedAt,
        outcome,
        activities: work.activities.filter(({ at, loggedAt }) => isOwn(at ?? loggedAt)),
        people: system === "salesforce" ? work.people : [],
        proposals: work.proposals.filter(({ sentAt }) => isOwn(sentAt)),
        touches: touches
          .map((touch) => ({
            ...touch,
            at: system === "salesforce" ? touch.at - (touch.at % minutesPerDay) : touch.at,
          }))
          .filter(({ at }) => at < closedAt && at >= closedBefore),
      };
    });
  });
}
