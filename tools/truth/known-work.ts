import type { Pipeline } from "../simulate/company.ts";
import type { Move } from "../simulate/journey.ts";
import type { KnownDeal } from "../simulate/simulate.ts";
import type { Attributes } from "../simulate/attributes.ts";
import type { Touch } from "../simulate/touches.ts";
import { minutesBetween, minutesPerDay, type Minute } from "../simulate/wall-time.ts";
import { sale, type Activity, type Person, type Proposal } from "../simulate/work.ts";
import { journeysOf, knownMoves, reachesOf, type Reach, type System } from "./known-history.ts";

/** One journey with what was done on it, as its system tells of both. */
interface KnownJourney {
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

/** Counts by name, such as `sales handed`. */
export type Counted = Map<string, number>;

/** The last ordinal of each pipeline. */
type Lasts = Record<Pipeline, number>;

/** When each system's knowledge ends. */
export type Ends = Record<System, Minute>;

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

const isTouch = ({ kind, at }: Activity, end: Minute) =>
  (kind === "call" || kind === "email" || kind === "meeting") && at !== undefined && at <= end;
const isOurs = ({ isInbound, purpose }: Activity) => isInbound !== true && purpose !== "automatic";

/** What the marts of marketing and sales should count; a pipeline's horizon, in days, is what its marts say. */
export function countWork(journeys: KnownJourney[], ends: Ends, horizons: Record<Pipeline, number>): Counted {
  const counts: Counted = new Map();
  const add = (name: string, count = 1) => counts.set(name, (counts.get(name) ?? 0) + count);
  for (const journey of journeys) {
    const { pipeline, system, source, reaches, startedAt, outcome } = journey;
    const isList = source === "purchased_list";
    const end = ends[system];
    const until = Math.min(journey.closedAt, end);
    const { qualified } = sale[pipeline];
    const salesAt = reaches[qualified - 1]?.at ?? (outcome === "won" ? journey.closedAt : undefined);
    const activities = journey.activities.filter(({ purpose }) => system === "hubspot" || purpose !== "away");
    const ofSource = `${pipeline} ${source}`;
    if (!isList) add(`source ${ofSource} leads`);
    if (salesAt !== undefined) add(`source ${ofSource} sql`);
    if (outcome === "won") add(`source ${ofSource} won`);
    const calls = activities.filter(({ kind, isInbound }) => kind === "call" && isInbound !== true);
    if (calls.length > 0) add(`source ${ofSource} called`);
    if (calls.some(({ isConnected }) => isConnected)) add(`source ${ofSource} connected`);
    if (outcome === "won") countCredits(journey, salesAt ?? Infinity, add);
    if (outcome === "open") {
      countSummaries(journey, end, add);
      if (hasExpired(journey, end)) add(`to_do ${pipeline} proposal_expired`);
    }
    if (isList) continue;
    countHandOff(journey, add);
    if (isDecided(journey, horizons[pipeline], end))
      for (const [field, value] of [
        ["country", journey.attributes.country],
        ["product", journey.attributes.product],
        ["lead_source", source],
      ] as const)
        if (value !== "") {
          add(`suggestion ${pipeline} ${field} ${value.toLowerCase()} with`);
          if (outcome === "won") add(`suggestion ${pipeline} ${field} ${value.toLowerCase()} won`);
        }
    countPlaybook(journey, activities, end, add);
    if (salesAt !== undefined) add(`fit ${pipeline} sql`);
    if (salesAt !== undefined && journey.isIdeal) add(`fit ${pipeline} match`);

    add(`speed ${pipeline} started`);
    const first = activities
      .filter((activity) => isTouch(activity, until) && isOurs(activity))
      .map(({ at }) => at ?? Infinity)
      .filter((at) => at >= startedAt)
      .sort((a, b) => a - b)[0];
    if (first === undefined) add(`speed ${pipeline} never`);
    for (const [band, minutes] of [
      ["1h", 60],
      ["24h", minutesPerDay],
    ] as const)
      if (first !== undefined && first - startedAt <= minutes) add(`speed ${pipeline} ${band}`);

    for (const { number, at } of attemptsOf({ ...journey, activities }, end))
      if (number <= 5 && (at < until || (at === until && outcome === "open")))
        add(`attempt ${pipeline} ${number}`);
    countSilences(journey, activities, end, add);
    countProposals(journey, end, add);
    if (outcome === "open") countOpen(journey, activities, end, add);
  }
  return counts;
}

/**
 * Attempts of people to reach somebody, by how many in a row they are without an answer, with the next answer (their own if they reached
 * somebody).
 */
export function attemptsOf(
  { activities, startedAt }: Pick<KnownJourney, "activities" | "startedAt">,
  end: Minute,
): { number: number; at: Minute; repliedAt: Minute }[] {
  const found: { number: number; at: Minute; repliedAt: Minute }[] = [];
  let waiting: typeof found = [];
  let inRow = 0;
  for (const activity of activities
    .filter((each) => isTouch(each, end) && (each.at ?? 0) >= startedAt && each.purpose !== "automatic")
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0))) {
    const at = activity.at ?? 0;
    if (activity.kind !== "meeting" && activity.isInbound !== true) {
      const attempt = { number: ++inRow, at, repliedAt: Infinity };
      found.push(attempt);
      waiting.push(attempt);
    }
    const isReply =
      activity.purpose !== "away" &&
      (activity.isInbound === true || (activity.isConnected === true && activity.isCancelled !== true));
    if (!isReply) continue;
    for (const attempt of waiting) attempt.repliedAt = at;
    waiting = [];
    inRow = 0;
  }
  return found;
}

