import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { changesSince } from "./files/known.ts";
import { fetchedFiles, isThere, newestFile } from "./files/newest.ts";
import { realClock, type Clock } from "./http/clock.ts";
import { isLack } from "./http/verdict.ts";
import { Broken } from "./job/inbox.ts";
import { openSource } from "./open.ts";
import type { Source } from "./sources.ts";
import { SourceError } from "./http/source-error.ts";

/** What a source would give, and what a night of it costs. */
export interface Probe {
  source: string;
  vendor: string;
  streams: {
    stream: string;
    /** Calls of one night, and units of the vendor's quota, where the key may read it. */
    calls?: number;
    units?: number;
    /** Why it cannot be read, and what the key must be allowed for it. */
    missing?: string;
    needs?: string;
    isOptional: boolean;
  }[];
  /** Streams that sources.json leaves out. */
  leftOut: string[];
  /** Why nothing more could be asked: the key, the secret, the vendor. */
  failed?: string;
  /** Calls and units of a night, units of the vendor's day, and the share of the day that is the job's. */
  calls: number;
  units: number;
  day: number | undefined;
  quotaShare: number;
  spentToday: number;
}

/**
 * Signs in to a source and asks of every stream whether it may be read and what it holds, with a call or two each. Writes nothing. What the
 * source does not give is part of the answer; throws a config error for a stream that the vendor does not have.
 */
export async function probeSource(home: Home, source: Source, clock: Clock = realClock): Promise<Probe> {
  const { http, streams, inbox, others } = openSource(home, source, clock);
  const folder = join(home.exports, source.name);
  const filesOf = (other: string) => fetchedFiles(folder).filter(({ manifest }) => manifest.stream === other);
  const spentToday = http.settings.throttle.spent;
  const found: Probe["streams"] = [];
  let failed: string | undefined;
  for (const stream of streams) {
    const { name, isOptional = false, scope, unitsPerCall = 1 } = stream;
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
      found.push({ stream: name, calls, units: calls * unitsPerCall, isOptional });
    } catch (error) {
      if (!(error instanceof FunnelError) || !error.code.startsWith("source_")) throw error;
      if (!isLack(error.code) && error.code !== "source_refused") {
        failed = error.message;
        break;
      }
      const missing = error instanceof SourceError && error.part.what === name ? error.reason : error.message;
      const needs = error.code === "source_scope" && scope !== undefined ? { needs: scope } : {};
      found.push({ stream: name, missing, ...needs, isOptional });
    }
  }
  if (inbox !== undefined)
    try {
      const before = http.calls;
      const offered = await inbox.list([]);
      const calls = http.calls - before + offered.length;
      found.push({
        stream: offered.length === 1 ? "1 file" : `${offered.length} files`,
        calls,
        units: calls,
        isOptional: false,
      });
    } catch (error) {
      if (!(error instanceof Broken) && !(error instanceof FunnelError)) throw error;
      failed =
        error instanceof Broken
          ? `${source.name}: files: it does not answer (${error.message}); the next run asks again`
          : `${error.message}${error.code === "source_scope" && inbox.scope !== undefined ? `; it needs ${inbox.scope}` : ""}`;
    } finally {
      await inbox.close().catch(() => undefined);
    }
  return {
    source: source.name,
    vendor: source.vendor.name,
    streams: found,
    leftOut: others,
    ...(failed === undefined ? {} : { failed }),
    calls: found.reduce((sum, { calls = 0 }) => sum + calls, 0),
    units: found.reduce((sum, { units = 0 }) => sum + units, 0),
    day: http.settings.throttle.day?.max,
    quotaShare: source.quotaShare,
    spentToday,
  };
}

const whole = (count: number) => count.toLocaleString("en").replaceAll(",", " ");
const callsOf = (count: number) => `about ${whole(count)} ${count === 1 ? "call" : "calls"}`;

/** Whether everything that most accounts have may be read. */
export const isReady = ({ failed, streams }: Probe): boolean =>
  failed === undefined && streams.every(({ missing, isOptional }) => missing === undefined || isOptional);

/** Streams that cannot be read, each reason once. */
function lacksOf(streams: Probe["streams"]): string[] {
  const reasons = [...new Set(streams.flatMap(({ missing }) => missing ?? []))];
  return reasons.map((reason) => {
    const same = streams.filter(({ missing }) => missing === reason);
    const needs = [...new Set(same.flatMap((each) => each.needs ?? []))].join(", ");
    return `${same.map(({ stream }) => stream).join(", ")}: ${reason}${needs === "" ? "" : `; it needs ${needs}`}`;
  });
}

/** What --dry-run says of a source. */
export function describeProbe(probe: Probe): string[] {
  const { source, vendor, streams, leftOut, failed, calls, units, day, quotaShare } = probe;
  if (failed !== undefined) return [failed];
  const costs = units === calls ? "" : `, ${whole(units)} units`;
  const share =
    day === undefined ? "" : `, ${((100 * units) / day).toFixed(1)} % of the ${whole(day)} of a day`;
  const own = Math.round(quotaShare * 100);
  return [
    `${source}: ${vendor} accepts the key`,
    ...streams
      .filter(({ missing }) => missing === undefined)
      .map(({ stream, calls: needed = 0 }) => `  ${stream}: ${callsOf(needed)}`),
    ...lacksOf(streams.filter(({ isOptional }) => !isOptional)).map((lack) => `  MISSING: ${lack}`),
    ...lacksOf(streams.filter(({ isOptional }) => isOptional)).map((lack) => `  left out: ${lack}`),
    ...(leftOut.length === 0 ? [] : [`  not asked for in sources.json: ${leftOut.join(", ")}`]),
    `  a night: ${callsOf(calls)}${costs}${share}; the job may use ${own} %`,
  ];
}
