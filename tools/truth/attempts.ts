import type { Minute } from "../simulate/wall-time.ts";
import type { Activity } from "../simulate/work.ts";
import type { KnownJourney } from "./known-journeys.ts";

/** Whether a call, an e-mail or a meeting took place until a time. */
export const isTouch = ({ kind, at }: Activity, end: Minute) =>
  (kind === "call" || kind === "email" || kind === "meeting") && at !== undefined && at <= end;

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
