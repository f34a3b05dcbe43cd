import fc from "fast-check";

/** Seconds since 1970, UTC. */
export type Instant = number;
export type Precision = "second" | "minute" | "day";

export interface Change {
  recordType: "lead" | "opportunity";
  recordId: string;
  pipeline: string;
  from: string;
  to: string;
  at: Instant;
  precision: Precision;
  sequence: number | null;
  owner: string | null;
  /** The source has one column per stage. */
  isColumn: boolean;
}
export interface Lead {
  id: string;
  createdAt: Instant | null;
  createdPrecision: Precision;
  stage: string;
  stageChangedAt: Instant | null;
  updatedAt: Instant | null;
  updatedPrecision: Precision;
  convertedTo: string | null;
  mergedIds: string[];
  isDeleted: boolean;
  phone: string | null;
  email: string | null;
}
export interface Opportunity {
  id: string;
  leadId: string | null;
  createdAt: Instant | null;
  createdPrecision: Precision;
  pipeline: string;
  stage: string;
  stageChangedAt: Instant | null;
  closedAt: Instant | null;
  updatedAt: Instant | null;
  updatedPrecision: Precision;
  mergedIds: string[];
  isDeleted: boolean;
  phone: string | null;
}
export interface Member {
  listId: string;
  memberId: string;
  deliveredAt: Instant;
  precision: Precision;
  pipeline: string | null;
  phone: string | null;
  email: string | null;
}
/** An answer of a form, which has a source of its own. */
export interface Answer {
  id: string;
  createdAt: Instant | null;
  createdPrecision: Precision;
  phone: string | null;
  email: string | null;
}
/** A call, an e-mail, a meeting or a note of an opportunity. */
export interface Activity {
  id: string;
  opportunityId: string;
  kind: "call" | "email" | "meeting" | "note";
  direction: "out" | "in" | null;
  occurredAt: Instant;
  precision: Precision;
  isConnected: boolean | null;
}
/** What one company's systems delivered. */
export interface World {
  leads: Lead[];
  opportunities: Opportunity[];
  changes: Change[];
  members: Member[];
  answers: Answer[];
  activities: Activity[];
}

export const day = 86_400;
export const at = (iso: string): Instant => Date.parse(`${iso}Z`) / 1000;
export const watermark = at("2026-02-01T00:00:00");
export const misclickSeconds = 60;
export const reopenSeconds = 90 * day;
export const sameLeadSeconds = 30 * day;
export const mostOfOneKey = 5;

export interface Pipeline {
  name: string;
  stages: string[];
}
export const pipelines: Pipeline[] = [
  { name: "care", stages: ["onboarding", "steady"] },
  { name: "sales", stages: ["lead", "qualified", "meeting", "proposal", "closing"] },
  { name: "solo", stages: ["only"] },
];

export interface Meaning {
  pipeline: string;
  name: string;
  kind: "stage" | "won" | "lost";
  target: string;
  stage: string;
  from: string;
  to: string;
}
const stage = (pipeline: string, name: string, target: string, key: string, from = "", to = ""): Meaning => ({
  pipeline,
  name,
  kind: "stage",
  target,
  stage: key,
  from,
  to,
});
const outcome = (pipeline: string, name: string, kind: "won" | "lost", target: string): Meaning => ({
  pipeline,
  name,
  kind,
  target,
  stage: "",
  from: "",
  to: "",
});
/** "Demo" was the qualified stage until the end of June 2025 and the meeting since; "Retired" means nothing since. */
export const stageMap: Meaning[] = [
  stage("*", "S1", "sales", "lead"),
  stage("*", "S2", "sales", "qualified"),
  stage("*", "S3", "sales", "meeting"),
  stage("*", "S3 again", "sales", "meeting"),
  stage("*", "S4", "sales", "proposal"),
  stage("*", "S5", "sales", "closing"),
  stage("*", "Demo", "sales", "qualified", "", "2025-07-01"),
  stage("*", "Demo", "sales", "meeting", "2025-07-01"),
  stage("*", "Retired", "sales", "qualified", "", "2025-07-01"),
  outcome("*", "Won", "won", "sales"),
  outcome("*", "Lost", "lost", "sales"),
  stage("*", "Submitted", "sales", "lead"),
  stage("Care", "C1", "care", "onboarding"),
  stage("Care", "C2", "care", "steady"),
  outcome("Care", "Won", "won", "care"),
  outcome("Care", "Lost", "lost", "care"),
  stage("Solo", "X", "solo", "only"),
  outcome("Solo", "Won", "won", "solo"),
  outcome("Solo", "Lost", "lost", "solo"),
];
/** Local midnight in Budapest at the start of July 2025. */
export const july = at("2025-06-30T22:00:00");

