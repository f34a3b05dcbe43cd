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

/** What a stage is from an instant on. */
export interface StageVersion {
  at: number;
  label: string;
  place: number;
  kind: "open" | "won" | "lost";
}

export interface Stage {
  id: string;
  /** The newest one last. */
  versions: StageVersion[];
  removedAt?: number;
}

export interface WorldPipeline {
  id: string;
  label: Version[];
  stages: Stage[];
}

/** A HubSpot account over simulated deals. */
export interface World {
  /** UTC instants, in milliseconds, of the simulated first day and of the end. */
  from: number;
  until: number;
  records: Map<string, WorldRecord[]>;
  pipelines: WorldPipeline[];
  /** Of its Leads; an account without them has none. */
  leadPipelines: WorldPipeline[];
  campaigns: { id: string; name: string; from: string; to: string; currency: string; spent: string }[];
  owners: { id: string; name: string; team: string }[];
  /** A property that HubSpot has no more from an instant on. */
  lost: { type: string; property: string; at: number }[];
  /** The simulated deal of each record of a deal that is its own. */
  deals: Map<number, Deal>;
  /** Ids of contacts with whom no deal ever was. */
  people: Set<number>;
  /** The stages of the lifecycle that the account has, one of its own among them. */
  lifecycle: string[];
  /** Whoever goes back to a stage loses the dates of those after it. */
  forgetsStages?: true;
  /** Versions of a property that it keeps; all where it is left out. */
  keptVersions?: number;
}

