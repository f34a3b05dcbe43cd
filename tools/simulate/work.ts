import { exportedAt, type Pipeline } from "./company.ts";
import type { Deal } from "./journey.ts";
import { Random } from "./random.ts";
import { inOfficeHours, minutesPerDay, type Minute } from "./wall-time.ts";

export type Purpose =
  | "first_call"
  | "follow_up"
  | "reply"
  | "automatic"
  | "away"
  | "next_step"
  | "meeting"
  | "summary"
  | "motivation"
  | "proposal";

/** A call, e-mail, meeting, note or task as it truly was; `at` is when it happened, or a meeting is to happen. */
export interface Activity {
  kind: "call" | "email" | "meeting" | "note" | "task";
  purpose: Purpose;
  loggedAt: Minute;
  at?: Minute;
  dueAt?: Minute;
  isInbound?: boolean;
  /** Of calls and meetings. */
  isConnected?: boolean;
  isCancelled?: boolean;
  /** Of a meeting that is still to come. */
  isPlanned?: boolean;
}

export type Role = "user" | "champion" | "decision_maker" | "finance";

/** A person with a part in the decision, from when on we know. */
export interface Person {
  role: Role;
  knownFrom: Minute;
}

export interface Proposal {
  version: number;
  sentAt: Minute;
  validUntil: Minute;
  viewedAt?: Minute;
  answeredAt?: Minute;
  answer?: "Accepted" | "Declined";
  isPersonalised: boolean;
  isComplete: boolean;
  discount: number;
}

/** Everything that people did on a deal. */
export interface Work {
  isHot: boolean;
  isHungarian: boolean;
  owner: string;
  activities: Activity[];
  people: Person[];
  proposals: Proposal[];
}

/** Where the work of people on a pipeline begins to be that of a sale, and where proposals are sent: ordinals. */
export const sale: Record<Pipeline, { qualified: number; meeting: number; proposal: number }> = {
  sales: { qualified: 3, meeting: 4, proposal: 5 },
  partner: { qualified: 2, meeting: 2, proposal: 3 },
};

/** Of the first attempt in a row, within two weeks; each further one is answered half as often. */
const replyProbability = 0.4;

/** A lead that people take for hot: a referral, or a company such as they want. It is worked sooner and harder, whatever comes of it. */
export const isHot = (source: { odds: number }, isFit: boolean): boolean => isFit || source.odds > 1.5;

/**
 * What people do at one stay is drawn from the stay's own stream, and without a look at how it ends: they do it until then. So nothing
 * that they do has any effect, and what comes of hot leads is what makes hot leads.
 */
export function drawWork(key: number[], deal: Deal, owner: string, hot: boolean, known = exportedAt): Work {
  const of = new Random(...key, 0);
  const work: Work = {
    isHot: hot,
    isHungarian: of.chance(0.75),
    owner,
    activities: [],
    people: [],
    proposals: [],
  };
  const { qualified, meeting, proposal } = sale[deal.pipeline];
  const moves = deal.moves.filter((move) => move.correction === undefined);
  const start = moves[0]?.at ?? known;
  const last = moves.at(-1);
  const end = Math.min(last !== undefined && typeof last.to !== "number" ? last.at : Infinity, known);
  const isWeb = ["organic", "inbound_web", "paid_search"].includes(deal.source.name);
  if (isWeb && of.chance(0.15))
    work.activities.push({ kind: "email", purpose: "automatic", loggedAt: start + 1, at: start + 1 });
  let begun = false;
  let inRow = 0;
  moves.forEach((move, stay) => {
    if (typeof move.to !== "number") return;
    const until = Math.min(moves[stay + 1]?.at ?? Infinity, known);
    const entry = { key, stay, from: move.at, isHot: hot };
    inRow = attempt(work, entry, until, end, known, begun, inRow);
    begun = true;
    if (move.to < qualified) return;
    const step = stepOf(entry);
    if (step.setAt < until) work.activities.push(taskOf(step, known));
    if (move.to === meeting) meet(work, meetingOf(entry), until, known, moves[stay + 1]?.to === "lost");
    if (move.to === proposal)
      propose(new Random(...key, 6, stay), work, move.at, until, known, moves[stay + 1]?.to);
  });
  if (of.chance(0.6)) people(new Random(...key, 2), work, start, end);
  work.activities.sort((a, b) => a.loggedAt - b.loggedAt);
  return work;
}

