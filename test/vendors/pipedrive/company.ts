import {
  exportedAt,
  firstDay,
  owners,
  partnerSource,
  pipelines,
  sources,
  type Pipeline,
} from "../../../tools/simulate/company.ts";
import { drawDeal, type Deal, type Move } from "../../../tools/simulate/journey.ts";
import { Random } from "../../../tools/simulate/random.ts";
import { minutesPerDay } from "../../../tools/simulate/wall-time.ts";
import { instantOf } from "../hubspot/world.ts";

export interface Change {
  at: number;
  field: "stage_id" | "status" | "value";
  before: string;
  after: string;
}

/** A deal with everything that ever changes in it. */
export interface PipedriveDeal {
  id: number;
  deal: Deal;
  pipeline: Pipeline;
  createdAt: number;
  owner: number;
  firstStage: number;
  changes: Change[];
  /** Into the bin, where its status says so for 30 days; then it is gone. */
  deletedAt?: number;
  /** When its activity was changed last, and when it was deleted, of which no list tells. */
  activity?: { changedAt?: number; deletedAt?: number };
}

/** A Pipedrive company over simulated deals. */
export interface PipedriveCompany {
  until: number;
  deals: PipedriveDeal[];
  owners: string[];
}

const first: Record<Pipeline, number> = { sales: 11, partner: 21 };

export const stagesOf = (pipeline: Pipeline) =>
  pipelines[pipeline].stages.map(({ hubspot }, place) => ({ id: first[pipeline] + place, name: hubspot }));

export const pipelineIds: Record<Pipeline, number> = { sales: 1, partner: 2 };

/** Draws a company: the same seed gives the same one. */
export function drawPipedrive(seed: number, count: number): PipedriveCompany {
  const deals: PipedriveDeal[] = [];
  for (let index = 0; index < count; index++) {
    const random = new Random(seed, 401, index);
    const pipeline: Pipeline = index % 7 === 6 ? "partner" : "sales";
    const source = pipeline === "partner" ? partnerSource : random.weighted(sources);
    const startedAt = Math.round(
      firstDay + ((index + random.next()) / count) * (exportedAt - firstDay - 3 * minutesPerDay - 1440),
    );
    const deal = drawDeal(random, { pipeline, source, startedAt, full: true, fromStart: false });
    const [begin] = deal.moves;
    if (begin === undefined || typeof begin.to !== "number") continue;
    deals.push({
      id: index + 1,
      deal,
      pipeline,
      createdAt: instantOf(begin.at),
      owner: 300 + random.whole(0, owners.length - 1),
      firstStage: first[pipeline] + begin.to - 1,
      changes: changesOf(deal, pipeline),
    });
  }
  return { until: instantOf(exportedAt), deals, owners: [...owners] };
}

/** Moves between stages, closings and reopenings as the changes of two fields. */
function changesOf(deal: Deal, pipeline: Pipeline): Change[] {
  const changes: Change[] = [];
  const idOf = (to: Move["to"]) => (typeof to === "number" ? first[pipeline] + to - 1 : 0);
  let [stage, status] = [0, "open"];
  for (const [place, { at, to }] of deal.moves.entries()) {
    // what people do within a minute they do one after the other
    const instant = instantOf(at) + place * 1000;
    if (place === 0) {
      stage = idOf(to);
      continue;
    }
    if (typeof to !== "number") {
      changes.push({ at: instant, field: "status", before: status, after: to });
      status = to;
      continue;
    }
    if (status !== "open") {
      changes.push({ at: instant, field: "status", before: status, after: "open" });
      status = "open";
    }
    if (idOf(to) !== stage) {
      changes.push({ at: instant, field: "stage_id", before: String(stage), after: String(idOf(to)) });
      stage = idOf(to);
    }
    if (place % 2 === 1) changes.push({ at: instant + 500, field: "value", before: "100", after: "200" });
  }
  return changes;
}

const [hour, day] = [3_600_000, 86_400_000];

/** Near the end some deals that nobody works are deleted, and some activities changed or deleted. */
export function disturbCompany({ deals, until }: PipedriveCompany, seed: number): void {
  const random = new Random(seed, 402);
  const late = until - 2 * day;
  const quiet = deals.filter(({ createdAt, changes }) => (changes.at(-1)?.at ?? createdAt) < late - day);
  for (const deal of quiet.filter((_, index) => index % 30 === 11))
    deal.deletedAt = late + random.whole(0, 40) * hour;
  for (const [index, deal] of deals.entries()) {
    const at = Math.max(deal.createdAt + hour, late) + random.whole(0, 40) * hour;
    if (index % 20 === 4) deal.activity = { changedAt: at };
    if (index % 20 === 9) deal.activity = { deletedAt: at };
  }
}