/** A place a record can be moved to: the source's pipeline and stage. */
const place = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom("S1", "S2", "S3", "S4", "S5").map((name) => ["", name] as const) },
  {
    weight: 3,
    arbitrary: fc.constantFrom("S3 again", "Demo", "Retired", "Mystery").map((name) => ["", name] as const),
  },
  { weight: 6, arbitrary: fc.constantFrom("Won", "Lost", "Lost").map((name) => ["", name] as const) },
  { weight: 2, arbitrary: fc.constantFrom("C1", "C2", "Won", "Lost").map((name) => ["Care", name] as const) },
  { weight: 1, arbitrary: fc.constantFrom("X", "Won", "Lost").map((name) => ["Solo", name] as const) },
);

/** The time to the next change: ties, both sides of the misclick and the reopening limits, and ordinary days. */
const pause = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.constantFrom(5, 30, 59, 60, 61) },
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 60 }).map((days) => days * day) },
  { weight: 4, arbitrary: fc.integer({ min: 61, max: 20 * day }) },
  { weight: 3, arbitrary: fc.constantFrom(reopenSeconds - 1, reopenSeconds, reopenSeconds + 1, 150 * day) },
);
const precision = fc.constantFrom<Precision>("second", "second", "second", "minute", "day");
const start = fc
  .integer({ min: at("2025-01-02T00:00:00") / 3600, max: at("2025-12-20T00:00:00") / 3600 })
  .map((hours) => hours * 3600);
const midnight = (instant: Instant) => Math.floor(instant / day) * day;

