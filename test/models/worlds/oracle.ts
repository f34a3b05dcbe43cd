import {
  day,
  july,
  misclickSeconds,
  mostOfOneKey,
  pipelines,
  reopenSeconds,
  sameLeadSeconds,
  stageMap,
  watermark,
  type Answer,
  type Change,
  type Instant,
  type Lead,
  type Member,
  type Opportunity,
  type Precision,
  type World,
} from "./world.ts";

/**
 * A plain reading of the rules of docs/semantics.md, written from their wording and not from the models: slow, one record at a time,
 * with loops and stacks. What it says of a world is compared with what the models say.
 */
export interface Journey {
  opportunity_id: string | null;
  lead_id: string | null;
  list_id: string | null;
  pipeline: string;
  is_linked: boolean;
  started_at: Instant | null;
  precision: Precision | null;
  outcome: "won" | "lost" | "open";
  outcome_at: Instant | null;
  is_timed: boolean;
  is_dated: boolean;
  current_stage: string | null;
  furthest_stage: string | null;
  furthest_ordinal: number | null;
  handed_off_to: string | null;
  lost_from_stage: string | null;
  is_deleted: boolean;
  is_impossible: boolean;
  from_list: boolean;
}
export interface Visit {
  opportunity_id: string | null;
  lead_id: string | null;
  pipeline: string;
  visit_number: number;
  stage: string;
  stage_ordinal: number;
  entered_at: Instant;
  left_at: Instant | null;
  exit_kind: string;
  next_stage: string | null;
  dwell_seconds: number | null;
  open_seconds: number | null;
  is_reentry: boolean;
  owner_id: string | null;
  precision: Precision;
  is_impossible: boolean;
  is_dated: boolean;
  is_timed: boolean;
}
export interface Reach {
  opportunity_id: string | null;
  lead_id: string | null;
  pipeline: string;
  stage: string;
  stage_ordinal: number;
  reached_at: Instant;
  reached_by: "visit" | "skip" | "birth";
  is_visited: boolean;
  is_dated: boolean;
  is_timed: boolean;
  status: "advanced" | "lost" | "open";
  ended_at: Instant;
  elapsed_seconds: number;
}
export interface Act {
  opportunity_id: string;
  started_at: Instant | null;
  stage: string | null;
  visit_number: number | null;
  attempt_number: number | null;
  is_reply: boolean;
}
export interface Facts {
  journeys: Journey[];
  visits: Visit[];
  reaches: Reach[];
  activities: Act[];
}

/** Where a record is: created (in the pipeline, at a stage nobody recorded), at a stage, won or lost. */
interface Place {
  pipeline: string;
  kind: "created" | "stage" | "won" | "lost";
  stage: string;
  ordinal: number;
}
interface Event {
  place: Place | null;
  said: Instant | null;
  at: Instant | null;
  precision: Precision;
  /** False: what the record says does not tell when, only until when (rule 17). */
  isDated: boolean;
  sequence: number | null;
  owner: string | null;
  from: string;
  to: string;
  pipeline: string;
}
type Told = Event & { record: Known };
type Placed = Event & { place: Place; at: Instant; said: Instant };

const lengthOf = (pipeline: string) => pipelines.find((each) => each.name === pipeline)?.stages.length ?? 0;
const isClosed = (place: Place) => place.kind === "won" || place.kind === "lost";
const isSame = (one: Place, other: Place) =>
  one.pipeline === other.pipeline && one.kind === other.kind && one.stage === other.stage;

function placeOf(pipeline: string, name: string, instant: Instant): Place | null {
  const known = stageMap.filter((row) => row.name === name);
  const own = known.filter((row) => row.pipeline === pipeline);
  const rows = own.length > 0 ? own : known.filter((row) => row.pipeline === "*");
  const row = rows.find(
    (each) => (each.from === "" || instant >= july) && (each.to === "" || instant < july),
  );
  if (row === undefined) return null;
  const stages = pipelines.find((each) => each.name === row.target)?.stages ?? [];
  return { pipeline: row.target, kind: row.kind, stage: row.stage, ordinal: stages.indexOf(row.stage) + 1 };
}

interface Known {
  type: "opportunity" | "lead" | "list_member";
  id: string;
  opportunity?: Opportunity;
  lead?: Lead;
  member?: Member;
  /** The answer of a form. */
  isAnswer?: boolean;
  /** It became another record, and is known by that one. */
  isMerged: boolean;
  changes: Change[];
  /** What it belongs to if its identity's deal turns out to be open. */
  near?: string;
}

const leadOf = (answer: Answer): Lead => ({
  ...answer,
  stage: "Submitted",
  stageChangedAt: null,
  updatedAt: null,
  updatedPrecision: "second",
  convertedTo: null,
  mergedIds: [],
  isDeleted: false,
});

/**
 * Rule 20: a form's answer is the lead or deal of equal phone or e-mail that began within the limit; after it, it may be the inquiry of
 * someone whose deal is closed. A key of many tells nothing.
 */
