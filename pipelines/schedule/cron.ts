import { createTask, validateDetailed } from "node-cron";
import { FunnelError } from "../contract/errors.ts";
import { instantsOfWallTime, wallTimeAt } from "./wall-clock.ts";

const day = 86_400_000;
const minute = 60_000;
/** Days looked back and ahead for a tick: a leap day comes once in eight years at most. */
const farthest = 366 * 8 + 1;

/** A cron expression of five fields: minute, hour, day of the month, month, day of the week. */
export interface Cron {
  text: string;
  /** Minutes of the day, ascending. */
  times: number[];
  /** Every hour of the day: it follows the time that passes, where others follow the clock on the wall. */
  isHourly: boolean;
  /** Whether it runs on a day, given as its midnight in UTC. */
  runsOn(midnight: number): boolean;
}

/** Reads a cron expression. Throws a config error that names where it stands, the field and what was expected. */
export function parseCron(text: string, where: string): Cron {
  const refuse = (reason: string) =>
    new FunnelError(
      "config",
      "schedule_cron",
      `${where}: "${text}": ${reason}; expected five fields (minute, hour, day of the month, month, day of the week) like 0 3 * * *`,
    );
  const { valid, fields, errors } = validateDetailed(text);
  if (text.trim().split(/\s+/).length !== 5) throw refuse("it has not five fields");
  if (!valid || fields === undefined)
    throw refuse(
      errors.map(({ field, message }) => `${field}: ${message}`).join(", ") || "it is no cron expression",
    );
  const times = fields.hour.flatMap((hour) => fields.minute.map((past) => hour * 60 + past));
  times.sort((one, other) => one - other);
  const first = times[0] ?? 0;
  const task = createTask(text, () => undefined, { timezone: "UTC" });
  return {
    text,
    times,
    isHourly: new Set(fields.hour).size === 24,
    runsOn: (midnight) => task.match(new Date(midnight + first * minute)),
  };
}

/**
 * The ticks of one local day, ascending. A time of the clock that spring skips comes as much later as the clock was moved; one that
 * autumn repeats comes once, at its first. An hourly expression ticks in every hour that passes, so twice in the repeated one.
 */
function ticksOfDay({ times, isHourly, runsOn }: Cron, zone: string, midnight: number): number[] {
  if (!runsOn(midnight)) return [];
  const ticks = times.flatMap((time) => {
    const { instants, isSkipped } = instantsOfWallTime(midnight + time * minute, zone);
    if (isHourly) return isSkipped ? [] : instants;
    return instants.slice(0, 1);
  });
  return [...new Set(ticks)].sort((one, other) => one - other);
}

const midnightOf = (instant: number, zone: string) => Math.floor(wallTimeAt(instant, zone) / day) * day;

/** The last tick at or before an instant; undefined when there is none within eight years. */
export function lastTick(cron: Cron, zone: string, instant: Date): Date | undefined {
  const now = instant.getTime();
  const today = midnightOf(now, zone);
  for (let back = 0; back <= farthest; back++) {
    const tick = ticksOfDay(cron, zone, today - back * day).findLast((each) => each <= now);
    if (tick !== undefined) return new Date(tick);
  }
  return undefined;
}

/** The first tick after an instant; undefined when there is none within eight years. */
export function nextTick(cron: Cron, zone: string, instant: Date): Date | undefined {
  const now = instant.getTime();
  const today = midnightOf(now, zone);
  for (let ahead = 0; ahead <= farthest; ahead++) {
    const tick = ticksOfDay(cron, zone, today + ahead * day).find((each) => each > now);
    if (tick !== undefined) return new Date(tick);
  }
  return undefined;
}
