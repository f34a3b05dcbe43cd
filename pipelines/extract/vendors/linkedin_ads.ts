import { z } from "zod";
import { fieldsOf } from "../files/fields.ts";
import { asLine, jsonOf, recordsAt } from "../http/bodies.ts";
import type { Answer, Manners } from "../http/call.ts";
import { Unfit } from "../http/http.ts";
import { secret } from "../http/secrets.ts";
import { spendStream, type Days } from "../job/spend.ts";
import { vendor } from "../job/vendor.ts";

/** A version of the interface lives about a year. */
const version = "202610";

const keys = z.strictObject({
  account: z.string().regex(/^\d{5,15}$/, "expected the number of an ad account, such as 512345678"),
  /** An access token; LinkedIn's end after 60 days. */
  token: secret,
  url: z.url({ protocol: /^https?$/ }).default("https://api.linkedin.com"),
});

const fields = [
  "dateRange",
  "pivotValues",
  "costInLocalCurrency",
  "impressions",
  "clicks",
  "externalWebsiteConversions",
  "oneClickLeads",
];
/** An answer has no pages, and no more than these. */
const mostRows = 15_000;

const dayOf = (text: string) => {
  const [year, month, day] = text.split("-").map(Number);
  return `(year:${year},month:${month},day:${day})`;
};
const questionOf = (account: string, range: string) =>
  [
    "q=analytics",
    "pivot=CAMPAIGN",
    "timeGranularity=DAILY",
    `dateRange=${range}`,
    `accounts=List(urn%3Ali%3AsponsoredAccount%3A${account})`,
    `fields=${fields.join(",")}`,
  ].join("&");

/** The code of an error; its message can say more than a log should have. */
function reasonOf({ body }: Answer): string | undefined {
  try {
    const { code, serviceErrorCode } = JSON.parse(body.toString("utf8")) as Record<string, unknown>;
    const codes = [code, serviceErrorCode].filter(
      (word) => typeof word === "number" || (typeof word === "string" && /^\w{1,60}$/.test(word)),
    );
    return codes.length === 0 ? undefined : codes.join(" ");
  } catch {
    return undefined;
  }
}

/** LinkedIn Ads: cost, impressions, clicks, conversions and leads of every campaign and day. */
export default vendor<z.infer<typeof keys>>({
  kind: "linkedin_ads",
  name: "LinkedIn Ads",
  keys,
  open({ keys: { account, token, url }, secretOf, http }) {
    const manners: Manners = {
      signIn: () =>
        Promise.resolve({
          authorization: `Bearer ${secretOf(token, "token")}`,
          "linkedin-version": version,
          "x-restli-protocol-version": "2.0.0",
        }),
      reasonOf,
      elsewhere: "correct account in sources.json",
    };
    const root = `${url.replace(/\/$/, "")}/rest`;
    /** Without access to the account its spend is an empty list, so the account is asked for first. */
    const checkAccount = () =>
      http().ask({ url: `${root}/adAccounts/${account}`, what: "spend" }, (answer) => {
        const { id, currency } = jsonOf(answer);
        if (String(id) !== account || typeof currency !== "string")
          throw new Unfit("expected the account, found another answer");
      });
    const ask = ({ from, to }: Days) =>
      http().ask(
        {
          url: `${root}/adAnalytics?${questionOf(account, `(start:${dayOf(from)},end:${dayOf(to)})`)}`,
          what: "spend",
        },
        (answer) => {
          const records = recordsAt(jsonOf(answer), "elements");
          if (records.length >= mostRows)
            throw new Unfit(`its ${mostRows} rows are as many as LinkedIn gives`);
          return {
            bytes: Buffer.concat([asLine(answer.body), Buffer.from("\n")]),
            records: records.length,
            fields: fieldsOf(records),
          };
        },
      );
    return {
      manners,
      streams: [
        spendStream({
          apiVersion: version,
          format: "ndjson",
          recordsAt: "elements",
          asks: ["GET /rest/adAnalytics", questionOf(account, "(start:FROM,end:TO)")],
          scope: "r_ads_reporting and r_ads, by a member with a role in the ad account",
          firstDays: 730,
          mostDays: 31,
          async ask(days) {
            await checkAccount();
            return ask(days);
          },
          async estimate() {
            await checkAccount();
            return 2;
          },
        }),
      ],
    };
  },
});
