import type { Pipeline } from "../simulate/company.ts";
import { minutesBetween, minutesPerDay, type Minute } from "../simulate/wall-time.ts";
import { sale, type Activity } from "../simulate/work.ts";
import { attemptsOf, isTouch } from "./attempts.ts";
import type { Add, Counted } from "./counted.ts";
import type { System } from "./known-history.ts";
import type { KnownJourney } from "./known-journeys.ts";
import { countPlaybook } from "./known-playbook.ts";

/** When each system's knowledge ends. */
export type Ends = Record<System, Minute>;

const isOurs = ({ isInbound, purpose }: Activity) => isInbound !== true && purpose !== "automatic";

/** What the marts of marketing and sales should count; a pipeline's horizon, in days, is what its marts say. */
export function countWork(journeys: KnownJourney[], ends: Ends, horizons: Record<Pipeline, number>): Counted {
  const counts: Counted = new Map();
  const add: Add = (name, count = 1) => counts.set(name, (counts.get(name) ?? 0) + count);
  for (const journey of journeys) {
    const { pipeline, system, source, outcome } = journey;
    const end = ends[system];
    const salesAt = salesOf(journey);
    const activities = journey.activities.filter(({ purpose }) => system === "hubspot" || purpose !== "away");
    countSource(journey, activities, salesAt, add);
    if (outcome === "won") countCredits(journey, salesAt ?? Infinity, add);
    if (outcome === "open") {
      countSummaries(journey, end, add);
      if (hasExpired(journey, end)) add(`to_do ${pipeline} proposal_expired`);
    }
    if (source === "purchased_list") continue;
    countHandOff(journey, add);
    if (isDecided(journey, horizons[pipeline], end)) countSuggestions(journey, add);
    countPlaybook(journey, activities, end, add);
    if (salesAt !== undefined) add(`fit ${pipeline} sql`);
    if (salesAt !== undefined && journey.isIdeal) add(`fit ${pipeline} match`);
    countSpeed(journey, activities, end, add);
    countAttempts(journey, activities, end, add);
    countSilences(journey, activities, end, add);
    countProposals(journey, end, add);
    if (outcome === "open") countOpen(journey, activities, end, add);
  }
  return counts;
}

/** When a journey came to sales: at the latest with its win. */
const salesOf = ({ pipeline, reaches, outcome, closedAt }: KnownJourney): Minute | undefined =>
  reaches[sale[pipeline].qualified - 1]?.at ?? (outcome === "won" ? closedAt : undefined);

function countSource(
  { pipeline, source, outcome }: KnownJourney,
  activities: Activity[],
  salesAt: Minute | undefined,
  add: Add,
): void {
  const at = `source ${pipeline} ${source}`;
  if (source !== "purchased_list") add(`${at} leads`);
  if (salesAt !== undefined) add(`${at} sql`);
  if (outcome === "won") add(`${at} won`);
  const calls = activities.filter(({ kind, isInbound }) => kind === "call" && isInbound !== true);
  if (calls.length > 0) add(`${at} called`);
  if (calls.some(({ isConnected }) => isConnected)) add(`${at} connected`);
}

/** Decided journeys by what an ideal-customer rule could speak of. */
function countSuggestions({ pipeline, source, attributes, outcome }: KnownJourney, add: Add): void {
  const { country, product } = attributes;
  for (const [field, value] of Object.entries({ country, product, lead_source: source })) {
    if (value === "") continue;
    const at = `suggestion ${pipeline} ${field} ${value.toLowerCase()}`;
    add(`${at} with`);
    if (outcome === "won") add(`${at} won`);
  }
}

/** How soon a person was in touch with a new lead. */
function countSpeed(
  { pipeline, startedAt, closedAt }: KnownJourney,
  activities: Activity[],
  end: Minute,
  add: Add,
): void {
  add(`speed ${pipeline} started`);
  const first = Math.min(
    ...activities
      .filter((activity) => isTouch(activity, Math.min(closedAt, end)) && isOurs(activity))
      .map(({ at }) => at ?? Infinity)
      .filter((at) => at >= startedAt),
  );
  if (first === Infinity) add(`speed ${pipeline} never`);
  if (first - startedAt <= 60) add(`speed ${pipeline} 1h`);
  if (first - startedAt <= minutesPerDay) add(`speed ${pipeline} 24h`);
}

function countAttempts(journey: KnownJourney, activities: Activity[], end: Minute, add: Add): void {
  const { pipeline, closedAt, outcome } = journey;
  const until = Math.min(closedAt, end);
  for (const { number, at } of attemptsOf({ ...journey, activities }, end))
    if (number <= 5 && (at < until || (at === until && outcome === "open")))
      add(`attempt ${pipeline} ${number}`);
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
  const versions = delivered.length > 0 ? delivered : entered === undefined ? [] : [entered];
  const sent = versions.filter((at) => at >= startedAt && at <= until);
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
      activity.kind === "meeting" &&
      activity.isConnected === true &&
      activity.isCancelled !== true &&
      (activity.at ?? Infinity) <= end
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
