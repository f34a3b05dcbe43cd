import type { Clock } from "../../../pipelines/extract/http/clock.ts";
import { noFaults, type Plan } from "../faults.ts";
import { json, serveVendor, type Asked, type FakeServer, type Reply } from "../server.ts";
import { inUnits, rowsAt, type SpendWorld } from "../spend/world.ts";
import { signIn } from "./key.ts";

export interface Ga4Options {
  world: SpendWorld;
  clock: Clock & { pass?(milliseconds: number): void };
  plan?: Plan;
  isStranger?: boolean;
  /** Tokens of the property's day. */
  tokens?: number;
  /** Most rows of one answer. */
  most?: number;
  port?: number;
}

interface Question {
  dateRanges: { startDate: string; endDate: string }[];
  dimensions: { name: string }[];
  metrics: { name: string }[];
  limit: string;
  offset: string;
}

const refusal = (status: number, name: string, message: string): Reply =>
  json(status, { error: { code: status, message, status: name } });

const token = "ya29.ga4-c0ffee";

/** A Google Analytics on this machine with one property. */
export async function serveGa4(options: Ga4Options): Promise<FakeServer> {
  const { world, clock, plan = noFaults, tokens = 200_000, most = 70, port = 0 } = options;
  let used = 0;
  const answer = (asked: Asked): Reply => {
    clock.pass?.(150);
    const now = clock.now();
    if (asked.path === "/token") return signIn(asked, now, token, false);
    if (asked.headers.authorization !== `Bearer ${token}`) return refusal(401, "UNAUTHENTICATED", "no token");
    if (options.isStranger === true)
      return refusal(
        403,
        "PERMISSION_DENIED",
        "User person@example.com does not have sufficient permissions",
      );
    if (asked.path !== "/v1beta/properties/123456789:runReport")
      return refusal(404, "NOT_FOUND", "no property");
    used += 10;
    if (used > tokens) return refusal(429, "RESOURCE_EXHAUSTED", "Exhausted property tokens per day.");
    return report(world, JSON.parse(asked.body) as Question, now, { used, tokens, most });
  };
  return serveVendor(
    answer,
    plan,
    () => refusal(429, "RESOURCE_EXHAUSTED", "Exhausted concurrent requests quota."),
    port,
  );
}

function report(
  world: SpendWorld,
  { dateRanges, dimensions, metrics, limit, offset }: Question,
  now: number,
  { used, tokens, most }: { used: number; tokens: number; most: number },
): Reply {
  const [range] = dateRanges;
  const rows = rowsAt(world, range?.startDate ?? "", range?.endDate ?? "", now);
  const page = rows.slice(Number(offset), Number(offset) + Math.min(most, Number(limit)));
  const values = (row: (typeof rows)[number]): Record<string, string> => ({
    date: row.day.replaceAll("-", ""),
    sessionCampaignId: row.campaign.id,
    sessionCampaignName: row.campaign.name,
    sessionSourceMedium: "google / cpc",
    sessions: String(row.clicks * 2),
    keyEvents: String(row.conversions),
    advertiserAdClicks: String(row.clicks),
    advertiserAdImpressions: String(row.impressions),
    advertiserAdCost: inUnits(row.micros),
  });
  const cells = (names: { name: string }[], row: (typeof rows)[number]) =>
    names.map(({ name }) => ({ value: values(row)[name] ?? "(not set)" }));
  return json(200, {
    dimensionHeaders: dimensions,
    metricHeaders: metrics.map(({ name }) => ({ name, type: "TYPE_INTEGER" })),
    ...(page.length === 0
      ? {}
      : {
          rows: page.map((row) => ({
            dimensionValues: cells(dimensions, row),
            metricValues: cells(metrics, row),
          })),
          rowCount: rows.length,
        }),
    metadata: { currencyCode: world.currency, timeZone: "Europe/Budapest" },
    propertyQuota: { tokensPerDay: { consumed: used, remaining: Math.max(0, tokens - used) } },
    kind: "analyticsData#runReport",
  });
}
