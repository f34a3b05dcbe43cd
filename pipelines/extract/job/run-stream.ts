import { basename, join } from "node:path";
import { FunnelError } from "../../contract/errors.ts";
import type { Reporter } from "../../contract/effects.ts";
import { lostFields } from "../files/fields.ts";
import { changesSince } from "../files/known.ts";
import { land } from "../files/land.ts";
import { fetchedFiles, isThere, newestFile, type FetchedFile } from "../files/newest.ts";
import { Part, type Page } from "../files/part.ts";
import type { Http } from "../http/http.ts";
import type { Stream, StreamContext } from "./vendor.ts";
import { SourceError } from "../http/source-error.ts";

/** What a job is to ask for: everything, or where the vendor tells it what changed. */
export type Extent = "everything" | "changes";

/** Where the files of a source lie, and what it is called. */
export interface SourcePlace {
  exports: string;
  source: string;
  kind: string;
}

const hour = 3_600_000;

/**
 * Fetches a stream into one file, page by page; goes on from the pages that an earlier process left. Returns the new file, or undefined
 * when there was nothing to ask. Throws a FunnelError and leaves the pages when the vendor does not give the rest.
 */
export async function fetchStream(
  stream: Stream,
  { exports, source, kind }: SourcePlace,
  http: Http,
  extent: Extent,
  report: Reporter,
): Promise<FetchedFile | undefined> {
  const { clock, throttle } = http.settings;
  const folder = join(exports, source);
  const last = newestFile(folder, stream.name);
  const place = Part.folderOf(exports, source, stream.name);
  const asks = JSON.stringify([stream.apiVersion, stream.asks, extent]);
  const left = Part.left(place, asks, clock.now() - stream.cursorHours * hour);
  const startedAt = left?.begun.startedAt ?? new Date(clock.now()).toISOString();
  const filesOf = (other: string) => fetchedFiles(folder).filter(({ manifest }) => manifest.stream === other);
  const sinceNow = () =>
    extent === "everything" || stream.changes === undefined
      ? null
      : changesSince(filesOf(stream.name), stream.changes.wholeAfterDays, clock.now());
  const context: StreamContext = {
    http,
    last: extent === "everything" ? undefined : last,
    since: left === undefined ? sinceNow() : left.begun.since,
    fileOf: (other, name) =>
      fetchedFiles(folder).findLast(
        (file) =>
          file.manifest.stream === other &&
          (name === undefined || basename(file.path) === name) &&
          isThere(file),
      ),
    filesOf,
    startedAt,
  };
  const { since } = context;
  const before = { calls: http.calls, units: throttle.spent };
  let part = left;
  if (part === undefined) {
    const first = await stream.begin(context);
    if (first === undefined) return undefined;
    part = Part.begin(place, { startedAt, asks, since, first });
  }
  let isRenewed = false;
  for (let next = part.progress.next; next !== null; next = part.progress.next) {
    let page: Page;
    try {
      page = await stream.page(next, context, part.begun.first);
    } catch (error) {
      // a cursor that the vendor keeps no longer: pages of two beginnings do not fit each other, so all are asked for anew, once
      if (!isCursorGone(error) || part.progress.pages === 0 || isRenewed) throw error;
      isRenewed = true;
      // what they cost was spent
      Object.assign(before, {
        calls: before.calls - part.progress.calls,
        units: before.units - part.progress.units,
      });
      const first = await stream.begin(context);
      if (first === undefined) return undefined;
      part = Part.begin(place, { startedAt: new Date(clock.now()).toISOString(), asks, since, first });
      continue;
    }
    if (page.next !== undefined && JSON.stringify(page.next) === JSON.stringify(next))
      throw new SourceError(
        "io",
        "source_down",
        { source, what: stream.name },
        `the vendor gives the same page for ever; the next run goes on where it stopped`,
      );
    const cost = { calls: http.calls - before.calls, units: throttle.spent - before.units };
    part.add(page, cost, new Date(clock.now()).toISOString());
    Object.assign(before, { calls: http.calls, units: throttle.spent });
    tellProgress(part, stream, last, http, report);
  }
  refuseIncomplete(part, stream, source);
  const whole = filesOf(stream.name).findLast(({ manifest }) => manifest.since === null);
  const cursor = stream.cursorOf?.(part.begun.first);
  const path = land(part, folder, stream.format, {
    source,
    kind,
    stream: stream.name,
    api_version: stream.apiVersion,
    delivery: since === null ? stream.delivery : "delta",
    records_at: stream.recordsAt ?? null,
    requests: stream.asks,
    day_quota: throttle.day?.max ?? null,
    finished_at: new Date(clock.now()).toISOString(),
    ...(cursor === undefined ? {} : { cursor }),
  });
  part.remove();
  // in a few records that changed not every field has a value
  if (since === null || stream.format === "csv") warnOfLost(stream, source, whole, part, report);
  const file = newestFile(folder, stream.name);
  if (file?.path !== path) throw new Error(`${path}: expected to be the newest file of its stream`);
  return file;
}

/** Whether a vendor that answered the first page refuses the cursor of another. */
const isCursorGone = (error: unknown): boolean =>
  error instanceof FunnelError && ["source_refused", "source_absent"].includes(error.code);

function tellProgress(
  { progress }: Part,
  { name }: Stream,
  last: FetchedFile | undefined,
  { settings: { throttle } }: Http,
  report: Reporter,
): void {
  const { pages, records, total, next } = progress;
  const expected =
    next === null
      ? pages
      : total !== null && records > 0
        ? Math.ceil((total * pages) / records)
        : (last?.manifest.pages ?? 0);
  const quota =
    throttle.left === undefined ? "" : `, ${Math.floor(throttle.left * 100)} % of the day's quota left`;
  report.progress(pages, Math.max(pages, expected), `${name}: ${records} records${quota}`);
}

/** A vendor that counts its records itself gave fewer than it counted. */
function refuseIncomplete({ progress }: Part, { name }: Stream, source: string): void {
  const { total, records } = progress;
  if (total === null || records === total) return;
  throw new SourceError(
    "io",
    "source_short",
    { source, what: name },
    `the vendor counts ${total} records and gave ${records}; nothing of it is read; run again`,
  );
}

function warnOfLost(
  { name }: Stream,
  source: string,
  before: FetchedFile | undefined,
  { progress }: Part,
  report: Reporter,
): void {
  if (before === undefined || progress.records === 0 || before.manifest.records === 0) return;
  const lost = lostFields(before.manifest.fields, progress.fields);
  if (lost.length > 0)
    report.warn(
      `${source}: ${name} no longer has ${lost.slice(0, 8).join(", ")}${lost.length > 8 ? ` and ${lost.length - 8} more` : ""}: deleted, or the key may not read it any more; what was fetched before stays`,
    );
}
