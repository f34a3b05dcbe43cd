import type { Pipeline } from "../simulate/company.ts";
import { minutesBetween, type Minute } from "../simulate/wall-time.ts";
import type { Activity } from "../simulate/work.ts";
import type { Add } from "./counted.ts";
import type { KnownJourney } from "./known-journeys.ts";

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
export function countPlaybook(
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
      const isShort = minutesBetween(move.at, until) < hours * 60;
      const status = isShort
        ? shortStatus(left)
        : longStatus(done === undefined ? undefined : minutesBetween(move.at, done), hours * 60);
      add(`playbook ${pipeline} ${ordinal} ${task} ${status}`);
    }
  });
}

/** What took place: a task that was done, a meeting that was held, a call, an e-mail or a note. */
const isDone = ({ kind, at, isConnected, isCancelled, isPlanned }: Activity, end: Minute) =>
  at !== undefined &&
  at <= end &&
  isPlanned !== true &&
  (kind !== "meeting" || (isConnected === true && isCancelled !== true));

const shortStatus = (left: Minute | undefined) => (left === undefined ? "not_yet_due" : "left_early");

function longStatus(taken: Minute | undefined, allowed: Minute): string {
  if (taken === undefined) return "missing";
  return taken <= allowed ? "in_time" : "late";
}