/** Stays at a stage in which nobody was in touch, either way, for longer than so many days. */
function countSilences(
  { pipeline, reaches }: KnownJourney,
  activities: Activity[],
  end: Minute,
  add: Add,
): void {
  for (const { ordinal, at, minutes } of reaches) {
    const until = Math.min(at + minutes, end);
    if (until - at <= minutesPerDay) continue;
    const moments = activities
      .flatMap((activity) => (isTouch(activity, end) ? [activity.at ?? 0] : []))
      .filter((touched) => touched > at && touched < until)
      .sort((a, b) => a - b);
    const longest = Math.max(
      ...[...moments, until].map((moment, index) => minutesBetween(moments[index - 1] ?? at, moment)),
    );
    for (const days of [7, 30])
      if (longest > days * minutesPerDay) add(`silence ${pipeline} ${ordinal} ${days}`);
  }
}

type Add = (name: string, count?: number) => void;

function countHandOff({ pipeline, reaches, moves }: KnownJourney, add: Add): void {
  const { qualified } = sale[pipeline];
  const handed = reaches[qualified - 2];
  if (handed === undefined) return;
  add(`handoff ${pipeline} handed`);
  add(`handoff ${pipeline} ${{ advanced: "accepted", lost: "rejected", open: "waiting" }[handed.fate]}`);
  const isBack = moves.some(({ to }, index) => {
    const before = moves[index - 1]?.to;
    return typeof before === "number" && typeof to === "number" && before >= qualified && to < qualified;
  });
  if (isBack) add(`handoff ${pipeline} returned`);
}

/** Proposals as they were delivered, else e-mails that say so, else the entry into the stage. */
function countProposals(journey: KnownJourney, end: Minute, add: Add): void {
  const { pipeline, system, moves, activities, proposals, startedAt, closedAt } = journey;
  const until = Math.min(closedAt, end);
  const mails = activities.flatMap(({ purpose, at }) =>
    purpose === "proposal" && at !== undefined ? [at] : [],
  );
  const delivered = system === "hubspot" ? proposals.map(({ sentAt }) => sentAt) : mails;
  const entered = moves.find(({ to }) => to === sale[pipeline].proposal)?.at;
  const told = delivered.length > 0 ? delivered : entered === undefined ? [] : [entered];
  const sent = told.filter((at) => at >= startedAt && at <= until);
  if (sent.length === 0) return;
  add(`proposal ${pipeline} sent`, sent.length);
  add(`proposal ${pipeline} journeys`);
  if (hasExpired(journey, end)) add(`proposal ${pipeline} expired`);
}

/** Whether the last version of what was proposed on an open deal is no longer valid, and nobody answered it. */
function hasExpired({ system, proposals, outcome }: KnownJourney, end: Minute): boolean {
  const last = system === "hubspot" ? proposals.at(-1) : undefined;
  return (
    outcome === "open" &&
    last !== undefined &&
    last.answer === undefined &&
    dayOf(last.validUntil) < dayOf(end)
  );
}

const dayOf = (at: Minute) => at - (at % minutesPerDay);

/** Whether it began early enough for its pipeline's horizon to lie behind, and was won or lost since. */
function isDecided({ startedAt, outcome }: KnownJourney, horizonDays: number, end: Minute): boolean {
  return outcome !== "open" && minutesBetween(startedAt, end) >= horizonDays * minutesPerDay;
}

/** Credit for a win, in millionths, over the touches before it came to sales; what division leaves over is the last one's. */
function countCredits({ pipeline, touches }: KnownJourney, salesAt: Minute, add: Add): void {
  const before = touches.filter(({ at }) => at < salesAt).sort((one, other) => one.at - other.at);
  const last = before.length - 1;
  const middle = Math.floor(200_000 / (last - 1));
  const parts = {
    first: (place: number) => (place === 0 ? 1_000_000 : 0),
    last: () => 0,
    linear: () => Math.floor(1_000_000 / before.length),
    position: (place: number) => (last === 1 ? 500_000 : place === 0 ? 400_000 : middle),
  };
  for (const [model, part] of Object.entries(parts)) {
    let left = 1_000_000;
    before.forEach(({ campaign }, place) => {
      const millionths = place === last ? left : part(place);
      left -= millionths;
      if (millionths > 0) add(`attribution ${pipeline} ${model} ${campaign.name}`, millionths);
    });
    if (before.length === 0) add(`attribution ${pipeline} ${model} none`, left);
  }
}

