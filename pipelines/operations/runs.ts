import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Effects } from "../contract/effects.ts";
import type { Home } from "../contract/home.ts";
import { writeWhole } from "../release/durable.ts";
import { failureOf } from "./failure.ts";
import { entriesOf } from "../release/manifest.ts";

const shape = z.object({
  run: z.string(),
  startedAt: z.iso.datetime(),
  /** Missing while it runs, and for ever when it was killed. */
  finishedAt: z.iso.datetime().optional(),
  outcome: z.enum(["running", "published", "failed"]),
  exit: z.number().int().optional(),
  code: z.string().optional(),
  /** What went wrong, as the command line said it. */
  message: z.string().optional(),
  pid: z.number().int(),
  contentHash: z.string().optional(),
});

/** One run of a home: `running` with no process behind it is one that was killed. */
export type Run = z.infer<typeof shape>;

const folderOf = (home: Home) => join(home.state, "runs");
const pathOf = (home: Home, run: string) => join(folderOf(home), `${run}.json`);

/** Writes a run down: under its name it is whole at any moment. Forgets runs beyond the newest `kept`. */
export function recordRun(home: Home, run: Run, kept: number): void {
  mkdirSync(folderOf(home), { recursive: true });
  writeWhole(pathOf(home, run.run), `${JSON.stringify(run)}\n`);
  const names = entriesOf(folderOf(home)).filter((name) => name.endsWith(".json"));
  for (const name of names.slice(0, Math.max(0, names.length - kept)))
    rmSync(join(folderOf(home), name), { force: true });
}

/** Does the work of a run and writes down how it began and how it ended; a record that cannot be written fails no run that works. */
export async function recorded<T extends { contentHash: string }>(
  home: Home,
  run: string,
  kept: number,
  effects: Effects,
  work: () => Promise<T>,
): Promise<T> {
  const begun = { run, startedAt: effects.now().toISOString(), pid: process.pid };
  const record = (end: Pick<Run, "outcome"> & Partial<Run>) => {
    try {
      recordRun(home, { ...begun, ...end }, kept);
    } catch (error) {
      effects.report.warn(`${folderOf(home)}: this run is not in the history: ${failureOf(error).message}`);
    }
  };
  record({ outcome: "running" });
  try {
    const result = await work();
    record({
      outcome: "published",
      finishedAt: effects.now().toISOString(),
      exit: 0,
      contentHash: result.contentHash,
    });
    return result;
  } catch (error) {
    record({ outcome: "failed", finishedAt: effects.now().toISOString(), ...failureOf(error) });
    throw error;
  }
}

/** Writes down that a run ended without saying so itself: it was killed, or stopped after the time-out. */
export function recordEnd(
  home: Home,
  pid: number,
  end: { finishedAt: string; code: string; message: string },
  kept: number,
): void {
  const run = readRuns(home).findLast((each) => each.pid === pid && each.outcome === "running");
  if (run !== undefined) recordRun(home, { ...run, ...end, outcome: "failed" }, kept);
}

/** The runs of a home, oldest first. A record that cannot be read is left out: it tells of a run, it decides nothing. */
export function readRuns(home: Home): Run[] {
  return entriesOf(folderOf(home))
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => {
      try {
        return [shape.parse(JSON.parse(readFileSync(join(folderOf(home), name), "utf8")))];
      } catch {
        return [];
      }
    });
}
