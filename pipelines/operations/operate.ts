import type { Effects } from "../contract/effects.ts";
import type { Home } from "../contract/home.ts";
import { failureOf } from "./failure.ts";
import type { Figures } from "./figures.ts";
import { lateSources, type Late } from "./news.ts";
import type { Operations } from "./operations.ts";
import { readRuns, recordRun, type Run } from "./runs.ts";
import { ping, tell } from "./tell.ts";

/** What a run that published leaves. */
interface Published {
  contentHash: string;
  figures: Figures;
  unfetched?: NonNullable<Run["unfetched"]>;
}

/**
 * Does the work of a run, writes down how it began and how it ended, and tells who is to be told. Neither a record that cannot be written
 * nor a messenger that fails is a failure of the run. Returns what the work returns, with the sources that are late.
 */
export async function operated<T extends Published>(
  home: Home,
  operations: Operations,
  run: string,
  effects: Effects,
  work: () => Promise<T>,
): Promise<T & { late: Late[] }> {
  const begun: Run = { run, startedAt: effects.now().toISOString(), pid: process.pid, outcome: "running" };
  const before = readRuns(home).findLast(({ outcome }) => outcome === "published");
  const warned = new Set<string>();
  const record = (state: Run) => {
    try {
      recordRun(home, state, operations.keep.runs);
    } catch (error) {
      const message = `state/runs: this run is not in the history: ${failureOf(error).message}`;
      if (!warned.has(message)) effects.report.warn(message);
      warned.add(message);
    }
  };
  const end = async (how: Pick<Run, "outcome"> & Partial<Run>): Promise<Run> => {
    const ended: Run = { ...begun, ...how, finishedAt: effects.now().toISOString() };
    record(ended);
    await tell(home, operations, ended, before, effects);
    await ping(operations, ended, effects);
    return ended;
  };
  record(begun);
  await ping(operations, begun, effects);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await end({ outcome: "failed", ...failureOf(error) });
    throw error;
  }
  const { contentHash, figures, unfetched = [] } = result;
  const late = lateSources({ ...begun, figures }, operations, effects.now());
  await end({
    outcome: "published",
    exit: late.some(({ isError }) => isError) ? 2 : 0,
    contentHash,
    figures,
    ...(unfetched.length === 0 ? {} : { unfetched }),
  });
  return { ...result, late };
}
