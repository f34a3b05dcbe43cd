import { z } from "zod";
import { fieldsOf } from "../files/fields.ts";
import type { Cursor } from "../files/part.ts";
import { asLine, jsonOf, recordsAt } from "../http/bodies.ts";
import type { Answer, Manners } from "../http/call.ts";
import { Unfit } from "../http/http.ts";
import type { Limits } from "../http/limits.ts";
import { secret } from "../http/secrets.ts";
import { spendStream, type Days } from "../job/spend.ts";
import { vendor } from "../job/vendor.ts";
import { SourceError } from "../http/source-error.ts";

const version = "v25.0";

const keys = z.strictObject({
  /** The ad account, without act_. */
  account: z
    .string()
    .regex(/^(act_)?\d{5,20}$/, "expected the number of an ad account, such as act_1234567890")
    .transform((text) => text.replace("act_", "")),
  /** The token of a system user. */
  token: secret,
  url: z.url({ protocol: /^https?$/ }).default("https://graph.facebook.com"),
});

const fields = [
  "account_id",
  "account_currency",
  "campaign_id",
  "campaign_name",
  "spend",
  "impressions",
  "clicks",
  "inline_link_clicks",
  "actions",
  "date_start",
  "date_stop",
];

const questionOf = ({ from, to }: Days) => ({
  level: "campaign",
  time_increment: "1",
  time_range: JSON.stringify({ since: from, until: to }),
  fields: fields.join(","),
});

/** What an error says of itself, as far as it is JSON. */
function errorOf({ body }: Answer): { code?: unknown; error_subcode?: unknown; type?: unknown } {
  try {
    return ((JSON.parse(body.toString("utf8")) as { error?: object }).error ?? {}) as object;
  } catch {
    return {};
  }
}

const throttled = [1, 2, 4, 17, 32, 341, 613];

/** Meta answers nearly every error with status 400; its code tells them apart. */
function verdictOf(answer: Answer) {
  const { code, error_subcode } = errorOf(answer);
  if (typeof code !== "number") return undefined;
  if (throttled.includes(code) || (code >= 80_000 && code <= 80_014)) return "retry" as const;
  if (code === 190 || code === 102) return "key" as const;
  if (code === 2635) return "ended" as const;
  if (code === 803 || (code === 100 && error_subcode === 33)) return "absent" as const;
  return code === 10 || (code >= 200 && code < 300) ? ("scope" as const) : undefined;
}

function reasonOf(answer: Answer): string | undefined {
  const { code, error_subcode, type } = errorOf(answer);
  const codes = [
    typeof type === "string" && /^\w{1,40}$/.test(type) ? type : undefined,
    typeof code === "number" ? `code ${code}` : undefined,
    typeof error_subcode === "number" ? `subcode ${error_subcode}` : undefined,
  ].filter((word) => word !== undefined);
  return codes.length === 0 ? undefined : codes.join(" ");
}

/** How much of the account's share of reports is used, in percent; it frees itself again within minutes. */
function limitsOf({ headers }: Answer): Limits {
  try {
    const used = JSON.parse(headers.get("x-fb-ads-insights-throttle") ?? "") as Record<string, unknown>;
    const most = Math.max(Number(used["app_id_util_pct"] ?? 0), Number(used["acc_id_util_pct"] ?? 0));
    return { window: { max: 100, remaining: Math.max(0, Math.floor(100 - most)), milliseconds: 60_000 } };
  } catch {
    return {};
  }
}

const firstPause = 2_000;
const longestPause = 60_000;
/** A report that fails is asked for anew so often. */
const reports = 3;

/** Meta Ads: spend, clicks and leads of every campaign and day, by reports that Meta makes while the job waits. */
export default vendor<z.infer<typeof keys>>({
  kind: "meta_ads",
  name: "Meta Ads",
  keys,
  open({ keys: { account, token, url }, secretOf, http }) {
    const manners: Manners = {
      signIn: () => Promise.resolve({ authorization: `Bearer ${secretOf(token, "token")}` }),
      limitsOf,
      verdictOf,
      reasonOf,
      elsewhere: "correct account in sources.json",
    };
    const address = (path: string, query: Record<string, string> = {}) =>
      `${url.replace(/\/$/, "")}/${version}/${path}?${new URLSearchParams(query).toString()}`;

    const textOf = (answer: Answer, name: string): string => {
      const value = jsonOf(answer)[name];
      if (typeof value !== "string" || value === "") throw new Unfit(`expected ${name} in it, found none`);
      return value;
    };

    /** Has a report made; its number. */
    async function reportOf(days: Days): Promise<string> {
      for (let tried = 0; tried < reports; tried++) {
        const id = await http().ask(
          { method: "POST", url: address(`act_${account}/insights`, questionOf(days)), what: "spend" },
          (answer) => textOf(answer, "report_run_id"),
        );
        for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2)) {
          const status = await http().ask({ url: address(id), what: "spend" }, (answer) =>
            textOf(answer, "async_status"),
          );
          if (status === "Job Completed") return id;
          if (status === "Job Failed" || status === "Job Skipped") break;
          await http().pause(pause, { what: "spend" }, "Meta is still making the report");
        }
      }
      throw new SourceError(
        "io",
        "source_down",
        { source: http().settings.source, what: "spend" },
        `Meta failed to make the report of ${days.from} to ${days.to} ${reports} times; the next run goes on where it stopped`,
      );
    }

    return {
      manners,
      streams: [
        spendStream({
          apiVersion: version,
          format: "ndjson",
          recordsAt: "data",
          asks: [
            `POST act_${account}/insights`,
            ...Object.entries(questionOf({ from: "FROM", to: "TO" })).map((pair) => pair.join("=")),
          ],
          scope: "ads_read, and the system user assigned to the ad account",
          firstDays: 1100,
          mostDays: 93,
          async ask(days, rest) {
            const { report, after } = (rest ?? { report: await reportOf(days) }) as {
              report: string;
              after?: string;
            };
            return http().ask(
              {
                url: address(`${report}/insights`, {
                  limit: "500",
                  ...(after === undefined ? {} : { after }),
                }),
                what: "spend",
              },
              (answer) => {
                const body = jsonOf(answer);
                const records = recordsAt(body, "data");
                const { cursors, next } = (body["paging"] ?? {}) as {
                  cursors?: { after?: string };
                  next?: unknown;
                };
                const more: Cursor | undefined =
                  next === undefined || cursors?.after === undefined
                    ? undefined
                    : { report, after: cursors.after };
                return {
                  bytes: Buffer.concat([asLine(answer.body), Buffer.from("\n")]),
                  records: records.length,
                  fields: fieldsOf(records),
                  ...(more === undefined ? {} : { rest: more }),
                };
              },
            );
          },
          async estimate() {
            await http().ask(
              { url: address(`act_${account}`, { fields: "currency,timezone_name" }), what: "spend" },
              (answer) => textOf(answer, "currency"),
            );
            return 5;
          },
        }),
      ],
    };
  },
});
