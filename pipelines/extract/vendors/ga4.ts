import { z } from "zod";
import { fieldsOf } from "../files/fields.ts";
import { asLine, jsonOf } from "../http/bodies.ts";
import { googleReason, googleToken } from "../http/google-key.ts";
import type { Answer, Manners } from "../http/call.ts";
import { Unfit } from "../http/http.ts";
import type { Limits } from "../http/limits.ts";
import { secret } from "../http/secrets.ts";
import { laterDay, spendStream, type Days } from "../job/spend.ts";
import { vendor } from "../job/vendor.ts";

const version = "v1beta";

const keys = z.strictObject({
  /** The number of the property. */
  property: z.string().regex(/^\d{5,15}$/, "expected the number of a property, such as 123456789"),
  /** The key file of a service account that may read the property. */
  service_account: secret,
  url: z.url({ protocol: /^https?$/ }).default("https://analyticsdata.googleapis.com"),
});

/** A row is known by these, in this order; the connector reads them by it. */
const dimensions = ["date", "sessionCampaignId", "sessionCampaignName", "sessionSourceMedium"];
const metrics = [
  "sessions",
  "keyEvents",
  "advertiserAdClicks",
  "advertiserAdImpressions",
  "advertiserAdCost",
];
const rowsPerCall = 100_000;

type Json = Record<string, unknown>;

const questionOf = ({ from, to }: Days, offset: number, limit = rowsPerCall) => ({
  dateRanges: [{ startDate: from, endDate: to }],
  dimensions: dimensions.map((name) => ({ name })),
  metrics: metrics.map((name) => ({ name })),
  orderBys: dimensions.map((dimensionName) => ({ dimension: { dimensionName } })),
  limit: String(limit),
  offset: String(offset),
  returnPropertyQuota: true,
});

/** Tokens of the property's day. */
function limitsOf({ body }: Answer): Limits {
  try {
    const { propertyQuota } = JSON.parse(body.toString("utf8")) as {
      propertyQuota?: { tokensPerDay?: { consumed?: number; remaining?: number } };
    };
    const { consumed, remaining } = propertyQuota?.tokensPerDay ?? {};
    return consumed === undefined || remaining === undefined
      ? {}
      : { day: { max: consumed + remaining, remaining } };
  } catch {
    return {};
  }
}

/** Google Analytics 4: sessions, key events and advertising of every campaign and day. */
export default vendor<z.infer<typeof keys>>({
  kind: "ga4",
  name: "Google Analytics 4",
  keys,
  open({ keys: { property, service_account, url }, secretOf, secrets, http }) {
    const manners: Manners = {
      async signIn() {
        const token = await googleToken(
          secretOf(service_account, "service_account"),
          "service_account",
          "https://www.googleapis.com/auth/analytics.readonly",
          http(),
          secrets,
        );
        return { authorization: `Bearer ${token}` };
      },
      limitsOf,
      verdictOf({ status, body }) {
        const text = body.toString("utf8", 0, 2000);
        const reasons = googleReason(body);
        if (status === 400 && reasons.includes("invalid_grant")) return "key";
        if (reasons.includes("SERVICE_DISABLED")) return "plan";
        return status === 429 && /per day/i.test(text) ? "day" : undefined;
      },
      elsewhere: "correct property in sources.json",
      reasonOf: ({ body }) => googleReason(body).join(" ") || undefined,
    };
    const path = `/${version}/properties/${property}:runReport`;
    const ask = (days: Days, offset: number) =>
      http().ask(
        {
          method: "POST",
          url: `${url.replace(/\/$/, "")}${path}`,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(questionOf(days, offset)),
          units: 10,
          what: "spend",
        },
        (answer) => {
          const body = jsonOf(answer);
          const {
            rows = [],
            rowCount = 0,
            kind,
          } = body as { rows?: Json[]; rowCount?: number; kind?: unknown };
          // a report without rows lacks them and their count
          if (kind !== "analyticsData#runReport") throw new Unfit("expected a report, found none");
          if (!Array.isArray(rows) || typeof rowCount !== "number")
            throw new Unfit("expected rows in it, found none");
          const reached = offset + rows.length;
          if (rows.length === 0 && reached < rowCount) throw new Unfit(`${reached} of ${rowCount} rows came`);
          return {
            bytes: Buffer.concat([asLine(answer.body), Buffer.from("\n")]),
            records: rows.length,
            fields: fieldsOf(rows),
            ...(reached < rowCount ? { rest: { offset: reached } } : {}),
          };
        },
      );
    return {
      manners,
      streams: [
        spendStream({
          apiVersion: version,
          format: "ndjson",
          recordsAt: "rows",
          asks: [`POST ${path}`, JSON.stringify(questionOf({ from: "FROM", to: "TO" }, 0))],
          scope: "the service account as a viewer of the property",
          unitsPerCall: 10,
          firstDays: 420,
          mostDays: 31,
          ask: (days, rest) => ask(days, (rest?.["offset"] as number | undefined) ?? 0),
          async estimate({ startedAt }) {
            const yesterday = laterDay(startedAt.slice(0, 10), -1);
            await ask({ from: yesterday, to: yesterday }, 0);
            return 1;
          },
        }),
      ],
    };
  },
});