/** The beginning of a stay, from which what people do there is drawn. */
export interface Entry {
  key: number[];
  stay: number;
  from: Minute;
  isHot: boolean;
}

const waitOf = (random: Random, perDay: number): number =>
  (-Math.log(1 - random.next()) / perDay) * minutesPerDay;

/** How often somebody tries to reach a lead, and when first: a hot one mostly within the hour. */
export function firstAttemptOf({ key, stay, from, isHot: hot }: Entry): { most: number; at: Minute } {
  const random = new Random(...key, 1, stay);
  const isForgotten = random.chance(hot ? 0.02 : 0.1);
  const most = random.whole(1, hot ? 5 : 3);
  const at = inOfficeHours(Math.round(from + random.lognormal(hot ? 20 : 200, 1.3)));
  return { most: isForgotten ? 0 : most, at };
}

/** A next step that is agreed at a stay; it is done on its day, or forgotten. */
interface Step {
  setAt: Minute;
  dueAt: Minute;
  doneAt: Minute;
}

export function stepOf({ key, stay, from, isHot: hot }: Entry): Step {
  const random = new Random(...key, 4, stay);
  const setAt = inOfficeHours(Math.round(from + waitOf(random, hot ? 0.16 : 0.05)));
  const dueAt = inOfficeHours(setAt + random.whole(3, 16) * minutesPerDay);
  return { setAt, dueAt, doneAt: random.chance(0.75) ? dueAt - random.whole(0, 120) : Infinity };
}

const taskOf = ({ setAt, dueAt, doneAt }: Step, known: Minute): Activity => ({
  kind: "task",
  purpose: "next_step",
  loggedAt: setAt,
  dueAt,
  ...(doneAt <= known ? { at: doneAt } : {}),
});

/** A meeting that is agreed at a stay, with its summary and what moves the customer. */
interface Meeting {
  setAt: Minute;
  at: Minute;
  isHeld: boolean;
  summaryAt: Minute;
  noteAt: Minute;
}

export function meetingOf({ key, stay, from, isHot: hot }: Entry): Meeting {
  const random = new Random(...key, 5, stay);
  const setAt = inOfficeHours(Math.round(from + waitOf(random, hot ? 0.25 : 0.12)));
  const at = inOfficeHours(setAt + random.whole(2, 9) * minutesPerDay);
  const isHeld = random.chance(0.88);
  const summaryAt = random.chance(hot ? 0.75 : 0.5)
    ? inOfficeHours(Math.round(at + 90 + random.lognormal(240, 1)))
    : Infinity;
  const noteAt = random.chance(0.45) ? at + random.whole(60, 100) : Infinity;
  return { setAt, at, isHeld, summaryAt, noteAt };
}

/** A deal that is lost before its meeting calls it off. */
function meet(
  work: Work,
  { setAt, at, isHeld, summaryAt, noteAt }: Meeting,
  until: Minute,
  known: Minute,
  isLost: boolean,
): void {
  if (setAt >= until) return;
  const isCancelled = isLost && at >= until;
  const isPlanned = at > known;
  work.activities.push({
    kind: "meeting",
    purpose: "meeting",
    loggedAt: setAt,
    at,
    isConnected: isHeld,
    isCancelled,
    isPlanned,
  });
  if (isCancelled || !isHeld || isPlanned) return;
  if (noteAt <= known)
    work.activities.push({ kind: "note", purpose: "motivation", loggedAt: noteAt, at: noteAt });
  if (summaryAt <= known)
    work.activities.push({ kind: "email", purpose: "summary", loggedAt: summaryAt, at: summaryAt });
}

/**
 * Attempts of a stay until somebody answers, and what is answered; returns how many now are in a row without an answer, of which `inRow`
 * were made before. Answers come as long as the deal is open.
 */