function meet(world: World, answer: Lead, known: Known[]): { near: string; identity: string } {
  const own = `lead ${answer.id}`;
  const people = known.flatMap((record) => {
    const person = record.lead ?? record.opportunity;
    if (person === undefined) return [];
    const email = record.lead?.email ?? null;
    const keys = [
      ...(person.phone === null ? [] : [`phone ${person.phone}`]),
      ...(email === null ? [] : [`email ${email}`]),
    ];
    const starts = [
      ...(person.createdAt === null ? [] : [person.createdAt]),
      ...record.changes.map((change) => change.at),
    ];
    return [
      { record, root: rootOf(world, record), keys, start: starts.length === 0 ? null : Math.min(...starts) },
    ];
  });
  const isTelling = (key: string) =>
    new Set(people.filter(({ keys }) => keys.includes(key)).map(({ root }) => root)).size <= mostOfOneKey;
  const self = people.find(({ record }) => record.lead?.id === answer.id);
  const { createdAt } = answer;
  if (self === undefined || createdAt === null) return { near: own, identity: own };
  const matches = people
    .filter(
      ({ record, keys, start }) =>
        record.isAnswer !== true &&
        start !== null &&
        keys.some((key) => self.keys.includes(key) && isTelling(key)),
    )
    .map(({ root, start }) => ({
      root,
      distance: Math.abs(createdAt - (start ?? 0)),
      isAfter: createdAt > (start ?? 0),
    }))
    .toSorted(
      (one, other) =>
        Number(one.distance > sameLeadSeconds) - Number(other.distance > sameLeadSeconds) ||
        (one.distance > sameLeadSeconds ? Number(other.isAfter) - Number(one.isAfter) : 0) ||
        one.distance - other.distance ||
        byText(one.root, other.root),
    );
  const [best] = matches;
  if (best === undefined) return { near: own, identity: own };
  if (best.distance <= sameLeadSeconds) return { near: best.root, identity: best.root };
  return { near: own, identity: best.isAfter ? best.root : own };
}

/** Rule 10: a merged record becomes the one at the end of its chain; a chain without an end is refused. */
function survivorOf(records: { id: string; mergedIds: string[] }[], id: string): string {
  let current = id;
  for (let steps = 0; steps <= records.length; steps++) {
    const winner = records.find((each) => each.mergedIds.includes(current));
    if (winner === undefined) return current;
    current = winner.id;
  }
  return id;
}

const earliestFirst = (one: Instant | null, other: Instant | null) =>
  (one ?? Infinity) - (other ?? Infinity) || 0;

export function readWorld(world: World): Facts {
  const identities = new Map<string, Known[]>();
  const known: Known[] = [
    ...world.leads.map((lead): Known => ({
      type: "lead",
      id: lead.id,
      lead,
      isMerged: survivorOf(world.leads, lead.id) !== lead.id,
      changes: world.changes.filter((each) => each.recordId === lead.id),
    })),
    ...world.opportunities.map((opportunity): Known => ({
      type: "opportunity",
      id: opportunity.id,
      opportunity,
      isMerged: survivorOf(world.opportunities, opportunity.id) !== opportunity.id,
      changes: world.changes.filter((each) => each.recordId === opportunity.id),
    })),
    ...world.answers.map((answer): Known => ({
      type: "lead",
      id: answer.id,
      lead: leadOf(answer),
      isAnswer: true,
      isMerged: false,
      changes: [],
    })),
    ...world.members.map((member): Known => ({
      type: "list_member",
      id: `${member.listId}/${member.memberId}`,
      member,
      isMerged: false,
      changes: [],
    })),
  ];
  const met = new Map(
    world.answers.map((answer) => [`lead ${answer.id}`, meet(world, leadOf(answer), known)]),
  );
  for (const record of known) {
    const own = rootOf(world, record);
    const { near, identity } = met.get(own) ?? { near: own, identity: own };
    record.near = near;
    identities.set(identity, [...(identities.get(identity) ?? []), record]);
  }
  const facts: Facts = { journeys: [], visits: [], reaches: [], activities: [] };
  const toldEndings = new Set(
    world.changes.flatMap((change) => {
      const place = change.isColumn ? placeOf(change.pipeline, change.to, change.at) : null;
      return place !== null && isClosed(place) ? [`${place.pipeline} ${place.kind}`] : [];
    }),
  );
  for (const [root, records] of identities) tellIdentity(root, records, toldEndings, facts);
  facts.activities = readActivities(world, facts);
  return facts;
}