export interface WorldOptions {
  seed: number;
  deals: number;
  /** Some are merged in chains, deleted, put into the recycle bin, and associated late. */
  disturbed?: boolean;
  /** Whether people work with HubSpot's Leads. */
  leads?: boolean;
  /** Contacts with whom no deal ever was, some of whom came back to a stage. */
  people?: number;
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

const stageFrom = (
  at: number,
  id: string,
  label: string,
  place: number,
  kind: StageVersion["kind"],
): Stage => ({ id, versions: [{ at, label, place, kind }] });

/** The stages of Leads that every account begins with. */
const leadStages = [
  { id: "new-stage-id", label: "New", kind: "open" },
  { id: "attempting-stage-id", label: "Attempting", kind: "open" },
  { id: "connected-stage-id", label: "Connected", kind: "open" },
  { id: "qualified-stage-id", label: "Qualified", kind: "won" },
  { id: "unqualified-stage-id", label: "Unqualified", kind: "lost" },
] as const;

/** What a stage is at an instant; undefined before it was made and after it was removed. */
export const stageAt = ({ versions, removedAt = Infinity }: Stage, now: number): StageVersion | undefined =>
  now < removedAt ? versions.findLast(({ at }) => at <= now) : undefined;

/** Draws an account: the same seed gives the same one. */
export function drawWorld({ seed, deals, disturbed = true, leads = false, people = 0 }: WorldOptions): World {
  const from = instantOf(firstDay);
  const world: World = {
    from,
    until: instantOf(exportedAt),
    records: new Map(
      ["deals", "contacts", "companies", "leads", "calls", "emails", "meetings", "notes", "tasks"].map(
        (type) => [type, []],
      ),
    ),
    pipelines: (Object.keys(pipelines) as Pipeline[]).map((pipeline) => ({
      id: pipelineIds[pipeline],
      label: [{ at: 0, value: pipelines[pipeline].hubspot }],
      stages: [
        ...pipelines[pipeline].stages.map(({ hubspot }, index) =>
          stageFrom(from, stageIds[pipeline](index + 1), hubspot, index, "open"),
        ),
        stageFrom(from, stageIds[pipeline]("won"), "Closed Won", pipelines[pipeline].stages.length, "won"),
        stageFrom(
          from,
          stageIds[pipeline]("lost"),
          "Closed Lost",
          pipelines[pipeline].stages.length + 1,
          "lost",
        ),
      ],
    })),
    leadPipelines: leads
      ? [
          {
            id: "lead-pipeline-id",
            label: [{ at: 0, value: "Lead pipeline" }],
            stages: leadStages.map(({ id, label, kind }, place) => stageFrom(from, id, label, place, kind)),
          },
        ]
      : [],
    campaigns: [
      {
        id: "8b1b7c2e-0001-4c00-8000-000000000001",
        name: "Spring fair",
        from: "2026-03-01",
        to: "2026-03-20",
        currency: "EUR",
        spent: "12345678901.07",
      },
      {
        id: "8b1b7c2e-0001-4c00-8000-000000000002",
        name: "Őszi levél",
        from: "2026-09-01",
        to: "2026-09-30",
        currency: "HUF",
        spent: "150000",
      },
    ],
    owners: ownerNames.map((name, index) => ({
      id: String(501 + index),
      name,
      team: index % 2 === 0 ? "Budapest" : "Vienna",
    })),
    lost: [],
    deals: new Map(),
    people: new Set(),
    lifecycle: [
      "subscriber",
      "lead",
      "marketingqualifiedlead",
      "salesqualifiedlead",
      "opportunity",
      "customer",
      "evangelist",
      "other",
      ownStage,
    ],
  };
  for (let index = 0; index < deals; index++) addDeal(world, seed, index, deals, disturbed);
  if (disturbed) disturb(world, seed);
  if (leads) addLeads(world, deals);
  for (let index = 0; index < people; index++) addPerson(world, seed, index);
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

/** Work on the contact of every third deal before the deal began, and on people with whom none ever did. */
function addLeads(world: World, count: number): void {
  const contacts = recordsOf(world, "contacts");
  for (const [index, deal] of recordsOf(world, "deals").slice(0, count).entries()) {
    const contact = contacts[index];
    if (contact === undefined || index % 3 !== 0) continue;
    const begun = contact.createdAt;
    const isLost = index % 9 === 3;
    const steps = isLost
      ? ["new-stage-id", "attempting-stage-id", "unqualified-stage-id"]
      : ["new-stage-id", "attempting-stage-id", "connected-stage-id", "qualified-stage-id"];
    const stranger: WorldRecord = {
      id: 800_000 + index,
      type: "contacts",
      createdAt: begun,
      properties: { email: `stranger${index}@minta.example` },
      history: { lifecyclestage: [{ at: begun, value: "lead" }] },
      merged: [],
      links: [],
    };
    if (isLost) recordsOf(world, "contacts").push(stranger);
    recordsOf(world, "leads").push({
      // the same numbers as contacts have
      id: contact.id,
      type: "leads",
      createdAt: begun + 60_000,
      properties: isLost ? { hs_lead_disqualification_reason: "NO_BUDGET" } : {},
      history: {
        hs_pipeline: [{ at: begun + 60_000, value: "lead-pipeline-id" }],
        hs_pipeline_stage: steps.map((value, place) => ({ at: begun + 60_000 + place * 20 * 60_000, value })),
        hubspot_owner_id: [{ at: begun + 60_000, value: world.owners[0]?.id ?? "501" }],
      },
      merged: [],
      links: [
        { at: begun + 60_000, type: "contacts", id: isLost ? stranger.id : contact.id, label: null },
        ...(isLost ? [] : [{ at: deal.createdAt, type: "deals", id: deal.id, label: null }]),
      ],
    });
  }
}

/** A stage that the account made itself. */
export const ownStage = "48771203";

/** What people go through: a stage, "" where it is emptied. Of most the first one is all. */
const lifecycles = [
  ["subscriber"],
  ["lead"],
  ["subscriber"],
  [ownStage],
  ["lead", "marketingqualifiedlead", "lead", "marketingqualifiedlead", "salesqualifiedlead"],
  ["lead", ownStage, "lead"],
  ["", "lead"],
  ["lead", "", "lead"],
  [""],
  ["lead", "marketingqualifiedlead"],
];

function addPerson(world: World, seed: number, index: number): void {
  const random = new Random(seed, 203, index);
  const stages = lifecycles[index % lifecycles.length] ?? [];
  const createdAt = Math.round(world.from + random.next() * (world.until - 40 * day - world.from));
  // whoever moves does so within the last weeks, night after night
  const last = world.until - random.whole(1, 25) * day;
  const id = 850_000 + index;
  world.people.add(id);
  recordsOf(world, "contacts").push({
    id,
    type: "contacts",
    createdAt,
    properties: { email: `reader${index}@minta.example` },
    history: {
      lifecyclestage: stages
        .map((value, place) => ({
          at: place === 0 ? createdAt : last - (stages.length - 1 - place) * 2 * day,
          value,
        }))
        .filter(({ value }, place) => place > 0 || value !== ""),
      hs_lead_status: [{ at: createdAt, value: "NEW" }],
    },
    merged: [],
    links: [],
  });
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
  // of activities some are changed, some put into the recycle bin, and some purged
  for (const [index, call] of recordsOf(world, "calls").entries()) {
    const at = Math.max(call.createdAt + hour, late) + random.whole(0, 40) * hour;
    if (index % 20 === 4) call.history["hs_call_title"] = [{ at, value: "Call, again" }];
    if (index % 20 === 9) call.archivedAt = at;
    if (index % 20 === 14) call.deletedAt = at;
  }
}
