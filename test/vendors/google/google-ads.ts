import type { Clock } from "../../../pipelines/extract/http/clock.ts";
import { noFaults, type Plan } from "../faults.ts";
import { json, serveVendor, type Asked, type FakeServer, type Reply } from "../server.ts";
import { rowsAt, type SpendWorld } from "../spend/world.ts";
import { signIn } from "./key.ts";

export interface GoogleAdsOptions {
  world: SpendWorld;
  clock: Clock & { pass?(milliseconds: number): void };
  plan?: Plan;
  /** Whether the key was taken back. */
  isRevoked?: () => boolean;
  /** Whether the service account is no user of the account. */
  isStranger?: boolean;
  developerToken?: string;
  /** Operations of a window, here an hour. */
  operations?: number;
  port?: number;
}

/** A token of this fake; its last digits are the minute until which it holds. */
const tokenOf = (now: number) => `ya29.c0ffee-${Math.floor(now / 60_000) + 60}`;
const holds = (header: string | undefined, now: number) =>
  Number(/^Bearer ya29\.c0ffee-(\d+)$/.exec(header ?? "")?.[1] ?? 0) > now / 60_000;

const failure = (status: number, name: string, errorCode: Record<string, string>, more: object = {}): Reply =>
  json(status, [
    {
      error: {
        code: status,
        message: "Request had a problem with person@example.com.",
        status: name,
        details: [
          {
            "@type": "type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure",
            errors: [{ errorCode, message: "…" }],
            requestId: "q1",
          },
          more,
        ],
      },
    },
  ]);

/** A Google Ads on this machine: one account that is asked in the query language, batch by batch. */
export async function serveGoogleAds(options: GoogleAdsOptions): Promise<FakeServer> {
  const { world, clock, plan = noFaults, developerToken = "key", operations = 15_000, port = 0 } = options;
  const hours = new Map<number, number>();
  const busy = (): Reply =>
    failure(
      429,
      "RESOURCE_EXHAUSTED",
      { quotaError: "RESOURCE_TEMPORARILY_EXHAUSTED" },
      { retryDelay: "2s" },
    );
  const answer = (asked: Asked): Reply => {
    clock.pass?.(150);
    const now = clock.now();
    if (asked.path === "/token") return signIn(asked, now, tokenOf(now), options.isRevoked?.() === true);
    if (!holds(asked.headers.authorization, now) || options.isRevoked?.() === true)
      return failure(401, "UNAUTHENTICATED", { authenticationError: "OAUTH_TOKEN_EXPIRED" });
    if (asked.headers["developer-token"] !== developerToken)
      return failure(401, "UNAUTHENTICATED", { authenticationError: "DEVELOPER_TOKEN_INVALID" });
    if (options.isStranger === true)
      return failure(403, "PERMISSION_DENIED", { authorizationError: "USER_PERMISSION_DENIED" });
    const hour = Math.floor(now / 3_600_000);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
    if ((hours.get(hour) ?? 0) > operations)
      return failure(
        429,
        "RESOURCE_EXHAUSTED",
        { quotaError: "RESOURCE_EXHAUSTED" },
        { retryDelay: "40123s" },
      );
    if (!/^\/v26\/customers\/1234567890\/googleAds:searchStream$/.test(asked.path) || asked.method !== "POST")
      return json(404, { error: { code: 404, status: "NOT_FOUND" } });
    return found(world, (JSON.parse(asked.body) as { query: string }).query, now);
  };
  return serveVendor(answer, plan, busy, port);
}

const batch = 50;

function found(world: SpendWorld, query: string, now: number): Reply {
  const days =
    /^SELECT (.+) FROM campaign WHERE segments\.date BETWEEN '([\d-]{10})' AND '([\d-]{10})' ORDER BY segments\.date, campaign\.id$/.exec(
      query,
    );
  if (days === null) return failure(400, "INVALID_ARGUMENT", { queryError: "UNEXPECTED_INPUT" });
  const fieldMask = (days[1] ?? "").replaceAll(" ", "");
  const rows = rowsAt(world, days[2] ?? "", days[3] ?? "", now).map((row) => ({
    customer: {
      resourceName: "customers/1234567890",
      id: "1234567890",
      currencyCode: world.currency,
      timeZone: "Europe/Budapest",
    },
    campaign: { resourceName: `customers/1234567890/campaigns/${row.campaign.id}`, ...row.campaign },
    metrics: {
      clicks: String(row.clicks),
      conversions: row.conversions,
      costMicros: String(row.micros),
      impressions: String(row.impressions),
    },
    segments: { date: row.day },
  }));
  const batches = Array.from({ length: Math.max(1, Math.ceil(rows.length / batch)) }, (_, at) => ({
    ...(rows.length === 0 ? {} : { results: rows.slice(at * batch, (at + 1) * batch) }),
    fieldMask,
    requestId: "q1",
  }));
  return { status: 200, body: JSON.stringify(batches, null, 2) };
}