function countOpen(journey: KnownJourney, activities: Activity[], end: Minute, add: Add): void {
  const { pipeline, reaches, system } = journey;
  const ordinal = reaches.length;
  const at = `open ${pipeline} ${ordinal}`;
  add(`${at} all`);
  const day = (minute: Minute) => (system === "salesforce" ? minute - (minute % minutesPerDay) : minute);
  const undone = activities.flatMap((activity) =>
    activity.kind === "task" && (activity.at ?? Infinity) > end && activity.dueAt !== undefined
      ? [day(activity.dueAt)]
      : activity.kind === "meeting" && (activity.at ?? 0) > end
        ? [activity.at ?? 0]
        : [],
  );
  const state = undone.some((due) => due > end) ? "set" : undone.length > 0 ? "overdue" : "missing";
  if (state === "set") add(`${at} next_step_set`);
  else if (ordinal >= sale[pipeline].qualified) add(`to_do ${pipeline} next_step_${state}`);
  if (journey.people.some(({ role }) => role === "decision_maker")) add(`${at} decision_maker_known`);
  if (journey.people.length >= 2) add(`${at} two_contacts_known`);
  if (activities.some(({ purpose, at: noted }) => purpose === "motivation" && (noted ?? Infinity) <= end))
    add(`${at} motivation_recorded`);
}

/** Whether the last meeting of an open deal still has no summary a day later; those of purchased lists count too. */
function countSummaries({ pipeline, activities }: KnownJourney, end: Minute, add: Add): void {
  const met = Math.max(
    ...activities.flatMap((activity) =>
      activity.kind === "meeting" && activity.isConnected === true && (activity.at ?? Infinity) <= end
        ? [activity.at ?? 0]
        : [],
    ),
  );
  const summed = Math.max(
    ...activities.flatMap(({ purpose, at: sent }) =>
      purpose === "summary" && (sent ?? Infinity) <= end ? [sent ?? 0] : [],
    ),
  );
  if (met > -Infinity && summed < met && met + minutesPerDay <= end) add(`to_do ${pipeline} no_summary`);
}

/** The tasks of the sample's playbook that have so many hours of the clock: what counts as each, by stage. */
const playbook: Record<
  Pipeline,
  { ordinal: number; task: string; hours: number; does: (activity: Activity) => boolean }[]
> = {
  sales: [
    { ordinal: 2, task: "follow_up", hours: 96, does: ({ purpose }) => purpose === "follow_up" },
    { ordinal: 4, task: "meeting", hours: 240, does: ({ kind }) => kind === "meeting" },
    { ordinal: 4, task: "summary", hours: 336, does: ({ purpose }) => purpose === "summary" },
    { ordinal: 5, task: "send_proposal", hours: 48, does: ({ purpose }) => purpose === "proposal" },
    { ordinal: 6, task: "next_step", hours: 336, does: ({ purpose }) => purpose === "next_step" },
  ],
  partner: [
    { ordinal: 2, task: "meeting", hours: 336, does: ({ kind }) => kind === "meeting" },
    { ordinal: 3, task: "send_proposal", hours: 48, does: ({ purpose }) => purpose === "proposal" },
  ],
};

/** Stays of stages that the playbook has tasks for, and whether those were done in the time that it allows. */
function countPlaybook(
  { pipeline, moves }: KnownJourney,
  activities: Activity[],
  end: Minute,
  add: Add,
): void {
  moves.forEach((move, index) => {
    const left = moves[index + 1]?.at;
    const until = left ?? end;
    for (const { ordinal, task, hours, does } of playbook[pipeline]) {
      if (move.to !== ordinal) continue;
      const done = activities
        .filter((activity) => does(activity) && isDone(activity, end))
        .map(({ at }) => at ?? Infinity)
        .filter((at) => at >= move.at && at <= until)
        .sort((a, b) => a - b)[0];
      const isLong = minutesBetween(move.at, until) >= hours * 60;
      const isInTime = done !== undefined && minutesBetween(move.at, done) <= hours * 60;
      const fate = isLong
        ? done === undefined
          ? "missing"
          : isInTime
            ? "in_time"
            : "late"
        : left === undefined
          ? "not_yet_due"
          : "left_early";
      add(`playbook ${pipeline} ${ordinal} ${task} ${fate}`);
    }
  });
}

/** What took place: a task that was done, a meeting that was held, a call, an e-mail or a note. */
const isDone = ({ kind, at, isConnected, isCancelled, isPlanned }: Activity, end: Minute) =>
  at !== undefined &&
  at <= end &&
  isPlanned !== true &&
  (kind !== "meeting" || (isConnected === true && isCancelled !== true));
