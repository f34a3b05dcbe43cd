import { spawn } from "node:child_process";
import { schedule as everyMinute } from "node-cron";
import type { Effects } from "../contract/effects.ts";
import { exit, FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { operationsName, readOperations, type Operations } from "../operations/operations.ts";
import { readRuns, recordEnd } from "../operations/runs.ts";
import { readReference, settingsOf } from "../reference/read.ts";
import { withLock } from "../release/lock.ts";
import { parseCron } from "./cron.ts";
import { dueTick, nextDue, type Schedule } from "./due.ts";

const minute = 60_000;
/** How long a refresh that is told to stop may take to end before it is killed. */
const graceMs = 30_000;

/** How the scheduler starts a refresh: a program and its arguments. */
export interface Program {
  file: string;
  arguments: string[];
}

/** What is in force: the schedule and how long a run may take. */
async function readSchedule(home: Home): Promise<{ schedule: Schedule; operations: Operations }> {
  const operations = readOperations(home);
  const zone = settingsOf(await readReference(home)).get("reporting_time_zone") ?? "UTC";
  const texts = [operations.schedule].flat();
  const crons = [
    ...texts.map((text) => parseCron(text, `${operationsName}: schedule`)),
    ...Object.entries(operations.sources).flatMap(([source, { schedule }]) =>
      schedule === undefined ? [] : [parseCron(schedule, `${operationsName}: sources.${source}.schedule`)],
    ),
  ];
  return {
    schedule: { crons, zone, jitterMinutes: operations.jitter_minutes, seed: home.root },
    operations,
  };
}

/**
 * Starts a refresh whenever one is due, until `stop` is asked; then a running refresh is told to end and waited for.
 * One scheduler runs per home: throws a busy error naming the other, and a config error when operations.json cannot be read at the start.
 * Later mistakes in that file are reported and the former schedule stays in force.
 */
export async function runSchedule(
  home: Home,
  program: Program,
  stop: AbortSignal,
  effects: Effects,
): Promise<void> {
  let force = await readSchedule(home);
  let complaint = "";
  await withLock(
    home,
    async () => {
      const say = () => {
        const next = nextDue(force.schedule, effects.now());
        effects.report.info(
          `next refresh ${next === undefined ? "never" : localText(next, force.schedule.zone)}`,
        );
      };
      const check = async () => {
        try {
          force = await readSchedule(home);
          complaint = "";
        } catch (error) {
          const message = error instanceof FunnelError ? error.message : String(error);
          if (message !== complaint) effects.report.warn(`${message}; the schedule of before stays in force`);
          complaint = message;
        }
        const starts = readRuns(home).map(({ startedAt }) => new Date(startedAt));
        const tick = dueTick(force.schedule, starts, effects.now());
        if (tick === undefined || stop.aborted) return;
        effects.report.info(`refresh due since ${localText(tick, force.schedule.zone)}`);
        await runOnce(home, program, force.operations, stop, effects);
        say();
      };
      say();
      await check();
      if (stop.aborted) return;
      const task = everyMinute("* * * * *", check, {
        timezone: "UTC",
        noOverlap: true,
        suppressMissedWarning: true,
      });
      await new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          if (!stop.aborted || task.isBusy()) return;
          clearInterval(timer);
          resolve();
        }, 50);
      });
      await task.destroy();
    },
    "schedule",
  );
}

/** One refresh as a process of its own: stopped after the time-out or when the scheduler is, and killed when it does not end. */
async function runOnce(
  home: Home,
  program: Program,
  { timeout_minutes: timeout, keep }: Operations,
  stop: AbortSignal,
  effects: Effects,
): Promise<void> {
  const child = spawn(program.file, program.arguments, { stdio: ["ignore", "inherit", "inherit"] });
  let ending = "";
  let killer: NodeJS.Timeout | undefined;
  const end = (why: string) => {
    if (ending !== "") return;
    ending = why;
    child.kill("SIGTERM");
    killer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  };
  const timer = setTimeout(() => {
    end(`it took longer than the ${timeout} minutes of timeout_minutes`);
  }, timeout * minute);
  const onStop = () => {
    end("the scheduler was stopped");
  };
  stop.addEventListener("abort", onStop);
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>(
    (resolve, reject) => {
      child.once("exit", (status, by) => {
        resolve({ code: status, signal: by });
      });
      child.once("error", reject);
    },
  );
  clearTimeout(timer);
  clearTimeout(killer);
  stop.removeEventListener("abort", onStop);
  if (signal !== null && child.pid !== undefined) {
    const message =
      ending === "" ? `the refresh was ended by ${signal}` : `the refresh was stopped: ${ending}`;
    recordEnd(
      home,
      child.pid,
      { finishedAt: effects.now().toISOString(), code: ending === "" ? "killed" : "stopped", message },
      keep.runs,
    );
    effects.report.warn(`${message}; the published release stays`);
  } else if (code === exit.busy)
    effects.report.info("another refresh of this home is running; retrying in a minute");
  else if (code !== exit.ok)
    effects.report.warn(`the refresh ended with exit code ${code ?? "?"}; the published release stays`);
}

/** An instant on the clocks of a zone, to the minute. */
function localText(instant: Date, zone: string): string {
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(instant);
  return `${text} ${zone}`;
}