/** The lead's or the opportunity's one way: a list member follows the lead it matches, a lead the opportunity it became, the merged the survivor. */
function rootOf(world: World, record: Known): string {
  const leadRoot = (id: string): string => {
    const survivor = survivorOf(world.leads, id);
    const group = world.leads
      .filter((lead) => survivorOf(world.leads, lead.id) === survivor)
      .map((lead) => lead.id);
    const linked = world.opportunities
      .filter(
        (each) =>
          (each.leadId !== null && group.includes(each.leadId)) ||
          world.leads.some((lead) => group.includes(lead.id) && lead.convertedTo === each.id),
      )
      .toSorted(
        (one, other) => earliestFirst(one.createdAt, other.createdAt) || (one.id < other.id ? -1 : 1),
      );
    const first = linked[0];
    return first === undefined
      ? `lead ${survivor}`
      : `opportunity ${survivorOf(world.opportunities, first.id)}`;
  };
  if (record.type === "opportunity") return `opportunity ${survivorOf(world.opportunities, record.id)}`;
  if (record.isAnswer === true) return `lead ${record.id}`;
  if (record.type === "lead") return leadRoot(record.id);
  const { member } = record;
  const lead = [...world.leads, ...world.answers].find(
    (each) =>
      (each.phone !== null && each.phone === member?.phone) ||
      (each.email !== null && each.email === member?.email),
  );
  if (lead !== undefined)
    return world.answers.some(({ id }) => id === lead.id) ? `lead ${lead.id}` : leadRoot(lead.id);
  const opportunity = world.opportunities.find((each) => each.phone !== null && each.phone === member?.phone);
  return opportunity === undefined
    ? `list_member ${record.id}`
    : `opportunity ${survivorOf(world.opportunities, opportunity.id)}`;
}

/** How many seconds after an instant of a precision still may be it. */
const spanOf = (precision: Precision) => ({ second: 0, minute: 59, day: day - 1 })[precision];

/** The events of one record, before any order; beginsAt: when the identity's own record does, if it is another one. */
function eventsOf(
  record: Known,
  identityCreatedAt: Instant | null,
  beginsAt: Instant | null,
  toldEndings: Set<string>,
): Event[] {
  const none = { isDated: true, sequence: null, owner: null, from: "", to: "", pipeline: "" };
  if (record.member !== undefined) {
    const pipeline = record.member.pipeline ?? "sales";
    const stage = pipelines.find((each) => each.name === pipeline)?.stages[0] ?? "";
    return [
      {
        ...none,
        place: { pipeline, kind: "stage", stage, ordinal: 1 },
        said: record.member.deliveredAt,
        at: record.member.deliveredAt,
        precision: record.member.precision,
        to: "delivered",
      },
    ];
  }
  const source = record.opportunity ?? record.lead;
  if (source === undefined) return [];
  // A close date after the last change, else after the watermark, is one that was expected.
  const { createdAt, updatedAt } = source;
  const closing = record.opportunity?.closedAt ?? null;
  const closedAt =
    closing !== null &&
    closing > (updatedAt === null ? watermark : updatedAt + spanOf(source.updatedPrecision))
      ? null
      : closing;
  const statedAt = Math.max(updatedAt ?? watermark, createdAt ?? -Infinity);
  const statedPrecision =
    createdAt !== null && createdAt >= (updatedAt ?? watermark)
      ? source.createdPrecision
      : updatedAt === null
        ? "second"
        : source.updatedPrecision;
  // of what is open a close date says only when the close is expected
  const isClosing = stageMap.some((row) => row.name === source.stage && row.kind !== "stage");
  const place = placeOf(
    record.opportunity?.pipeline ?? "",
    source.stage,
    (isClosing ? closedAt : null) ?? source.stageChangedAt ?? statedAt,
  );
  // Rule 2: an edit that moves nothing is no event.
  const moves = record.changes.filter((change) => change.from !== change.to);
  if (moves.length > 0) {
    const events = moves.map((change): Event => ({
      place: placeOf(change.pipeline, change.to, change.at),
      said: change.at,
      at: change.at,
      precision: change.precision,
      isDated: true,
      sequence: change.sequence,
      owner: change.owner,
      from: change.from,
      to: change.to,
      pipeline: change.pipeline,
    }));
    // The stage before the first change began with the record, where that is known as finely, else before its history knows of it.
    const earliest = Math.min(...moves.map((change) => change.at));
    const atOnce = moves.filter((change) => change.at === earliest);
    const first = walk(
      atOnce.map((change) => ({ ...change, teller: "", ordinal: null, isOutcome: false, isCreated: false })),
      "",
      null,
    )[0];
    // Rule 11: a layout without a column for how the record says it ended does not overrule it.
    if (
      source.stage !== "" &&
      place !== null &&
      isClosed(place) &&
      record.changes.every((change) => change.isColumn) &&
      !toldEndings.has(`${place.pipeline} ${place.kind}`) &&
      (beginsAt === null || (closedAt ?? source.stageChangedAt) !== null)
    ) {
      const stated = closedAt ?? source.stageChangedAt;
      const at = Math.max(stated ?? statedAt, ...record.changes.map((change) => change.at));
      const precision = stated !== null ? "second" : statedPrecision;
      const pipeline = record.opportunity?.pipeline ?? "";
      const isDated = stated !== null;
      events.push({ ...none, pipeline, place, said: stated ?? at, at, precision, isDated, to: source.stage });
    }
    if (first === undefined) return events;
    const isKnown =
      source.createdAt !== null &&
      source.createdAt <= earliest &&
      (source.createdPrecision !== "day" || first.precision === "day");
    const beganAt =
      isKnown && source.createdAt !== null
        ? source.createdAt
        : Math.min(...record.changes.map((change) => change.at));
    const begun = {
      ...none,
      said: beganAt,
      at: beganAt,
      precision: isKnown ? source.createdPrecision : first.precision,
      isDated: isKnown,
      owner: first.owner,
      pipeline: first.pipeline,
    };
    const closed = placeOf(first.pipeline, first.to, earliest);
    if (first.from !== "")
      events.push({ ...begun, place: placeOf(first.pipeline, first.from, beganAt), to: first.from });
    // A history that tells of the outcome alone: the record was there before it.
    else if (isKnown && beganAt < earliest && closed !== null && isClosed(closed))
      events.push({
        ...begun,
        place: { pipeline: closed.pipeline, kind: "created", stage: "", ordinal: 0 },
      });
    return events;
  }
  if (source.stage === "") return [];
  const isOutcome = place !== null && isClosed(place);
  const said = (isOutcome ? closedAt : null) ?? source.stageChangedAt;
  // Rule 17: what it only states now it did when it was last changed, at the latest; at the first stage it has been since its creation.
  const isUnchanged =
    createdAt !== null && updatedAt !== null && updatedAt <= createdAt + spanOf(source.createdPrecision);
  const isSinceCreation = createdAt !== null && (isUnchanged || (!isOutcome && place?.ordinal === 1));
  const isDated = said !== null || isSinceCreation;
  const isCapped = beginsAt !== null && (createdAt === null || createdAt <= beginsAt);
  const boundAt =
    createdAt === null && updatedAt === null ? null : isCapped ? Math.min(statedAt, beginsAt) : statedAt;
  const stoodAt = said ?? (isSinceCreation ? createdAt : boundAt);
  const events: Event[] = [];
  // how it ended is told by the identity's own record, unless another one says when
  if (isDated || beginsAt === null || !isOutcome) {
    const at = stoodAt !== null && isOutcome ? Math.max(stoodAt, identityCreatedAt ?? stoodAt) : stoodAt;
    const precision = said !== null ? "second" : isSinceCreation ? source.createdPrecision : statedPrecision;
    const pipeline = record.opportunity?.pipeline ?? "";
    events.push({
      ...none,
      pipeline,
      place,
      said: isDated ? stoodAt : at,
      at,
      precision,
      isDated,
      to: source.stage,
    });
  }
  if (
    createdAt !== null &&
    place !== null &&
    (isOutcome || !isDated || (source.stageChangedAt !== null && source.stageChangedAt > createdAt))
  )
    events.push({
      ...none,
      place: { pipeline: place.pipeline, kind: "created", stage: "", ordinal: 0 },
      said: createdAt,
      at: createdAt,
      precision: source.createdPrecision,
    });
  return events;
}

