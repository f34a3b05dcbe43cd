import { fromBufferPromise } from "yauzl";
import { z } from "zod";
import { columnsAsFields } from "../files/fields.ts";
import { jsonOf } from "../http/bodies.ts";
import type { Answer, Manners } from "../http/call.ts";
import { Unfit } from "../http/http.ts";
import { secret } from "../http/secrets.ts";
import { spendStream, type Days } from "../job/spend.ts";
import { vendor } from "../job/vendor.ts";
import { SourceError } from "../http/source-error.ts";

const version = "v13";
const number = z.string().regex(/^\d{3,15}$/, "expected a number, as the account's settings show it");

const keys = z.strictObject({
  account_id: number,
  customer_id: number,
  developer_token: secret,
  client_id: z.string().min(1),
  client_secret: secret.optional(),
  refresh_token: secret,
  url: z.url({ protocol: /^https?$/ }).default("https://reporting.api.bingads.microsoft.com"),
  sign_in_url: z
    .url({ protocol: /^https?$/ })
    .default("https://login.microsoftonline.com/common/oauth2/v2.0/token"),
});

const columns = [
  "TimePeriod",
  "CampaignId",
  "CampaignName",
  "CurrencyCode",
  "Spend",
  "Impressions",
  "Clicks",
  "ConversionsQualified",
];

const dateOf = (text: string) => {
  const [Year, Month, Day] = text.split("-").map(Number);
  return { Day, Month, Year };
};
const questionOf = (account: string, { from, to }: Days) => ({
  ReportRequest: {
    Type: "CampaignPerformanceReportRequest",
    ReportName: "spend",
    Format: "Csv",
    FormatVersion: "2.0",
    ExcludeColumnHeaders: false,
    ExcludeReportHeader: false,
    ExcludeReportFooter: false,
    ReturnOnlyCompleteData: false,
    Aggregation: "Daily",
    Columns: columns,
    Scope: { AccountIds: [account] },
    Time: { CustomDateRangeStart: dateOf(from), CustomDateRangeEnd: dateOf(to) },
  },
});

/** Words and numbers that an error has for programs. */
function reasonOf({ body }: Answer): string | undefined {
  try {
    const parsed = JSON.parse(body.toString("utf8")) as {
      error?: unknown;
      Errors?: { ErrorCode?: unknown }[];
      OperationErrors?: { ErrorCode?: unknown }[];
    };
    const codes = [
      parsed.error,
      ...[...(parsed.Errors ?? []), ...(parsed.OperationErrors ?? [])].map((each) => each.ErrorCode),
    ];
    const words = codes.filter((word): word is string => typeof word === "string" && /^\w{1,60}$/.test(word));
    return words.length === 0 ? undefined : words.join(" ");
  } catch {
    return undefined;
  }
}

function verdictOf(answer: Answer) {
  if (answer.status < 400) return undefined;
  const reason = reasonOf(answer) ?? "";
  if (/invalid_grant|invalid_client|AuthenticationTokenExpired|InvalidCredentials/.test(reason))
    return "key" as const;
  if (/UserIsNotAuthorized|AccountNotAuthorized/.test(reason)) return "scope" as const;
  return /CallRateExceeded|ConcurrentRequestOverLimit/.test(reason) ? ("retry" as const) : undefined;
}

const firstPause = 2_000;
const longestPause = 60_000;
const largest = 512 << 20;

/** Whether a body begins and ends as an archive: its list of members is its end. */
const isArchive = (body: Buffer) =>
  body.toString("latin1", 0, 2) === "PK" && body.subarray(-65_557).includes("PK\x05\x06");

