import fc from "fast-check";
import {
  at,
  day,
  reopenSeconds,
  sameLeadSeconds,
  watermark,
  type Activity,
  type Answer,
  type Change,
  type Instant,
  type Lead,
  type Opportunity,
  type Precision,
  type World,
} from "./world.ts";

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;

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
/** An instant as a source writes it that knows it to a precision. */
const written = (instant: Instant | null, known: Precision) =>
  known === "day" && instant !== null ? midnight(instant) : instant;

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
  drawn: Drawn<typeof history>,
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
function activityOf(world: World, drawn: Drawn<typeof activity>, index: number): Activity[] {
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

type Relation = Drawn<typeof relation>;

/** Small companies: a few records, tangled. */
const worlds: fc.Arbitrary<World> = fc
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
      opportunities: opportunities.map(opportunityOf),
      leads: leads.map(leadOf),
      changes: [...historiesOf("opportunity", "o", opportunities), ...historiesOf("lead", "l", leads)],
      members: members.map((drawn, index) => ({ listId: `list${index + 1}`, memberId: "m", ...drawn })),
      answers: [],
      activities: [],
    };
    // a source with deals is a CRM, and one without them may be a form itself
    const known = [...world.opportunities, ...world.leads];
    if (opportunities.length > 0)
      world.answers = answers.map((drawn, index) => answerOf(drawn, index, known));
    relate(world, relations);
    world.activities = activities.flatMap((drawn, index) => activityOf(world, drawn, index));
    return world;
  });

/** Worlds drawn with a seed; the same seed draws the same worlds. */
export function drawWorlds(count: number, seed: number): World[] {
  return fc.sample(worlds, { numRuns: count, seed });
}

const opportunityOf = (drawn: Drawn<typeof opportunity>, index: number): Opportunity => ({
  id: `o${index + 1}`,
  leadId: null,
  createdAt: written(drawn.createdAt, drawn.createdPrecision),
  createdPrecision: drawn.createdPrecision,
  pipeline: drawn.place[0],
  stage: drawn.hasStage ? drawn.place[1] : "",
  stageChangedAt: drawn.stageChangedAt,
  closedAt: drawn.closedAt,
  updatedAt: written(drawn.updatedAt, drawn.updatedPrecision),
  updatedPrecision: drawn.updatedPrecision,
  mergedIds: [],
  isDeleted: drawn.isDeleted,
  phone: drawn.phone,
});

const leadOf = (drawn: Drawn<typeof lead>, index: number): Lead => ({
  id: `l${index + 1}`,
  createdAt: written(drawn.createdAt, drawn.createdPrecision),
  createdPrecision: drawn.createdPrecision,
  stage: drawn.stage,
  stageChangedAt: drawn.stageChangedAt,
  updatedAt: written(drawn.updatedAt, drawn.updatedPrecision),
  updatedPrecision: drawn.updatedPrecision,
  convertedTo: null,
  mergedIds: [],
  isDeleted: drawn.isDeleted,
  phone: drawn.phone,
  email: drawn.email,
});

const historiesOf = (
  recordType: Change["recordType"],
  prefix: string,
  records: { history: Drawn<typeof history> | null }[],
): Change[] =>
  records.flatMap((drawn, index) =>
    drawn.history === null ? [] : changesOf(recordType, `${prefix}${index + 1}`, drawn.history),
  );

/** An answer near the creation of a record, by the same person, or of its own. */
function answerOf(
  { createdAt, besides, distance, ...drawn }: Drawn<typeof answer>,
  index: number,
  known: (Opportunity | Lead)[],
): Answer {
  const beside = besides === null ? null : (known[besides % known.length] ?? null);
  const instant = beside === null || beside.createdAt === null ? createdAt : beside.createdAt + distance;
  return {
    ...drawn,
    id: `f${index + 1}`,
    createdAt: written(instant, drawn.createdPrecision),
    phone: beside?.phone ?? drawn.phone,
  };
}

/** Merges records and links leads with what became of them; a lead and a deal belong to one other at most. */
function relate({ opportunities, leads }: World, relations: Relation[]): void {
  const merged = { opportunities: new Set<string>(), leads: new Set<string>() };
  for (const { kind, a, b } of relations) {
    if (kind === "merge") mergeInto(opportunities, a, b, merged.opportunities);
    else if (kind === "merge_lead") mergeInto(leads, a, b, merged.leads);
    else {
      const deal = opportunities[a % Math.max(opportunities.length, 1)];
      const converted = leads[b % Math.max(leads.length, 1)];
      const isFree =
        converted?.convertedTo === null && opportunities.every(({ leadId }) => leadId !== converted.id);
      if (deal === undefined || !isFree) continue;
      if (kind === "convert") converted.convertedTo = deal.id;
      else deal.leadId ??= converted.id;
    }
  }
}

/** A record is merged into one other at most; chains and cycles may arise. */
function mergeInto(records: { id: string; mergedIds: string[] }[], a: number, b: number, taken: Set<string>) {
  const winner = records[a % Math.max(records.length, 1)];
  const loser = records[b % Math.max(records.length, 1)];
  if (winner === undefined || loser === undefined || winner === loser || taken.has(loser.id)) return;
  taken.add(loser.id);
  winner.mergedIds.push(loser.id);
}