/**
 * The activities of each deal that its own journeys show: in the journey that had begun last, at the visit that was going on, the attempts
 * counted since the start or the last reply. One of which only the day or minute is known may have been after a start within it.
 */
function readActivities(world: World, facts: Pick<Facts, "journeys" | "visits">): Act[] {
  return world.opportunities
    .filter(({ id }) => facts.journeys.some((journey) => journey.opportunity_id === id))
    .flatMap((opportunity) => {
      const journeys = facts.journeys
        .filter((journey) => journey.opportunity_id === opportunity.id)
        .toSorted((one, other) => (one.started_at ?? 0) - (other.started_at ?? 0));
      const visits = facts.visits.filter((visit) => visit.opportunity_id === opportunity.id);
      const since = new Map<Instant | null, number>();
      return world.activities
        .filter((activity) => activity.opportunityId === opportunity.id)
        .map((activity) => {
          const latest = activity.occurredAt + spanOf(activity.precision);
          const journey =
            journeys.findLast((each) => each.started_at !== null && each.started_at <= latest) ?? journeys[0];
          const startedAt = journey?.started_at ?? null;
          const at =
            startedAt !== null && activity.occurredAt < startedAt && latest >= startedAt
              ? startedAt
              : activity.occurredAt;
          return {
            activity,
            startedAt,
            at,
            isReply: activity.direction === "in" || activity.isConnected === true,
            isAttempt: ["call", "email"].includes(activity.kind) && activity.direction !== "in",
          };
        })
        .toSorted(
          (one, other) =>
            one.at - other.at ||
            Number(one.isReply) - Number(other.isReply) ||
            Number(other.isAttempt) - Number(one.isAttempt),
        )
        .map(({ activity, startedAt, at, isReply, isAttempt }): Act => {
          const counts = startedAt !== null && at >= startedAt && activity.kind !== "note";
          const number = (since.get(startedAt) ?? 0) + Number(isAttempt);
          if (counts) since.set(startedAt, isReply ? 0 : number);
          const visit =
            startedAt === null
              ? undefined
              : visits.find((each) => each.entered_at <= at && (each.left_at === null || at < each.left_at));
          return {
            opportunity_id: opportunity.id,
            started_at: startedAt,
            stage: visit?.stage ?? null,
            visit_number: visit?.visit_number ?? null,
            attempt_number: counts && isAttempt ? number : null,
            is_reply: isReply,
          };
        });
    });
}

