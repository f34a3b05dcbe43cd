import {
  exportedAt,
  firstDay,
  owners as ownerNames,
  partnerSource,
  pipelines,
  sampleCompany,
  sources,
  type Pipeline,
} from "../../../tools/simulate/company.ts";
import { drawDeal, type Deal, type Move } from "../../../tools/simulate/journey.ts";
import { Random } from "../../../tools/simulate/random.ts";
import { minutesPerDay, type Minute } from "../../../tools/simulate/wall-time.ts";

/** A value that a property had from an instant on. */
export interface Version {
  at: number;
  value: string;
}

/** A record with everything that ever happens to it; what HubSpot shows of it depends on the instant at which it is asked. */
export interface WorldRecord {
  id: number;
  type: string;
  createdAt: number;
  /** By property; the newest one last. */
  history: Record<string, Version[]>;
  /** Properties that never change. */
  properties: Record<string, string>;
  archivedAt?: number;
  /** Gone for good, from every list. */
  deletedAt?: number;
  /** Records that are merged into this one, each from an instant on. */
  merged: { at: number; id: number }[];
  links: { at: number; type: string; id: number; label: string | null }[];
}

/** A HubSpot account over simulated deals. */
export interface World {
  /** UTC instants, in milliseconds, of the simulated first day and of the end. */
  from: number;
  until: number;
  records: Map<string, WorldRecord[]>;
  pipelines: {
    id: string;
    label: string;
    stages: { id: string; label: Version[]; won: boolean; lost: boolean }[];
  }[];
  owners: { id: string; name: string; team: string }[];
  /** A property that HubSpot has no more from an instant on. */
  lost: { type: string; property: string; at: number }[];
  /** The simulated deal of each record of a deal that is its own. */
  deals: Map<number, Deal>;
}

export interface WorldOptions {
  seed: number;
  deals: number;
  /** Some are merged in chains, deleted, put into the recycle bin, and associated late. */
  disturbed?: boolean;
}

const hour = 3_600_000;
const day = 24 * hour;

/** The instant of a Budapest wall time: two hours ahead of UTC from the last Sunday of March to that of October. */
export function instantOf(at: Minute): number {
  const wall = at * 60_000;
  const year = new Date(wall).getUTCFullYear();
  const lastSunday = (month: number) => {
    const last = new Date(Date.UTC(year, month + 1, 0));
    return last.getTime() - last.getUTCDay() * day;
  };
  const isSummer = wall >= lastSunday(2) + 2 * hour && wall < lastSunday(9) + 3 * hour;
  return wall - (isSummer ? 2 : 1) * hour;
}

const stageIds: Record<Pipeline, (to: Move["to"]) => string> = {
  sales: (to) => (to === "won" ? "closedwon" : to === "lost" ? "closedlost" : `20${to}0`),
  partner: (to) => (to === "won" ? "3900" : to === "lost" ? "3901" : `30${to}0`),
};
const pipelineIds: Record<Pipeline, string> = { sales: "default", partner: "77001" };

/** Draws an account: the same seed gives the same one. */
export function drawWorld({ seed, deals, disturbed = true }: WorldOptions): World {
  const from = instantOf(firstDay);
  const world: World = {
    from,
    until: instantOf(exportedAt),
    records: new Map(
      ["deals", "contacts", "companies", "calls", "emails", "meetings", "notes", "tasks"].map((type) => [
        type,
        [],
      ]),
    ),
    pipelines: (Object.keys(pipelines) as Pipeline[]).map((pipeline) => ({
      id: pipelineIds[pipeline],
      label: pipelines[pipeline].hubspot,
      stages: [
        ...pipelines[pipeline].stages.map(({ hubspot }, index) => ({
          id: stageIds[pipeline](index + 1),
          label: [{ at: 0, value: hubspot }],
          won: false,
          lost: false,
        })),
        {
          id: stageIds[pipeline]("won"),
          label: [{ at: 0, value: "Closed Won" }],
          won: true,
          lost: false,
        },
        {
          id: stageIds[pipeline]("lost"),
          label: [{ at: 0, value: "Closed Lost" }],
          won: false,
          lost: true,
        },
      ],
    })),
    owners: ownerNames.map((name, index) => ({
      id: String(501 + index),
      name,
      team: index % 2 === 0 ? "Budapest" : "Vienna",
    })),
    lost: [],
    deals: new Map(),
  };
  for (let index = 0; index < deals; index++) addDeal(world, seed, index, deals, disturbed);
  if (disturbed) disturb(world, seed);
  for (const records of world.records.values()) records.sort((one, other) => one.id - other.id);
  return world;
}

export const recordsOf = (world: World, type: string): WorldRecord[] => world.records.get(type) ?? [];

