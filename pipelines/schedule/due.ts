import { createHash } from "node:crypto";
import { lastTick, nextTick, type Cron } from "./cron.ts";

/** When refreshes are due: the ticks of any of the expressions, each later by up to `jitterMinutes`. */
export interface Schedule {
  crons: Cron[];
  zone: string;
  jitterMinutes: number;
  /** Spreads the delay: the same for one home and tick, different between homes. */
  seed: string;
}

const minute = 60_000;

/** The delay of a tick, below the jitter: the same whenever it is asked. */
function delayOf(tick: Date, { jitterMinutes, seed }: Schedule): number {
  if (jitterMinutes === 0) return 0;
  const hash = createHash("sha256").update(`${seed} ${tick.toISOString()}`).digest();
  return (hash.readUInt32BE(0) % jitterMinutes) * minute;
}

/**
 * The tick that a run is due for now: the last one, unless a run began since. So after any downtime one run catches up, however many
 * ticks were missed. Starts that lie ahead are of a clock that was wrong, and do not count. Where nothing ever ran one is due at once.
 */
export function dueTick(schedule: Schedule, starts: Date[], now: Date): Date | undefined {
  const last = Math.max(...starts.map((start) => start.getTime()).filter((start) => start <= now.getTime()));
  if (last === -Infinity) return now;
  const ticks = schedule.crons
    .map((cron) => lastTick(cron, schedule.zone, now))
    .filter((tick) => tick !== undefined)
    .sort((one, other) => other.getTime() - one.getTime());
  return ticks.find(
    (tick) => now.getTime() >= tick.getTime() + delayOf(tick, schedule) && last < tick.getTime(),
  );
}

/** When the next run comes, for a person to read; undefined when no expression ever ticks. */
export function nextDue(schedule: Schedule, now: Date): Date | undefined {
  const ticks = schedule.crons
    .map((cron) => nextTick(cron, schedule.zone, now))
    .filter((tick) => tick !== undefined);
  ticks.sort((one, other) => one.getTime() - other.getTime());
  const [first] = ticks;
  return first === undefined ? undefined : new Date(first.getTime() + delayOf(first, schedule));
}
