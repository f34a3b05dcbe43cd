import type { Clock } from "../../../pipelines/extract/http/clock.ts";
import { noFaults, type Plan } from "../faults.ts";
import { json, serveVendor, type Asked, type FakeServer, type Reply } from "../server.ts";
import { inUnits, rowsAt, type SpendRow, type SpendWorld } from "../spend/world.ts";

export interface LinkedinAdsOptions {
  world: SpendWorld;
  clock: Clock & { pass?(milliseconds: number): void };
  plan?: Plan;
  token?: () => string;
  /** Whether the member has no role in the account: its spend is an empty list then. */
  isStranger?: boolean;
  port?: number;
}

const refusal = (status: number, code: string): Reply =>
  json(status, { status, serviceErrorCode: 65600, code, message: "for person@example.com" });

/** A LinkedIn on this machine with one ad account. */
export async function serveLinkedinAds(options: LinkedinAdsOptions): Promise<FakeServer> {
  const { world, clock, plan = noFaults, token = () => "key", isStranger = false, port = 0 } = options;
  const answer = ({ path, query, headers }: Asked): Reply => {
    clock.pass?.(100);
    if (headers.authorization !== `Bearer ${token()}`) return refusal(401, "EXPIRED_ACCESS_TOKEN");
    if (headers["linkedin-version"] !== "202610") return refusal(426, "NONEXISTENT_VERSION");
    if (path === "/rest/adAccounts/512345678")
      return isStranger
        ? refusal(403, "ACCESS_DENIED")
        : json(200, { id: 512345678, currency: world.currency, status: "ACTIVE" });
    if (path !== "/rest/adAnalytics") return refusal(404, "NOT_FOUND");
    const day = "\\(year:(\\d+),month:(\\d+),day:(\\d+)\\)";
    const range = new RegExp(`^\\(start:${day},end:${day}\\)$`).exec(query.get("dateRange") ?? "");
    const isAsked =
      query.get("accounts") === "List(urn:li:sponsoredAccount:512345678)" &&
      query.get("pivot") === "CAMPAIGN";
    if (range === null || !isAsked) return refusal(400, "INVALID_ARGUMENT");
    const [from, to] = [range.slice(1, 4), range.slice(4, 7)].map((parts) =>
      parts.map((part) => part.padStart(2, "0")).join("-"),
    );
    const rows = isStranger ? [] : rowsAt(world, from ?? "", to ?? "", clock.now());
    return json(200, { paging: { start: 0, count: 10, links: [] }, elements: rows.map(shown) });
  };
  return serveVendor(answer, plan, () => refusal(429, "TOO_MANY_REQUESTS"), port);
}

function shown({ day, campaign, micros, impressions, clicks, conversions, leads }: SpendRow) {
  const [year, month, on] = day.split("-").map(Number);
  const date = { year, month, day: on };
  return {
    dateRange: { start: date, end: date },
    pivotValues: [`urn:li:sponsoredCampaign:${campaign.id}`],
    costInLocalCurrency: `${inUnits(micros)}00000000`,
    impressions,
    clicks,
    externalWebsiteConversions: Math.floor(conversions),
    oneClickLeads: leads,
  };
}
