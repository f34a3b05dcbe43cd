import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { realClock, type Clock } from "./http/clock.ts";
import { fullDisk } from "./job/full-disk.ts";
import { runInbox } from "./job/run-inbox.ts";
import { runJob, type SourceOutcome, type StreamOutcome } from "./job/run-job.ts";
import { openSource } from "./open.ts";
import { readSources, sourcesName, type Source } from "./sources.ts";
import { readVendors } from "./vendors/all.ts";

export interface ExtractOptions {
  home: Home;
  /** Only this source. */
  source?: string;
  /** Fetch everything, also where what changed since the last time would do. */
  full?: boolean;
  clock?: Clock;
  /** Milliseconds that the beginning, and each further piece, of an answer may take. */
  patience?: number;
}

/** The sources of a home, or the one that is named. Throws a config error for a name that sources.json does not have. */
export async function chosenSources(home: Home, name?: string): Promise<Source[]> {
  const sources = readSources(home, await readVendors());
  if (name === undefined) return sources;
  const chosen = sources.filter((source) => source.name === name);
  if (chosen.length === 0)
    throw new FunnelError(
      "config",
      "source_unknown",
      `${name}: ${sourcesName} has no such source${sources.length === 0 ? "" : `; it has ${sources.map((source) => source.name).join(", ")}`}`,
    );
  return chosen;
}

/**
 * Fetches what the sources of a home have: complete files below `exports/<source>/`, each with its manifest. A source that fails keeps the
 * files it has, and the others go on; why it failed is its outcome. The caller holds the lock of the home.
 */
export async function extract(
  { home, source, full = false, clock = realClock, patience }: ExtractOptions,
  effects: Effects,
): Promise<SourceOutcome[]> {
  const outcomes: SourceOutcome[] = [];
  for (const each of await chosenSources(home, source)) {
    effects.report.step(`extract ${each.name}`);
    outcomes.push(await fetchSource(home, each, { full, clock, patience }, effects));
  }
  return outcomes;
}

async function fetchSource(
  home: Home,
  source: Source,
  { full, clock, patience }: { full: boolean; clock: Clock; patience: number | undefined },
  effects: Effects,
): Promise<SourceOutcome> {
  const place = { exports: home.exports, source: source.name, kind: source.vendor.kind };
  try {
    const { http, streams, inbox, largestBytes } = openSource(home, source, clock, patience);
    if (inbox !== undefined) return await runInbox(inbox, place, http, largestBytes, effects.report);
    return await runJob(streams, place, http, full ? "everything" : "changes", effects.report);
  } catch (thrown) {
    const full = fullDisk(thrown, place, "files");
    if (full === undefined && (!(thrown instanceof FunnelError) || thrown.kind !== "config")) throw thrown;
    const { code, message } = full ?? (thrown as FunnelError);
    return {
      source: source.name,
      streams: [{ stream: "", outcome: "failed", code, message }],
      knownUntil: null,
    };
  }
}

/** Whether everything that was asked for is there. */
export const isComplete = ({ streams }: SourceOutcome): boolean =>
  streams.every(({ outcome }) => !["failed", "paused"].includes(outcome));

/** Why something of a source could not be fetched; the first reason where there are several, undefined where there is none. */
export const reasonOf = ({ source, streams }: SourceOutcome): string | undefined =>
  failuresOf(
    source,
    streams.filter(({ outcome }) => outcome === "failed"),
  )[0]?.message;

/** Why streams failed, each reason once: of several that failed for the same one their names, and what the key needs for them. */
function failuresOf(source: string, streams: StreamOutcome[]): { code: string; message: string }[] {
  const groups = new Map<string, StreamOutcome[]>();
  for (const each of streams) {
    const { stream, code = "", message = "", reason } = each;
    const why =
      reason === undefined ? message : `${reason.what === stream ? "" : reason.what} ${reason.text}`;
    groups.set(`${code} ${why}`, [...(groups.get(`${code} ${why}`) ?? []), each]);
  }
  return [...groups.values()].map((group) => {
    const [{ stream, code = "", message = "", reason } = { stream: "" }] = group;
    if (reason === undefined) return { code, message };
    const what = reason.what === stream ? group.map((each) => each.stream).join(", ") : reason.what;
    const needs = [...new Set(group.flatMap((each) => each.needs ?? []))].join(", ");
    return {
      code,
      message: `${source}: ${what}: ${reason.text}${needs === "" ? "" : `; it needs ${needs}`}`,
    };
  });
}

/** What came of a source, as lines for people: one for what was fetched, one for each reason why something was not. */
export function describeOutcome({ source, streams, knownUntil }: SourceOutcome): {
  info: string[];
  warnings: string[];
} {
  const fetched = streams.filter(({ outcome }) => outcome === "fetched");
  const sum = (numbers: (number | undefined)[]) =>
    numbers.reduce<number>((total, each) => total + (each ?? 0), 0);
  const info =
    fetched.length === 0
      ? []
      : [
          `${source}: fetched ${fetched.map(({ stream, records }) => `${stream} ${records ?? 0}`).join(", ")} (${sum(fetched.map(({ calls }) => calls))} calls)`,
        ];
  for (const { stream, message } of fetched)
    if (message !== undefined) info.push(`${source}: ${stream}: ${message}`);
  const absent = streams.filter(({ outcome }) => outcome === "absent").map(({ stream }) => stream);
  if (absent.length > 0) info.push(`${source}: the account or the key has no ${absent.join(", ")}`);
  const goesOn =
    knownUntil === null
      ? ""
      : `; its other files stay, known until ${knownUntil.slice(0, 16).replace("T", " ")} UTC`;
  const warnings = failuresOf(
    source,
    streams.filter(({ outcome }) => outcome === "failed" || outcome === "paused"),
  ).map(({ message, code }) => `${message} [${code}]${goesOn}`);
  return { info, warnings };
}
