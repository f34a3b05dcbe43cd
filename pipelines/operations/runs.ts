import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Home } from "../contract/home.ts";
import { writeWhole } from "../contract/durable.ts";
import { figuresShape } from "./figures.ts";
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
  figures: figuresShape.optional(),
  /** Sources of sources.json that could not be fetched, and why. */
  unfetched: z.array(z.object({ source: z.string(), reason: z.string() })).optional(),
});

/** One run of a home: `running` with no process behind it is one that was killed. */
export type Run = z.infer<typeof shape>;

const folderOf = (home: Home) => join(home.state, "runs");
const pathOf = (home: Home, run: string) => join(folderOf(home), `${run}.json`);

/**
 * The name of a run that starts now. Names sort in the order of the runs: where a clock went back, it is the next millisecond after the
 * newest run's.
 */
export function nameRun(home: Home, now: Date): string {
  const name = (instant: Date) => instant.toISOString().replace(/[-:.]/g, "");
  const last = [
    ...entriesOf(home.releases),
    ...entriesOf(folderOf(home)).map((record) => record.replace(/\.json$/, "")),
  ]
    .filter((each) => /^\d{8}T\d{9}Z$/.test(each))
    .sort()
    .at(-1);
  if (last === undefined || last < name(now)) return name(now);
  const instant = last.replace(/^(....)(..)(..T..)(..)(..)(...Z)$/, "$1-$2-$3:$4:$5.$6");
  return name(new Date(Date.parse(instant) + 1));
}

/** Writes a run down: under its name it is whole at any moment. Forgets runs beyond the newest `kept`. */
export function recordRun(home: Home, run: Run, kept: number): void {
  mkdirSync(folderOf(home), { recursive: true });
  writeWhole(pathOf(home, run.run), `${JSON.stringify(run)}\n`, "record");
  for (const path of runsBeyond(home, kept)) rmSync(path, { force: true });
}

/** The records of runs older than the newest `kept`. */
export function runsBeyond(home: Home, kept: number): string[] {
  const names = entriesOf(folderOf(home)).filter((name) => name.endsWith(".json"));
  return names.slice(0, Math.max(0, names.length - kept)).map((name) => join(folderOf(home), name));
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