/** Any order will do where the rules give none, as long as it is the same whatever the order of delivery; an empty name last. */
const byText = (one: string, other: string) =>
  one === other ? 0 : one === "" ? 1 : other === "" ? -1 : one < other ? -1 : 1;

interface Link {
  from: string;
  to: string;
  pipeline: string;
  /** The record that tells it. */
  teller: string;
  owner: string | null;
  sequence: number | null;
  ordinal: number | null;
  isOutcome: boolean;
  /** It tells only that the record existed. */
  isCreated: boolean;
}

/** Rule 1 for events of one instant: the chain From → To, then the sequence, then the ordinals, an outcome last. */
function walk<T extends Link>(events: T[], stageBefore: string, ordinalBefore: number | null): T[] {
  const highest = Math.max(...events.map((event) => event.ordinal ?? -Infinity));
  const descends = ordinalBefore !== null && highest < ordinalBefore;
  const compare = (one: T, other: T) =>
    (one.sequence ?? Infinity) - (other.sequence ?? Infinity) ||
    Number(one.isOutcome) - Number(other.isOutcome) ||
    ((one.ordinal ?? Infinity) - (other.ordinal ?? Infinity)) * (descends ? -1 : 1) ||
    0;
  const byRule = events.toSorted(
    (one, other) =>
      compare(one, other) ||
      Number(other.isCreated) - Number(one.isCreated) ||
      byText(one.to, other.to) ||
      byText(one.from, other.from) ||
      byText(one.pipeline === "" ? "0" : one.pipeline, other.pipeline === "" ? "0" : other.pipeline) ||
      byText(one.teller, other.teller) ||
      byText(one.owner ?? "", other.owner ?? ""),
  );
  // Of all orders one with the most links of the chain; of several the one that follows the chain where it can, else the other criteria.
  let best = byRule;
  let most = -1;
  const search = (done: T[], left: T[], current: string, links: number) => {
    if (links + left.length <= most) return;
    if (left.length === 0) [best, most] = [done, links];
    const follows = (each: T) => each.from !== "" && each.from === current;
    for (const next of [...left.filter(follows), ...left.filter((each) => !follows(each))])
      search(
        [...done, next],
        left.filter((each) => each !== next),
        next.to,
        links + Number(follows(next)),
      );
  };
  search([], byRule, stageBefore, 0);
  return best;
}

/**
 * Rule 7: only its own events reopen a deal, and of someone without a deal the lead's win. What others tell after the close is a new
 * inquiry, from the first that is no outcome on; an outcome before it repeats the deal's and tells nothing.
 */
function splitInquiry(events: Told[]): { own: Told[]; later: Told[]; inquiry: Told[] } {
  const rank = ({ record }: Told) =>
    record.isAnswer === true ? 0 : { opportunity: 2, lead: 1, list_member: 0 }[record.type];
  /** Whether at the last instant before this one at which a record of that rank told something it told an outcome like these. */
  const isClosed = (event: Told, by: number, kinds: string[]) => {
    const before = events.filter(
      (each) => rank(each) === by && each.at !== null && event.at !== null && each.at < event.at,
    );
    const newest = Math.max(...before.map((each) => each.at ?? -Infinity));
    if (before.length === 0) return undefined;
    return before.some(
      (each) => each.at === newest && each.place !== null && kinds.includes(each.place.kind),
    );
  };
  const isLater = (event: Told) =>
    event.at !== null &&
    rank(event) < 2 &&
    (isClosed(event, 2, ["won", "lost"]) ?? (rank(event) === 0 && isClosed(event, 1, ["won"]) === true));
  const later = events.filter(isLater);
  const begins = Math.min(
    ...later.flatMap((event) => {
      const kind = event.place?.kind;
      return event.at === null || kind === undefined || kind === "won" || kind === "lost" ? [] : [event.at];
    }),
  );
  return {
    own: events.filter((event) => !later.includes(event)),
    later,
    inquiry: later.filter((event) => event.at !== null && event.at >= begins),
  };
}

/** What the records of one identity tell, each beside those that are near it. */
function toldBy(root: string, records: Known[], toldEndings: Set<string>): Told[] {
  const bare = records.filter(
    (record) => record.type !== "list_member" && record.changes.every((change) => change.from === change.to),
  );
  const created = bare.flatMap((record) => (record.opportunity ?? record.lead)?.createdAt ?? []);
  const own = records.find((record) => `${record.type} ${record.id}` === root);
  const ownInstants = [
    ...(own?.changes.map((change) => change.at) ?? []),
    ...[(own?.opportunity ?? own?.lead)?.createdAt ?? []].flat(),
  ];
  const beginsAt = ownInstants.length === 0 ? null : Math.min(...ownInstants);
  return records.flatMap((record) =>
    eventsOf(
      record,
      created.length === 0 ? null : Math.min(...created),
      record === own ? null : beginsAt,
      toldEndings,
    ).map((event) => ({ ...event, record })),
  );
}

