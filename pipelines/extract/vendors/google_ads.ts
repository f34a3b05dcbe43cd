import { z } from "zod";
import { fieldsOf } from "../files/fields.ts";
import { asLine } from "../http/bodies.ts";
import { googleReason, googleToken } from "../http/google-key.ts";
import type { Answer, Manners } from "../http/call.ts";
import { Unfit } from "../http/http.ts";
import { secret } from "../http/secrets.ts";
import { laterDay, spendStream, type Days } from "../job/spend.ts";
import { vendor } from "../job/vendor.ts";

/** The major version of the interface; each lives a year. */
const version = "v26";
const digits = /^\d{3}-?\d{3}-?\d{4}$/;
const accountNumber = z
  .string()
  .regex(digits, "expected the ten digits of an account, such as 123-456-7890")
  .transform((text) => text.replaceAll("-", ""));

const keys = z.strictObject({
  /** The account that advertises. */
  customer_id: accountNumber,
  /** The manager account through which it is reached, where there is one. */
  login_customer_id: accountNumber.optional(),
  developer_token: secret,
  /** The key file of a service account that is a user of the account. */
  service_account: secret,
  /** Operations a day that the developer token's access level allows. */
  operations: z.number().int().min(1).default(15_000),
  url: z.url({ protocol: /^https?$/ }).default("https://googleads.googleapis.com"),
});

const fields = [
  "customer.id",
  "customer.currency_code",
  "customer.time_zone",
  "campaign.id",
  "campaign.name",
  "segments.date",
  "metrics.cost_micros",
  "metrics.impressions",
  "metrics.clicks",
  "metrics.conversions",
];
const question = ({ from, to }: Days) =>
  `SELECT ${fields.join(", ")} FROM campaign WHERE segments.date BETWEEN '${from}' AND '${to}' ORDER BY segments.date, campaign.id`;

type Json = Record<string, unknown>;

/** An answer is a list of batches; one without rows has their names alone. */
function batchesOf({ headers, body }: Answer): Json[] {
  if (!/\bjson\b/i.test(headers.get("content-type") ?? ""))
    throw new Unfit("expected JSON, found another type");
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new Unfit("its JSON is cut off or damaged");
  }
  if (!Array.isArray(value)) throw new Unfit("expected a list of batches, found another value");
  const batches = value as Json[];
  if (batches.some(({ results, fieldMask }) => !Array.isArray(results) && typeof fieldMask !== "string"))
    throw new Unfit("expected results in it, found none");
  return batches;
}

/** Too many operations: of the moment, or of the day, when the wait that Google names is long. */
function verdictOf({ status, body }: Answer) {
  const reasons = googleReason(body);
  if (status === 400 && reasons.includes("invalid_grant")) return "key" as const;
  if (reasons.some((reason) => /^(SERVICE_DISABLED|DEVELOPER_TOKEN_NOT_APPROVED)$/.test(reason)))
    return "plan" as const;
  // an address that is not there is answered by a page of a website
  if (reasons.includes("UNSUPPORTED_VERSION") || (status === 404 && reasons.length === 0))
    return "ended" as const;
  if (status !== 429) return undefined;
  const seconds = /"retryDelay"\s*:\s*"(\d+)/.exec(body.toString("utf8"))?.[1];
  return Number(seconds ?? 0) >= 600 ? ("day" as const) : undefined;
}

/** Google Ads: cost, impressions, clicks and conversions of every campaign and day, asked for in its query language. */
export default vendor<z.infer<typeof keys>>({
  kind: "google_ads",
  name: "Google Ads",
  keys,
  open({ keys: given, secretOf, secrets, http }) {
    const manners: Manners = {
      async signIn() {
        const key = secretOf(given.service_account, "service_account");
        const token = await googleToken(
          key,
          "service_account",
          "https://www.googleapis.com/auth/adwords",
          http(),
          secrets,
        );
        return {
          authorization: `Bearer ${token}`,
          "developer-token": secretOf(given.developer_token, "developer_token"),
          ...(given.login_customer_id === undefined ? {} : { "login-customer-id": given.login_customer_id }),
        };
      },
      verdictOf,
      elsewhere: "correct customer_id in sources.json",
      reasonOf: ({ body }) => googleReason(body).join(" ") || undefined,
    };
    const path = `/${version}/customers/${given.customer_id}/googleAds:searchStream`;
    const ask = async (days: Days) =>
      http().ask(
        {
          method: "POST",
          url: `${given.url.replace(/\/$/, "")}${path}`,
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ query: question(days) }),
          what: "spend",
        },
        (answer) => {
          const rows = batchesOf(answer).flatMap(({ results = [] }) => results as Json[]);
          return {
            bytes: Buffer.concat([asLine(answer.body), Buffer.from("\n")]),
            records: rows.length,
            fields: fieldsOf(rows),
          };
        },
      );
    const spend = spendStream({
      apiVersion: version,
      format: "ndjson",
      recordsAt: "[].results",
      asks: [`POST ${path}`, question({ from: "FROM", to: "TO" })],
      scope: "the service account as a user of the account",
      firstDays: 1100,
      mostDays: 31,
      ask,
      async estimate({ startedAt }) {
        const yesterday = laterDay(startedAt.slice(0, 10), -1);
        await ask({ from: yesterday, to: yesterday });
        return 1;
      },
    });
    return {
      manners,
      streams: [spend],
      day: { max: given.operations, remaining: given.operations },
    };
  },
});
