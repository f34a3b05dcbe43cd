import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Reporter } from "../../contract/effects.ts";
import { FunnelError } from "../../contract/errors.ts";
import { writeWhole } from "../../contract/durable.ts";
import { partFolder } from "../../intake/fetched.ts";
import { newestFile, type FetchedFile } from "../files/newest.ts";
import { isLack } from "../http/verdict.ts";
import type { Http } from "../http/http.ts";
import { fullDisk } from "./full-disk.ts";
import { fetchStream, type Extent, type SourcePlace } from "./run-stream.ts";
import type { Stream } from "./vendor.ts";
import { SourceError } from "../http/source-error.ts";

/** What came of one stream of a source. */
export interface StreamOutcome {
  stream: string;
  /** paused: the quota or the time is used up, the next run goes on; absent: the account does not have it. */
  outcome: "fetched" | "nothing" | "absent" | "paused" | "failed";
  /** Of the file that was fetched. */
  records?: number;
  pages?: number;
  calls?: number;
  code?: string;
  message?: string;
  /** The reason in the message, without the part of the source that it is about. */
  reason?: { what: string; text: string };
  /** What the key must be allowed, where it is not. */
  needs?: string;
}

/** What came of a source. */
export interface SourceOutcome {
  source: string;
  streams: StreamOutcome[];
  /** The instant up to which every stream of it is known; null while one was never fetched. */
  knownUntil: string | null;
}

const hour = 3_600_000;
/** A job that did not end is gone on with for so long; then everything is fetched anew. */
const jobHours = 12;
/** After these nothing more can be asked. */
const ends = ["source_key", "source_secret", "source_disk", "source_share", "source_quota", "source_time"];
const pauses = ["source_share", "source_quota", "source_time"];

/** Fetches the streams of a source, one after another. What one of them fails for is its outcome, and the others go on where they can. */
export async function runJob(
  streams: Stream[],
  place: SourcePlace,
  http: Http,
  extent: Extent,
  report: Reporter,
): Promise<SourceOutcome> {
  const { clock } = http.settings;
  const folder = join(place.exports, place.source);
  const mark = join(folder, partFolder, "job.json");
  const begunAt = beginOf(mark, extent, clock.now());
  const outcomes: StreamOutcome[] = [];
  let down = 0;
  for (const stream of streams) {
    const { name } = stream;
    const done = newestFile(folder, name)?.manifest;
    if (done !== undefined && done.started_at >= begunAt) {
      outcomes.push({ stream: name, outcome: "fetched", ...counts(done) });
      continue;
    }
    const tried = await attempt(place, name, () => fetchStream(stream, place, http, extent, report));
    if (tried instanceof FunnelError) {
      outcomes.push(failed(stream, tried));
      down = tried.code === "source_down" ? down + 1 : 0;
      if (ends.includes(tried.code) || down === 2) break;
    } else {
      down = 0;
      outcomes.push(
        tried === undefined
          ? { stream: name, outcome: "nothing" }
          : {
              stream: name,
              outcome: "fetched",
              ...counts(tried.manifest),
              ...(await noteOf(stream, tried)),
            },
      );
    }
  }
  if (outcomes.every(({ outcome }) => !["paused", "failed"].includes(outcome)))
    rmSync(dirname(mark), { recursive: true, force: true });
  const asked = streams.filter(
    ({ name }) => !outcomes.some(({ stream, outcome }) => stream === name && outcome === "absent"),
  );
  return { source: place.source, streams: outcomes, knownUntil: knownUntil(folder, asked) };
}

const counts = ({ records, pages, calls }: { records: number | null; pages: number; calls: number }) => ({
  records: records ?? 0,
  pages,
  calls,
});

/** When the job that is going on began: this one, or one that was killed. */
function beginOf(mark: string, extent: Extent, now: number): string {
  if (existsSync(mark)) {
    const begun = JSON.parse(readFileSync(mark, "utf8")) as { startedAt: string; extent: Extent };
    // what was begun for the changes alone is no part of a job that fetches everything
    if (
      Date.parse(begun.startedAt) > now - jobHours * hour &&
      (begun.extent === "everything" || extent === "changes")
    )
      return begun.startedAt;
  }
  const startedAt = new Date(now).toISOString();
  mkdirSync(dirname(mark), { recursive: true });
  writeWhole(mark, JSON.stringify({ startedAt, extent }), "job");
  return startedAt;
}

async function noteOf(stream: Stream, file: FetchedFile): Promise<{ message?: string }> {
  const message = await stream.noteOf?.(file);
  return message === undefined ? {} : { message };
}

function failed({ name, isOptional, scope }: Stream, error: FunnelError): StreamOutcome {
  const isAbsent = isOptional === true && isLack(error.code);
  return {
    stream: name,
    outcome: pauses.includes(error.code) ? "paused" : isAbsent ? "absent" : "failed",
    ...whyNot(error, scope),
  };
}

/** Why something was not read; `scope` is what the key must be allowed for it. */
export function whyNot(error: FunnelError, scope: string | undefined) {
  const { code, message } = error;
  const reason =
    error instanceof SourceError ? { reason: { what: error.part.what, text: error.reason } } : {};
  return code === "source_scope" && scope !== undefined
    ? { code, message: `${message}; it needs ${scope}`, ...reason, needs: scope }
    : { code, message, ...reason };
}

/** The oldest of the instants up to which streams are known; one that not every account has, and this one never had, does not count. */
function knownUntil(folder: string, streams: Stream[]): string | null {
  let oldest: string | null = null;
  for (const { name, isOptional, follows } of streams) {
    if (follows === true) continue;
    const until = newestFile(folder, name)?.manifest.complete_to ?? null;
    if (until === null && isOptional === true) continue;
    if (until === null) return null;
    if (oldest === null || until < oldest) oldest = until;
  }
  return oldest;
}

/** What a vendor does not give, or the disk has no room for, is the failure of a stream; what else the system cannot do ends the run. */
async function attempt<T>(
  place: SourcePlace,
  what: string,
  work: () => Promise<T>,
): Promise<T | FunnelError> {
  try {
    return await work();
  } catch (error) {
    const full = fullDisk(error, place, what);
    if (full !== undefined) return full;
    if (error instanceof FunnelError && error.code.startsWith("source_")) return error;
    throw error;
  }
}