function attempt(
  work: Work,
  entry: Entry,
  until: Minute,
  end: Minute,
  known: Minute,
  isLater: boolean,
  inRow: number,
): number {
  const { key, stay, from, isHot: hot } = entry;
  const random = new Random(...key, 3, stay);
  const first = firstAttemptOf(entry);
  const most = isLater ? random.whole(0, hot ? 2 : 1) : first.most;
  let at = isLater
    ? inOfficeHours(Math.round(from + random.lognormal((hot ? 2 : 4) * minutesPerDay, 0.6)))
    : first.at;
  let number = 1;
  for (; number <= most && at < until; number++) {
    const isAnswered = random.chance(replyProbability / 2 ** (inRow + number - 1));
    const isCall = random.chance(0.6);
    work.activities.push({
      kind: isCall ? "call" : "email",
      purpose: number === 1 && !isLater ? "first_call" : "follow_up",
      loggedAt: at,
      at,
      ...(isCall ? { isConnected: isAnswered } : {}),
    });
    if (!isCall && random.chance(0.04) && at + 3 < end)
      work.activities.push({ kind: "email", purpose: "away", loggedAt: at + 3, at: at + 3, isInbound: true });
    const answeredAt = inOfficeHours(Math.round(at + random.lognormal(0.6 * minutesPerDay, 0.7)));
    if (isAnswered) {
      if (isCall) return 0;
      if (answeredAt >= end || answeredAt > known) return inRow + number;
      work.activities.push({
        kind: "email",
        purpose: "reply",
        loggedAt: answeredAt,
        at: answeredAt,
        isInbound: true,
      });
      return 0;
    }
    at = inOfficeHours(Math.round(at + random.lognormal((hot ? 2 : 4) * number * minutesPerDay, 0.4)));
  }
  return inRow + number - 1;
}

/** The proposal of a stay, perhaps a second version, and how it was answered. */
function propose(
  random: Random,
  work: Work,
  from: Minute,
  until: Minute,
  known: Minute,
  next: number | "won" | "lost" | undefined,
): void {
  const sentAt = inOfficeHours(Math.round(from + random.lognormal(0.4 * minutesPerDay, 0.9)));
  const againAt = random.chance(0.35)
    ? inOfficeHours(Math.round(sentAt + random.lognormal(6 * minutesPerDay, 0.5)))
    : Infinity;
  const proposal = {
    isPersonalised: random.chance(0.6),
    isComplete: random.chance(0.55),
    discount: random.pick([0, 0, 0, 0.05, 0.1, 0.15]),
  };
  const [viewedAfter, isViewed, isAnswered] = [
    random.lognormal(0.5 * minutesPerDay, 0.9),
    random.chance(0.8),
    random.chance(0.7),
  ];
  const versions = [sentAt, againAt].filter((at) => at < until);
  versions.forEach((at, index) => {
    const viewedAt = Math.round(at + viewedAfter);
    const isLast = index === versions.length - 1;
    const answer =
      next === "lost"
        ? "Declined"
        : next === "won" || (typeof next === "number" && until < known)
          ? "Accepted"
          : undefined;
    work.proposals.push({
      version: work.proposals.length + 1,
      sentAt: at,
      validUntil: at + 30 * minutesPerDay,
      ...(isViewed && viewedAt < until ? { viewedAt } : {}),
      ...(isLast && isAnswered && answer !== undefined && until - 5 > at
        ? { answeredAt: until - 5, answer }
        : {}),
      ...proposal,
      discount: index === 0 ? proposal.discount : proposal.discount + 0.05,
    });
    work.activities.push({ kind: "email", purpose: "proposal", loggedAt: at, at });
  });
}

/** Who has a part in the decision, where anybody enters it: one from the start, the others as they become known. */
function people(random: Random, work: Work, start: Minute, end: Minute): void {
  const rates: [Role, number][] = [
    ["champion", 0.02],
    ["decision_maker", work.isHot ? 0.05 : 0.02],
    ["finance", 0.01],
  ];
  work.people.push({ role: "user", knownFrom: start });
  for (const [role, perDay] of rates) {
    const wait = (-Math.log(1 - random.next()) / perDay) * minutesPerDay;
    const knownFrom = inOfficeHours(Math.round(start + wait));
    if (knownFrom < end) work.people.push({ role, knownFrom });
  }
}

/** An owner's e-mail subject or title, in the language of the customer. */
export function subjectOf(activity: Activity, work: Work): string {
  const [hungarian, english] = subjects[activity.purpose];
  return work.isHungarian ? hungarian : english;
}

const subjects: Record<Purpose, [string, string]> = {
  first_call: ["Bemutatkozás", "Introduction"],
  follow_up: ["Utánkövetés", "Follow-up"],
  reply: ["Re: kérdés", "Re: question"],
  automatic: ["Automatikus válasz", "Automatic reply"],
  away: ["Házon kívül", "Out of office"],
  next_step: ["Következő lépés", "Next step"],
  meeting: ["Személyes egyeztetés", "On-site visit"],
  summary: ["Összefoglaló", "Summary"],
  motivation: ["Motiváció", "Motivation"],
  proposal: ["Ajánlat", "Proposal"],
};
