import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { fetchedFiles } from "./files/newest.ts";
import type { Clock } from "./http/clock.ts";
import { Http, type Manners } from "./http/http.ts";
import { Throttle } from "./http/limits.ts";
import { readSecret, Secrets } from "./http/secrets.ts";
import type { Stream } from "./job/vendor.ts";
import type { Source } from "./sources.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** An account that is ready to be asked. */
export interface Opened {
  http: Http;
  streams: Stream[];
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
  const throttle = new Throttle(source.quotaShare, spentToday(home, source.name, clock), clock, account.day);
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
    others: names.filter((name) => !wanted.some((each) => each.name === name)),
  };
}

/** Units that the files of the last 24 hours cost. */
function spentToday(home: Home, source: string, clock: Clock): number {
  const since = new Date(clock.now() - day).toISOString();
  return fetchedFiles(join(home.exports, source))
    .filter(({ manifest }) => manifest.finished_at > since)
    .reduce((sum, { manifest }) => sum + manifest.units, 0);
}
