import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { changesSince } from "./files/known.ts";
import { fetchedFiles, isThere, newestFile } from "./files/newest.ts";
import { realClock, type Clock } from "./http/clock.ts";
import { Broken } from "./job/inbox.ts";
import { openSource } from "./open.ts";
import type { Source } from "./sources.ts";

/** What a source would give, and what a night of it costs. */
export interface Probe {
  source: string;
  vendor: string;
  streams: {
    stream: string;
    /** Calls of one night, where the key may read it. */
    calls?: number;
    /** Why it cannot be read. */
    missing?: string;
    isOptional: boolean;
  }[];
  /** Streams that sources.json leaves out. */
  leftOut: string[];
  /** Calls of a night, of the vendor's day, and the share of the day that is the job's. */
  calls: number;
  day: number | undefined;
  quotaShare: number;
  spentToday: number;
}

/** Signs in to a source and asks of every stream whether it may be read and what it holds, with a call or two each. Writes nothing. */
export async function probeSource(home: Home, source: Source, clock: Clock = realClock): Promise<Probe> {
  const { http, streams, inbox, others } = openSource(home, source, clock);
  const folder = join(home.exports, source.name);
  const filesOf = (other: string) => fetchedFiles(folder).filter(({ manifest }) => manifest.stream === other);
  const spentToday = http.settings.throttle.spent;
  const found: Probe["streams"] = [];
  for (const stream of streams) {
    const { name, isOptional = false, scope } = stream;
    try {
      const calls = await stream.estimate({
        http,
        last: newestFile(folder, name),
        since:
          stream.changes === undefined
            ? null
            : changesSince(filesOf(name), stream.changes.wholeAfterDays, clock.now()),
        fileOf: (other) =>
          fetchedFiles(folder).findLast((file) => file.manifest.stream === other && isThere(file)),
        filesOf,
        startedAt: new Date(clock.now()).toISOString(),
      });
      found.push({ stream: name, calls, isOptional });
    } catch (error) {
      if (!(error instanceof FunnelError) || !error.code.startsWith("source_")) throw error;
      if (!["source_scope", "source_absent", "source_refused"].includes(error.code)) throw error;
      const needs = error.code === "source_scope" && scope !== undefined ? ` (${scope})` : "";
      found.push({ stream: name, missing: `${error.message}${needs}`, isOptional });
    }
  }
  if (inbox !== undefined)
    try {
      const before = http.calls;
      const offered = await inbox.list([]);
      found.push({
        stream: `${offered.length} files`,
        calls: http.calls - before + offered.length,
        isOptional: false,
      });
    } catch (error) {
      if (!(error instanceof Broken) && !(error instanceof FunnelError)) throw error;
      found.push({ stream: "files", missing: error.message, isOptional: false });
    } finally {
      await inbox.close().catch(() => undefined);
    }
  return {
    source: source.name,
    vendor: source.vendor.name,
    streams: found,
    leftOut: others,
    calls: found.reduce((sum, { calls = 0 }) => sum + calls, 0),
    day: http.settings.throttle.day?.max,
    quotaShare: source.quotaShare,
    spentToday,
  };
}

const whole = (count: number) => count.toLocaleString("en").replaceAll(",", " ");

/** What --dry-run says of a source. */
export function describeProbe({ source, vendor, streams, leftOut, calls, day, quotaShare }: Probe): string[] {
  const share =
    day === undefined ? "" : `, ${((100 * calls) / day).toFixed(1)} % of the ${whole(day)} of a day`;
  const own = Math.round(quotaShare * 100);
  return [
    `${source}: ${vendor} accepts the key`,
    ...streams.map(({ stream, calls: needed = 0, missing, isOptional }) =>
      missing === undefined
        ? `  ${stream}: about ${whole(needed)} ${needed === 1 ? "call" : "calls"}`
        : `  ${stream}: ${isOptional ? "left out" : "MISSING"}: ${missing}`,
    ),
    ...(leftOut.length === 0 ? [] : [`  not asked for in sources.json: ${leftOut.join(", ")}`]),
    `  a night: about ${whole(calls)} calls${share}; the job may use ${own} %`,
  ];
}