function addDeal(world: World, seed: number, index: number, count: number, disturbed: boolean): void {
  const random = new Random(seed, 201, index);
  const isPartner = index % 8 === 7;
  const pipeline: Pipeline = isPartner ? "partner" : "sales";
  const startedAt = Math.round(
    firstDay + ((index + random.next()) / count) * (exportedAt - firstDay - 3 * minutesPerDay - 1440),
  );
  const source = isPartner ? partnerSource : random.weighted(sources);
  const deal = drawDeal(random, {
    pipeline,
    source,
    startedAt,
    full: disturbed,
    fromStart: false,
    company: sampleCompany,
  });
  const [first] = deal.moves;
  if (first === undefined) return;
  const createdAt = instantOf(first.at);
  const id = 9_000_000_000 + index * 7;
  const stages = deal.moves.map(({ at, to }, place) => ({
    // what happens within a minute happens one after the other
    at: instantOf(at) + place * 10,
    value: stageIds[pipeline](to),
  }));
  const owner = world.owners[random.whole(0, world.owners.length - 1)]?.id ?? "501";
  const contact: WorldRecord = {
    id: 700_000 + index,
    type: "contacts",
    createdAt: createdAt - 2 * hour,
    properties: {
      email: `person${index}@minta.example`,
      phone: `+36 30 555 ${String(index).padStart(4, "0")}`,
      country: "Hungary",
    },
    history: {
      lifecyclestage: [
        { at: createdAt - 2 * hour, value: "lead" },
        { at: createdAt + 1000, value: "opportunity" },
      ],
      hs_lead_status: [{ at: createdAt - 2 * hour, value: "NEW" }],
    },
    merged: [],
    links: [],
  };
  const record: WorldRecord = {
    id,
    type: "deals",
    createdAt,
    properties: {
      deal_currency_code: "HUF",
      hs_analytics_source: source.hubspot,
    },
    history: {
      dealstage: stages,
      pipeline: [{ at: createdAt, value: pipelineIds[pipeline] }],
      hubspot_owner_id: [{ at: createdAt, value: owner }],
      amount: [{ at: createdAt + hour, value: String(random.whole(10, 400) * 10_000) }],
    },
    merged: [],
    links: [
      {
        // some are associated days later, which changes nothing else about them
        at: createdAt + (random.chance(0.2) ? 9 * day : 0),
        type: "contacts",
        id: contact.id,
        label: random.chance(0.4) ? "Decision maker" : null,
      },
    ],
  };
  if (random.chance(0.15))
    record.history["hubspot_owner_id"]?.push({
      at: createdAt + 5 * day,
      value: world.owners[0]?.id ?? owner,
    });
  recordsOf(world, "deals").push(record);
  recordsOf(world, "contacts").push(contact);
  world.deals.set(id, deal);
  const beside = (type: string, number: number, properties: Record<string, string>) =>
    recordsOf(world, type).push({
      id: number + index,
      type,
      createdAt: createdAt + hour,
      properties: { hs_timestamp: new Date(createdAt + hour).toISOString(), ...properties },
      history: {},
      merged: [],
      links: type === "companies" ? [] : [{ at: createdAt + hour, type: "deals", id, label: null }],
    });
  if (index % 10 === 0) {
    beside("companies", 60_000, { name: `Minta ${index} Kft.`, industry: "Energy", numberofemployees: "40" });
    beside("emails", 61_000_000, { hs_email_subject: "Offer", hs_email_direction: "EMAIL" });
    beside("meetings", 62_000_000, {
      hs_meeting_title: "Meeting",
      hs_meeting_start_time: new Date(createdAt + hour).toISOString(),
      hs_meeting_outcome: "COMPLETED",
    });
    beside("notes", 63_000_000, { hs_note_body: "Note" });
    beside("tasks", 64_000_000, { hs_task_subject: "Task", hs_task_status: "COMPLETED" });
  }
  const last = deal.moves.at(-1)?.at ?? first.at;
  for (let attempt = 0; attempt < random.whole(0, 4); attempt++) {
    const at = createdAt + Math.round(random.next() * Math.max(hour, instantOf(last) - createdAt));
    recordsOf(world, "calls").push({
      id: 40_000_000 + index * 10 + attempt,
      type: "calls",
      createdAt: at,
      properties: {
        hs_timestamp: new Date(at).toISOString(),
        hs_call_title: "Call",
        hs_call_direction: "OUTBOUND",
        hs_call_disposition: random.chance(0.4)
          ? "f240bbac-87c9-4f6e-bf70-924b57d47db7"
          : "73a0d17f-1163-4015-bdd5-ec830791da20",
        hubspot_owner_id: owner,
      },
      history: {},
      merged: [],
      links: [{ at: at + (random.chance(0.2) ? 2 * day : 0), type: "deals", id, label: null }],
    });
  }
}

/** Merges in chains, records in the recycle bin, and those that are gone for good, all near the end. */
function disturb(world: World, seed: number): void {
  const random = new Random(seed, 202);
  const deals = [...recordsOf(world, "deals")];
  const late = world.until - 2 * day;
  for (const [place, winner] of deals.filter((_, index) => index % 25 === 3).entries()) {
    const twin = (number: number, into: WorldRecord, at: number): WorldRecord => {
      const first = winner.history["dealstage"]?.[0];
      const loser: WorldRecord = {
        ...structuredClone(winner),
        id: winner.id + number,
        // a second record of the same deal, which was never worked
        history: {
          ...structuredClone(winner.history),
          dealstage: first === undefined ? [] : [{ ...first }],
        },
        links: [],
        deletedAt: at,
      };
      into.merged.push({ at, id: loser.id });
      recordsOf(world, "deals").push(loser);
      return loser;
    };
    // one twin is merged into the other, and that one into the deal
    const second = twin(1, winner, late + place * hour + day / 2);
    const first = twin(2, second, late + place * hour);
    winner.merged.push({ at: late + place * hour + day / 2, id: first.id });
  }
  // nobody works what is gone
  const isQuiet = ({ id }: WorldRecord) =>
    instantOf(world.deals.get(id)?.moves.at(-1)?.at ?? exportedAt) < late - day;
  const quiet = deals.filter(isQuiet);
  for (const deal of quiet.filter((_, index) => index % 40 === 11))
    deal.archivedAt = late + random.whole(0, 40) * hour;
  for (const deal of quiet.filter((_, index) => index % 60 === 17))
    deal.deletedAt = late + random.whole(0, 40) * hour;
}
