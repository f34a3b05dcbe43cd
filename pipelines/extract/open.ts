import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { partFolder } from "../intake/fetched.ts";
import { fetchedFiles } from "./files/newest.ts";
import { Part } from "./files/part.ts";
import type { Clock } from "./http/clock.ts";
import type { Manners } from "./http/call.ts";
import { Http } from "./http/http.ts";
import { Throttle, type Limits } from "./http/limits.ts";
import { readSecret, Secrets } from "./http/secrets.ts";
import type { Inbox } from "./job/inbox.ts";
import type { Stream } from "./job/vendor.ts";
import type { Source } from "./sources.ts";

const minute = 60_000;

/** An account that is ready to be asked. */
export interface Opened {
  http: Http;
  streams: Stream[];
  inbox: Inbox | undefined;
  largestBytes: number;
  /** Streams of the vendor that the entry does not name. */
  others: string[];
}

/** Reads the secrets of a source and gets ready to ask it; makes no call. Throws a config error for a secret or a stream that is not there. */
export function openSource(home: Home, source: Source, clock: Clock, patience?: number): Opened {
  const secrets = new Secrets();
  const deadline = clock.now() + source.minutes * minute;
  const made: { http?: Http } = {};
  const account = source.vendor.open({
    keys: source.keys,
    secrets,
    secretOf(text, key) {
      const value = readSecret(text, `sources.json: ${source.name}.${key}`, home.root);
      secrets.add(value);
      return value;
    },
    http() {
      if (made.http === undefined) throw new Error("expected to be asked after the account is open");
      return made.http;
    },
  });
  const manners: Manners = account.manners;
  const spent = spentToday(home, source.name, clock);
  const throttle = new Throttle(source.quotaShare, spent, clock, account.day ?? dayBefore(home, source.name));
  const http = new Http({
    source: source.name,
    manners,
    secrets,
    throttle,
    clock,
    deadline,
    ...(patience === undefined ? {} : { patience }),
  });
  made.http = http;
  const names = account.streams.map(({ name }) => name);
  const stranger = source.streams?.find((name) => !names.includes(name));
  if (stranger !== undefined)
    throw new FunnelError(
      "config",
      "sources_key",
      `sources.json: ${source.name}.streams: ${stranger}: expected some of ${names.join(", ")}`,
    );
  const wanted = account.streams.filter(({ name }) => source.streams?.includes(name) ?? true);
  return {
    http,
    streams: wanted,
    inbox: account.inbox,
    largestBytes: account.largestBytes ?? 2 ** 31,
    others: names.filter((name) => !wanted.some((each) => each.name === name)),
  };
}

/** The quota of the day as the vendor said it last. */
function dayBefore(home: Home, source: string): Limits["day"] {
  const max = fetchedFiles(join(home.exports, source)).at(-1)?.manifest.day_quota ?? null;
  return max === null ? undefined : { max, remaining: max };
}

/** Units that were used since midnight UTC, from where vendors count their days: by files that were finished and pages that wait for the others. */
function spentToday(home: Home, source: string, clock: Clock): number {
  const midnight = new Date(clock.now()).toISOString().slice(0, 10);
  const folder = join(home.exports, source);
  return fetchedFiles(folder)
    .filter(({ manifest }) => manifest.finished_at >= midnight)
    .reduce((sum, { manifest }) => sum + manifest.units, Part.unitsSince(join(folder, partFolder), midnight));
}