function tellIdentity(root: string, records: Known[], toldEndings: Set<string>, facts: Facts) {
  const nears = [...new Set(records.map((record) => record.near ?? root))];
  const events = nears.flatMap((near) =>
    toldBy(
      near,
      records.filter((record) => record.near === near),
      toldEndings,
    ),
  );
  // Rule 20: what began long after an open deal is another way of the person, as a whole.
  const later = splitInquiry(events).later;
  const aparts = nears.filter(
    (near) => near !== root && events.some((event) => event.record.near === near && !later.includes(event)),
  );
  for (const near of aparts)
    tellJourneys(
      near,
      events.filter((event) => event.record.near === near),
      showIdentity(
        near,
        records.filter((record) => record.near === near),
      ),
      false,
      facts,
    );
  const isHere = (record: Known) => !aparts.includes(record.near ?? root);
  const { own, inquiry } = splitInquiry(events.filter(({ record }) => isHere(record)));
  // The CRM tells the stages: an answer after it knows of the person is no move.
  const isJoined = ({ record }: Told) => record.isAnswer === true && record.near !== `lead ${record.id}`;
  const knownAt = Math.min(...own.filter((event) => !isJoined(event)).flatMap((event) => event.at ?? []));
  const told = own.filter((event) => !isJoined(event) || (event.at ?? 0) <= knownAt);
  const ofInquiryOnly = (record: Known) =>
    inquiry.some((event) => event.record === record) && told.every((event) => event.record !== record);
  const shownRecords = records.filter((record) => isHere(record) && !ofInquiryOnly(record));
  tellJourneys(root, told, showIdentity(root, shownRecords), false, facts);
  if (inquiry.length === 0) return;
  const [first] = inquiry.toSorted(
    (one, other) => (one.at ?? 0) - (other.at ?? 0) || byRecord(one.record, other.record),
  );
  const inquirers = [...new Set(inquiry.map((event) => event.record))];
  const inquiryRoot = first === undefined ? "" : `${first.record.type} ${first.record.id}`;
  const shown = showIdentity(inquiryRoot, inquirers, true);
  tellJourneys(inquiryRoot, inquiry, shown, true, facts);
}

/** Records in the order of their source, type and id; lists are a source of their own, after the CRM. */
const byRecord = (one: Known, other: Known) => byText(nameOf(one), nameOf(other));
const nameOf = (record: Known) =>
  `${record.type === "list_member" ? "after" : record.isAnswer === true ? "aform" : ""} ${record.type} ${record.id}`;

function tellJourneys(
  root: string,
  all: Told[],
  shown: ReturnType<typeof showIdentity>,
  isInquiry: boolean,
  facts: Facts,
) {
  const unmapped = all.filter((event) => event.place === null);
  const placed = all.filter((event): event is Told & Placed => event.place !== null && event.at !== null);
  const newestUnmapped = Math.max(...unmapped.map((event) => event.at ?? -Infinity));
  const newestPlaced = Math.max(
    ...placed.filter((event) => event.place.kind !== "created").map((event) => event.at),
  );
  const isUnmapped =
    unmapped.length > 0 &&
    (newestUnmapped > newestPlaced ||
      all.every((event) => event.place === null || event.place.kind === "created"));
  const counted = correct(order(placed));
  const journeys = cut(counted);
  if (journeys.length === 0) {
    const ending = (event: Told) =>
      ["won", "lost"].indexOf(event.place?.kind ?? "") +
      3 * Number(event.place === null || !isClosed(event.place));
    const undated = all
      .filter((event) => event.place !== null && event.at === null)
      .toSorted(
        (one, other) =>
          Number(`${one.record.type} ${one.record.id}` !== root) -
            Number(`${other.record.type} ${other.record.id}` !== root) ||
          ending(one) - ending(other) ||
          Number(one.place?.kind !== "stage") - Number(other.place?.kind !== "stage") ||
          byText(one.place?.pipeline ?? "", other.place?.pipeline ?? "") ||
          (one.place?.ordinal ?? 0) - (other.place?.ordinal ?? 0),
      )[0]?.place;
    const isStage = undated?.kind === "stage";
    const isEnded = undated !== null && undated !== undefined && isClosed(undated);
    const K = lengthOf(undated?.pipeline ?? "");
    facts.journeys.push({
      ...shown,
      pipeline: undated?.pipeline ?? "unmapped",
      is_linked: isInquiry,
      started_at: null,
      precision: null,
      outcome: isEnded ? (undated.kind as "won" | "lost") : "open",
      outcome_at: isEnded ? watermark : null,
      is_timed: !isEnded,
      is_dated: false,
      current_stage: isUnmapped ? "unmapped" : isStage ? undated.stage : isEnded ? undated.kind : null,
      furthest_stage: undated?.kind === "won" ? "won" : isStage ? undated.stage : null,
      furthest_ordinal: undated?.kind === "won" ? K + 1 : isStage ? undated.ordinal : null,
      handed_off_to: null,
      lost_from_stage: null,
      is_impossible: false,
    });
    return;
  }
  journeys.forEach((events, index) => {
    tellJourney(
      events,
      journeys[index + 1]?.[0],
      isInquiry || index > 0,
      shown,
      isUnmapped && index === journeys.length - 1,
      facts,
    );
  });
}

