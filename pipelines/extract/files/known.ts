import type { FetchedFile } from "./newest.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** Vendors find a record by its change, and show it as changed, only a while after the change: so much is asked for once more. */
const overlap = hour;

/** How far the files of a stream reach without a gap. */
interface Known {
  /** Everything that happened before this instant is in them. */
  until: string;
  /** When everything was asked for last. */
  wholeAt: string;
}

/** How far some files of one stream, the oldest first, reach; undefined where in none of them everything was asked for. */
function knownOf(files: FetchedFile[]): Known | undefined {
  const whole = files.findLastIndex(({ manifest }) => manifest.since === null);
  const [first, ...changes] = whole < 0 ? [] : files.slice(whole);
  if (first?.manifest.complete_to == null) return undefined;
  let until = first.manifest.complete_to;
  for (const { manifest } of changes) {
    // a file between that somebody deleted is asked for again
    if (manifest.since === null || manifest.since > until || manifest.complete_to === null) break;
    until = manifest.complete_to;
  }
  return { until, wholeAt: first.manifest.started_at };
}

/**
 * The instant since which the changes of a stream are to be asked for, ISO, by its files, the oldest first; null where everything is to be:
 * at first, and when it was asked for last so many days ago.
 */
export function changesSince(files: FetchedFile[], wholeAfterDays: number, now: number): string | null {
  const known = knownOf(files);
  // half a day early: a night begins at another minute than the one a week before
  if (known === undefined || now - Date.parse(known.wholeAt) >= wholeAfterDays * day - day / 2) return null;
  return new Date(Date.parse(known.until) - overlap).toISOString();
}