/** The one table in an archive; or why there is none. */
async function tableIn(zip: Buffer): Promise<Buffer | string> {
  try {
    const archive = await fromBufferPromise(zip);
    for await (const entry of archive.eachEntry()) {
      if (!/\.csv$/i.test(entry.fileName)) continue;
      if (entry.uncompressedSize > largest) return "its table is larger than 512 MiB";
      const pieces: Buffer[] = [];
      for await (const piece of await archive.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
      return Buffer.concat(pieces);
    }
    return "its archive holds no table";
  } catch {
    return "its archive is damaged";
  }
}

/** Microsoft Advertising: spend, impressions, clicks and conversions of every campaign and day, by a report that is made while the job waits. */
export default vendor<z.infer<typeof keys>>({
  kind: "microsoft_ads",
  name: "Microsoft Advertising",
  keys,
  open({ keys: given, secretOf, secrets, http }) {
    const { account_id, customer_id, client_id, url, sign_in_url } = given;
    const manners: Manners = {
      async signIn() {
        const token = await http().ask(
          {
            method: "POST",
            url: sign_in_url,
            headers: { "content-type": "application/x-www-form-urlencoded" },
            body: new URLSearchParams({
              grant_type: "refresh_token",
              client_id,
              ...(given.client_secret === undefined
                ? {}
                : { client_secret: secretOf(given.client_secret, "client_secret") }),
              refresh_token: secretOf(given.refresh_token, "refresh_token"),
              scope: "https://ads.microsoft.com/msads.manage offline_access",
            }).toString(),
            what: "sign-in",
            isSignIn: true,
          },
          (answer) => {
            const { access_token } = jsonOf(answer);
            if (typeof access_token !== "string") throw new Unfit("expected access_token in it, found none");
            return access_token;
          },
        );
        secrets.add(token);
        return {
          authorization: `Bearer ${token}`,
          developertoken: secretOf(given.developer_token, "developer_token"),
          customerid: customer_id,
          customeraccountid: account_id,
        };
      },
      verdictOf,
      reasonOf,
      elsewhere: "correct account_id and customer_id in sources.json",
    };
    const post = <T>(step: string, body: object, read: (answer: Answer) => T): Promise<T> =>
      http().ask(
        {
          method: "POST",
          url: `${url.replace(/\/$/, "")}/Reporting/${version}/GenerateReport/${step}`,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
          what: "spend",
        },
        read,
      );
    const submit = (days: Days) =>
      post("Submit", questionOf(account_id, days), (answer) => {
        const { ReportRequestId } = jsonOf(answer);
        if (typeof ReportRequestId !== "string")
          throw new Unfit("expected ReportRequestId in it, found none");
        return ReportRequestId;
      });

    const damaged = ({ from, to }: Days, why: string) =>
      new SourceError(
        "io",
        "source_down",
        { source: http().settings.source, what: "spend" },
        `the report of ${from} to ${to} cannot be read: ${why}; the next run asks again`,
      );

    /** Where a finished report lies; undefined for one without rows. */
    async function addressOf(days: Days): Promise<string | undefined> {
      const ReportRequestId = await submit(days);
      for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2)) {
        const { status, address } = await post("Poll", { ReportRequestId }, (answer) => {
          const found = jsonOf(answer)["ReportRequestStatus"] as
            { Status?: unknown; ReportDownloadUrl?: unknown } | undefined;
          if (typeof found?.Status !== "string") throw new Unfit("expected Status in it, found none");
          return { status: found.Status, address: found.ReportDownloadUrl };
        });
        if (status === "Success") return typeof address === "string" && address !== "" ? address : undefined;
        if (status === "Error") throw damaged(days, "Microsoft failed to make it");
        await http().pause(pause, { what: "spend" }, "Microsoft is still making the report");
      }
    }

    return {
      manners,
      streams: [
        spendStream({
          apiVersion: version,
          format: "csv",
          asks: [
            "POST GenerateReport/Submit",
            JSON.stringify(questionOf(account_id, { from: "FROM", to: "TO" })),
          ],
          scope: "a user with access to the account, and the developer token",
          firstDays: 1090,
          // one table cannot follow another in a file
          mostDays: 1200,
          async ask(days) {
            const address = await addressOf(days);
            if (address === undefined)
              return { bytes: Buffer.alloc(0), records: 0, fields: columnsAsFields(columns) };
            // the address is signed itself, and the key is none of its business
            const zip = await http().ask(
              { url: address, headers: { accept: "*/*" }, what: "spend", isOpen: true },
              (answer) => {
                if (!isArchive(answer.body))
                  throw new Unfit("expected an archive, found another answer or a part of one");
                return answer.body;
              },
            );
            const bytes = await tableIn(zip);
            if (typeof bytes === "string") throw damaged(days, bytes);
            const rows = /^"?Rows: ([\d,]+)"?/m.exec(bytes.toString("utf8", 0, 4096))?.[1];
            if (rows === undefined) throw damaged(days, "it does not say how many rows it has");
            return { bytes, records: Number(rows.replaceAll(",", "")), fields: columnsAsFields(columns) };
          },
          async estimate() {
            await submit({ from: "2026-01-01", to: "2026-01-01" });
            return 5;
          },
        }),
      ],
    };
  },
});