/** The records an identity is shown by. */
function showIdentity(root: string, records: Known[], isInquiry = false) {
  const [, rootId = ""] = root.split(" ");
  const opportunities = records
    .filter((record) => record.type === "opportunity")
    .toSorted(
      (one, other) => Number(other.id === rootId) - Number(one.id === rootId) || (one.id < other.id ? -1 : 1),
    );
  const leads = records
    .filter((record) => record.type === "lead")
    .toSorted(
      (one, other) =>
        (isInquiry ? Number(other.id === rootId) - Number(one.id === rootId) : 0) ||
        Number(one.isAnswer ?? false) - Number(other.isAnswer ?? false) ||
        Number(one.isMerged) - Number(other.isMerged) ||
        earliestFirst(one.lead?.createdAt ?? null, other.lead?.createdAt ?? null) ||
        (one.id < other.id ? -1 : 1),
    );
  const members = records
    .filter((record) => record.type === "list_member")
    .toSorted(
      (one, other) =>
        earliestFirst(one.member?.deliveredAt ?? null, other.member?.deliveredAt ?? null) ||
        (one.id < other.id ? -1 : 1),
    );
  const [opportunity, lead, member] = [opportunities[0]?.opportunity, leads[0]?.lead, members[0]?.member];
  const firstKnown = lead?.createdAt ?? opportunity?.createdAt ?? null;
  return {
    opportunity_id: opportunity?.id ?? null,
    lead_id: lead?.id ?? opportunity?.leadId ?? null,
    list_id: member?.listId ?? null,
    is_deleted: opportunity?.isDeleted ?? lead?.isDeleted ?? false,
    from_list: member !== undefined && (firstKnown === null || member.deliveredAt <= firstKnown),
  };
}

/** Rule 1: by instant, and within an instant by the chain. */
function order(events: (Told & Placed)[]): Placed[] {
  const sorted: Placed[] = [];
  for (const instant of [...new Set(events.map((event) => event.at))].toSorted((one, other) => one - other)) {
    const before = sorted.at(-1);
    const links = events
      .filter((event) => event.at === instant)
      .map((event) => ({
        event,
        from: event.from,
        to: event.to,
        pipeline: event.pipeline,
        teller: nameOf(event.record),
        owner: event.owner,
        sequence: event.sequence,
        isOutcome: isClosed(event.place),
        isCreated: event.place.kind === "created",
        ordinal: isClosed(event.place) ? null : Math.max(event.place.ordinal, 1),
      }));
    const ordinalBefore =
      before === undefined || isClosed(before.place) ? null : Math.max(before.place.ordinal, 1);
    sorted.push(...walk(links, before?.to ?? "", ordinalBefore).map((link) => link.event));
  }
  return sorted;
}

/** Repeats are one, a creation says nothing once a stage is known, and rule 6: A → B → A with a short B, of more than an instant, is A. */
function correct(events: Placed[]): Placed[] {
  const kept: Placed[] = [];
  for (const event of events) {
    const last = kept.at(-1);
    if (last !== undefined && isSame(last.place, event.place)) continue;
    if (
      last !== undefined &&
      event.place.kind === "created" &&
      !isClosed(last.place) &&
      last.place.pipeline === event.place.pipeline
    )
      continue;
    const before = kept.at(-2);
    if (
      last?.place.kind === "stage" &&
      before !== undefined &&
      isSame(before.place, event.place) &&
      event.at - last.at < misclickSeconds &&
      !(event.at === last.at && event.precision === "second" && last.precision === "second")
    ) {
      kept.pop();
      continue;
    }
    kept.push(event);
  }
  return kept;
}

/** Rules 7 and 9: a journey ends where another pipeline begins, or where something closed is reopened too late. */
function cut(events: Placed[]): Placed[][] {
  const journeys: Placed[][] = [];
  for (const event of events) {
    const last = journeys.at(-1)?.at(-1);
    const isNew =
      last === undefined ||
      last.place.pipeline !== event.place.pipeline ||
      (isClosed(last.place) && event.at - last.at > reopenSeconds);
    if (isNew) journeys.push([event]);
    else journeys.at(-1)?.push(event);
  }
  return journeys;
}