const history = fc.record({
  start,
  // A source names the stage before of every change, or of none.
  namesFrom: fc.integer({ min: 0, max: 3 }).map((value) => value > 0),
  dayOnly: fc.integer({ min: 0, max: 9 }).map((value) => value === 0),
  isColumn: fc.integer({ min: 0, max: 3 }).map((value) => value === 0),
  hasSequence: fc.integer({ min: 0, max: 2 }).map((value) => value === 0),
  first: fc.option(place, { freq: 3 }),
  steps: fc.array(
    fc.record({
      place,
      pause,
      link: fc.constantFrom<("chain" | "edit" | "wrong")[]>(
        "chain",
        "chain",
        "chain",
        "chain",
        "chain",
        "edit",
        "wrong",
      ),
      owner: fc.constantFrom("ann", "bea", null),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  shuffled: fc.integer({ min: 0, max: 3 }),
});

function changesOf(
  recordType: "lead" | "opportunity",
  recordId: string,
  drawn: typeof history extends fc.Arbitrary<infer T> ? T : never,
): Change[] {
  let instant = drawn.start;
  let current = drawn.first?.[1] ?? "";
  const rows = drawn.steps.map((step, index): Change => {
    if (index > 0) instant += step.pause;
    const [pipeline, name]: readonly [string, string] = step.place;
    const to = step.link === "edit" && current !== "" ? current : name;
    const from =
      drawn.namesFrom || step.link === "edit"
        ? { chain: current, edit: current, wrong: "S2" }[step.link]
        : "";
    current = to;
    return {
      recordType,
      recordId,
      pipeline,
      from,
      to,
      at: drawn.dayOnly ? midnight(instant) : instant,
      precision: drawn.dayOnly ? "day" : "second",
      sequence: drawn.hasSequence ? 100 + index : null,
      owner: step.owner,
      isColumn: drawn.isColumn,
    };
  });
  // The order of the rows in a file means nothing.
  return drawn.shuffled === 0 ? rows.toReversed() : rows;
}

const flag = fc.integer({ min: 0, max: 9 }).map((value) => value === 0);
const phone = fc.option(fc.constantFrom("p1", "p2", "p3"), { freq: 2 });
const moment = fc.option(start, { freq: 4 });

const opportunity = fc.record({
  createdAt: moment,
  createdPrecision: precision,
  place,
  stageChangedAt: fc.option(start, { freq: 1 }),
  closedAt: fc.option(fc.oneof({ weight: 5, arbitrary: start }, fc.constant(at("2027-12-31T00:00:00"))), {
    freq: 4,
  }),
  updatedAt: fc.option(start, { freq: 1 }),
  updatedPrecision: precision,
  isDeleted: flag,
  phone,
  hasStage: fc.integer({ min: 0, max: 11 }).map((value) => value > 0),
  history: fc.option(history, { freq: 3 }),
});
const lead = fc.record({
  createdAt: moment,
  createdPrecision: precision,
  stage: fc.constantFrom("S1", "S1", "S2", "Lost", "", "Mystery"),
  stageChangedAt: fc.option(start, { freq: 1 }),
  updatedAt: fc.option(start, { freq: 1 }),
  updatedPrecision: precision,
  isDeleted: flag,
  phone,
  email: fc.option(fc.constantFrom("e1", "e2"), { freq: 1 }),
  history: fc.option(history, { freq: 1 }),
});
const member = fc.record({
  deliveredAt: start,
  precision: fc.constantFrom<Precision>("second", "day"),
  pipeline: fc.constantFrom(null, null, "care"),
  phone,
  email: fc.option(fc.constantFrom("e1", "e2"), { freq: 1 }),
});
const answer = fc.record({
  // near the start of other records, at the limit, just beyond it, and any time
  createdAt: fc.option(start, { freq: 8 }),
  besides: fc.option(fc.nat(9), { freq: 3 }),
  distance: fc.constantFrom(
    0,
    3600,
    -3600,
    day,
    -day,
    12 * day,
    sameLeadSeconds,
    sameLeadSeconds + 1,
    40 * day,
    150 * day,
  ),
  createdPrecision: precision,
  phone,
  email: fc.option(fc.constantFrom("e1", "e2"), { freq: 1 }),
});
/** Who was merged into whom, who became what: numbers that are read against the records there are. */
const relation = fc.record({
  kind: fc.constantFrom("merge", "merge_lead", "convert", "belong"),
  a: fc.nat(9),
  b: fc.nat(9),
});

const activity = fc.record({
  opportunity: fc.nat(9),
  change: fc.nat(19),
  distance: fc.constantFrom(-30 * day, -day, -1, 0, 0, 1, 3600, day, 40 * day),
  kind: fc.constantFrom<Activity["kind"]>("call", "call", "email", "email", "meeting", "note"),
  direction: fc.constantFrom<Activity["direction"]>("out", "out", "in", null),
  precision: fc.constantFrom<Precision>("second", "second", "minute", "day"),
  isConnected: fc.constantFrom(null, null, false, true),
});

/** What was done about an opportunity that no merge tells of: near one of its changes, else near its creation. */
function activityOf(
  world: World,
  drawn: typeof activity extends fc.Arbitrary<infer T> ? T : never,
  index: number,
): Activity[] {
  const owner = world.opportunities[drawn.opportunity % Math.max(world.opportunities.length, 1)];
  const isMerged =
    owner === undefined ||
    owner.mergedIds.length > 0 ||
    world.opportunities.some((each) => each.mergedIds.includes(owner.id));
  if (owner === undefined || isMerged) return [];
  const instants = [
    ...world.changes.filter((change) => change.recordId === owner.id).map((change) => change.at),
    ...(owner.createdAt === null ? [] : [owner.createdAt]),
  ];
  const near =
    (instants[drawn.change % Math.max(instants.length, 1)] ?? watermark - 50 * day) + drawn.distance;
  const known = Math.min(near, watermark);
  return [
    {
      id: `a${index + 1}`,
      opportunityId: owner.id,
      kind: drawn.kind,
      direction: drawn.direction,
      occurredAt: drawn.precision === "day" ? midnight(known) : known,
      precision: drawn.precision,
      isConnected: drawn.kind === "call" || drawn.kind === "meeting" ? drawn.isConnected : null,
    },
  ];
}

/** Small companies: a few records, tangled. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    opportunities: fc.array(opportunity, { minLength: 0, maxLength: 4 }),
    leads: fc.array(lead, { minLength: 0, maxLength: 3 }),
    members: fc.array(member, { minLength: 0, maxLength: 2 }),
    answers: fc.array(answer, { minLength: 0, maxLength: 2 }),
    relations: fc.array(relation, { maxLength: 3 }),
    activities: fc.array(activity, { maxLength: 8 }),
  })
  .map(({ opportunities, leads, members, answers, relations, activities }): World => {
    const world: World = {
      opportunities: opportunities.map((drawn, index) => ({
        id: `o${index + 1}`,
        leadId: null,
        createdAt:
          drawn.createdPrecision === "day" && drawn.createdAt !== null
            ? midnight(drawn.createdAt)
            : drawn.createdAt,
        createdPrecision: drawn.createdPrecision,
        pipeline: drawn.place[0],
        stage: drawn.hasStage ? drawn.place[1] : "",
        stageChangedAt: drawn.stageChangedAt,
        closedAt: drawn.closedAt,
        updatedAt:
          drawn.updatedPrecision === "day" && drawn.updatedAt !== null
            ? midnight(drawn.updatedAt)
            : drawn.updatedAt,
        updatedPrecision: drawn.updatedPrecision,
        mergedIds: [],
        isDeleted: drawn.isDeleted,
        phone: drawn.phone,
      })),
      leads: leads.map((drawn, index) => ({
        id: `l${index + 1}`,
        createdAt:
          drawn.createdPrecision === "day" && drawn.createdAt !== null
            ? midnight(drawn.createdAt)
            : drawn.createdAt,
        createdPrecision: drawn.createdPrecision,
        stage: drawn.stage,
        stageChangedAt: drawn.stageChangedAt,
        updatedAt:
          drawn.updatedPrecision === "day" && drawn.updatedAt !== null
            ? midnight(drawn.updatedAt)
            : drawn.updatedAt,
        updatedPrecision: drawn.updatedPrecision,
        convertedTo: null,
        mergedIds: [],
        isDeleted: drawn.isDeleted,
        phone: drawn.phone,
        email: drawn.email,
      })),
      changes: [
        ...opportunities.flatMap((drawn, index) =>
          drawn.history === null ? [] : changesOf("opportunity", `o${index + 1}`, drawn.history),
        ),
        ...leads.flatMap((drawn, index) =>
          drawn.history === null ? [] : changesOf("lead", `l${index + 1}`, drawn.history),
        ),
      ],
      members: members.map((drawn, index) => ({ listId: `list${index + 1}`, memberId: "m", ...drawn })),
      answers: [],
      activities: [],
    };
    const known = [...world.opportunities, ...world.leads];
    // a source with deals is a CRM, and one without them may be a form itself
    if (opportunities.length > 0)
      world.answers = answers.map(({ createdAt, besides, distance, ...drawn }, index) => {
        const beside = besides === null ? null : (known[besides % known.length] ?? null);
        const instant =
          beside === null || beside.createdAt === null ? createdAt : beside.createdAt + distance;
        return {
          ...drawn,
          id: `f${index + 1}`,
          createdAt: drawn.createdPrecision === "day" && instant !== null ? midnight(instant) : instant,
          phone: beside?.phone ?? drawn.phone,
        };
      });
    const takenOpportunities = new Set<string>();
    const takenLeads = new Set<string>();
    for (const { kind, a, b } of relations) {
      const first = world.opportunities[a % Math.max(world.opportunities.length, 1)];
      const firstLead = world.leads[b % Math.max(world.leads.length, 1)];
      if (kind === "merge") mergeInto(world.opportunities, a, b, takenOpportunities);
      else if (kind === "merge_lead") mergeInto(world.leads, a, b, takenLeads);
      else if (
        first !== undefined &&
        firstLead !== undefined &&
        firstLead.convertedTo === null &&
        world.opportunities.every((each) => each.leadId !== firstLead.id)
      ) {
        if (kind === "convert") firstLead.convertedTo = first.id;
        else if (first.leadId === null) first.leadId = firstLead.id;
      }
    }
    world.activities = activities.flatMap((drawn, index) => activityOf(world, drawn, index));
    return world;
  });

/** A record is merged into one other at most; chains and cycles may arise. */
function mergeInto(records: { id: string; mergedIds: string[] }[], a: number, b: number, taken: Set<string>) {
  const winner = records[a % Math.max(records.length, 1)];
  const loser = records[b % Math.max(records.length, 1)];
  if (winner === undefined || loser === undefined || winner === loser || taken.has(loser.id)) return;
  taken.add(loser.id);
  winner.mergedIds.push(loser.id);
}