function tellJourney(
  events: Placed[],
  next: Placed | undefined,
  isLinked: boolean,
  shown: ReturnType<typeof showIdentity>,
  isUnmapped: boolean,
  facts: Facts,
) {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) return;
  const { pipeline } = first.place;
  const K = lengthOf(pipeline);
  const stages = pipelines.find((each) => each.name === pipeline)?.stages ?? [];
  const outcome = isClosed(last.place) ? (last.place.kind as "won" | "lost") : "open";
  const isHandedOff = outcome === "open" && next !== undefined && next.place.pipeline !== pipeline;
  const censoredAt = isHandedOff ? next.at : watermark;
  // How far each event is: a win that was withdrawn, a creation and a loss show only that the journey existed.
  const height = (event: Placed) =>
    event.place.kind === "stage" ? event.place.ordinal : event === last && outcome === "won" ? K + 1 : 1;
  const furthest = Math.max(...events.map(height));
  const isImpossible = events.some((event) => event.said !== event.at || event.at > watermark + day);
  const lastStage = events.findLast((event) => event.place.kind === "stage")?.place;
  facts.journeys.push({
    ...shown,
    pipeline,
    is_linked: isLinked,
    started_at: first.at,
    precision: first.precision,
    outcome,
    outcome_at: outcome === "open" ? null : last.said,
    is_timed: outcome === "open" || last.isDated,
    is_dated: first.isDated && (outcome === "open" || last.isDated),
    current_stage:
      outcome !== "open"
        ? outcome
        : isUnmapped
          ? "unmapped"
          : last.place.kind === "stage"
            ? last.place.stage
            : null,
    furthest_stage: outcome === "won" ? "won" : (stages[Math.max(furthest, 1) - 1] ?? null),
    furthest_ordinal: furthest,
    handed_off_to: isHandedOff ? next.place.pipeline : null,
    lost_from_stage: outcome === "lost" && lastStage?.kind === "stage" ? lastStage.stage : null,
    is_impossible: isImpossible,
  });
  const ids = { opportunity_id: shown.opportunity_id, lead_id: shown.lead_id, pipeline };
  let number = 0;
  events.forEach((event, position) => {
    if (event.place.kind !== "stage") return;
    number += 1;
    const after = events[position + 1] ?? next;
    const left = after?.at ?? null;
    const exit =
      after === undefined
        ? "open"
        : after.place.pipeline !== pipeline
          ? "handed_off"
          : after.place.kind === "won"
            ? "advanced"
            : after.place.kind === "lost"
              ? "lost"
              : after.place.ordinal > event.place.ordinal
                ? "advanced"
                : "back";
    // Rule 12: left before it was entered, or later than is known; an age is negative sooner than a date is refused.
    const contradicts =
      event.said !== event.at ||
      (after !== undefined && after.said !== after.at) ||
      Math.max(event.at, after?.at ?? -Infinity) > watermark + day ||
      (after === undefined && event.at > watermark);
    facts.visits.push({
      ...ids,
      visit_number: number,
      stage: event.place.stage,
      stage_ordinal: event.place.ordinal,
      entered_at: event.at,
      left_at: left,
      exit_kind: exit,
      next_stage:
        after === undefined ? null : after.place.kind === "stage" ? after.place.stage : after.place.kind,
      dwell_seconds: left === null ? null : left - event.at,
      open_seconds: left === null ? watermark - event.at : null,
      is_reentry: events
        .slice(0, position)
        .some((each) => each.place.kind === "stage" && each.place.stage === event.place.stage),
      owner_id: event.owner,
      precision: event.precision,
      is_impossible: contradicts,
      // Rule 17: a length needs both instants.
      is_dated: event.isDated && (after?.isDated ?? true),
      is_timed: !contradicts && event.isDated && (after?.isDated ?? true),
    });
  });
  // Rule 4: what was passed before the journey was first known anywhere was passed by birth.
  const known = events.find(
    (event) =>
      event.place.kind === "stage" || event.place.kind === "lost" || (event === last && outcome === "won"),
  );
  const bornAt =
    known === undefined
      ? 2
      : known.place.kind === "stage"
        ? known.isDated || !first.isDated
          ? known.place.ordinal
          : 2
        : known.place.kind === "lost"
          ? 2
          : known.isDated
            ? K + 2
            : 2;
  for (let ordinal = 1; ordinal <= Math.min(furthest, K); ordinal++) {
    const reachedEvent = events.find((event) => height(event) >= ordinal);
    const nextEvent =
      ordinal + 1 > furthest ? undefined : events.find((event) => height(event) >= ordinal + 1);
    if (reachedEvent === undefined) continue;
    const isVisited = events.some((event) => event.place.kind === "stage" && event.place.ordinal === ordinal);
    const isDated = reachedEvent.isDated && (nextEvent ?? (outcome === "lost" ? last : reachedEvent)).isDated;
    const endedAt = nextEvent?.at ?? (outcome === "lost" ? last.at : censoredAt);
    facts.reaches.push({
      ...ids,
      stage: stages[ordinal - 1] ?? "",
      stage_ordinal: ordinal,
      reached_at: reachedEvent.at,
      reached_by: ordinal < bornAt ? "birth" : isVisited ? "visit" : "skip",
      is_visited: isVisited,
      is_dated: isDated,
      is_timed:
        isDated &&
        reachedEvent.place.kind === "stage" &&
        reachedEvent.place.ordinal === ordinal &&
        !isImpossible &&
        endedAt >= reachedEvent.at,
      status: nextEvent !== undefined ? "advanced" : outcome === "lost" ? "lost" : "open",
      ended_at: endedAt,
      elapsed_seconds: endedAt - reachedEvent.at,
    });
  }
}
