import { createSign } from "node:crypto";
import { z } from "zod";
import { FunnelError } from "../../contract/errors.ts";
import { csvRecords } from "../../formats/csv/csv.ts";
import { columnsAsFields, fieldsOf } from "../files/fields.ts";
import type { Cursor, Page } from "../files/part.ts";
import { asLine, jsonOf, recordsAt } from "../http/bodies.ts";
import type { Answer, Call, Manners } from "../http/call.ts";
import { Unfit, type Http } from "../http/http.ts";
import { secret } from "../http/secrets.ts";
import { noteOfNone, vendor, type Given, type Stream } from "../job/vendor.ts";
import { SourceError } from "../http/source-error.ts";

/** The version of the interface, of Winter '27. */
const version = "v68.0";

const org = {
  /** The org's own address (My Domain). */
  url: z.url({ protocol: /^https?$/ }),
  /** Consumer key of the external client app. */
  client_id: z.string().min(1),
};

const keys = z.union(
  [
    z.strictObject({ ...org, client_secret: secret }),
    z.strictObject({
      ...org,
      /** The user in whose name the app reads, and the key whose certificate the app has. */
      username: z.string().min(1),
      private_key: secret,
      audience: z.url().default("https://login.salesforce.com"),
    }),
  ],
  "expected url, client_id and client_secret, or url, client_id, username and private_key; secrets as env:NAME or file:PATH",
);
type Keys = z.infer<typeof keys>;

/** An object that is read by one query. */
interface OrgObject {
  object: string;
  /** Many orgs do not have it, or do not track it. */
  isOptional?: true;
  /** The field by which what changed is asked for on most nights; of the others every row is, so that at once nothing is kept that is gone. */
  changedBy?: "SystemModstamp" | "CreatedDate";
}

const objects: OrgObject[] = [
  { object: "User" },
  { object: "Account", changedBy: "SystemModstamp" },
  { object: "Contact", changedBy: "SystemModstamp" },
  { object: "Lead" },
  { object: "LeadHistory", isOptional: true, changedBy: "CreatedDate" },
  { object: "Opportunity" },
  { object: "OpportunityHistory", changedBy: "SystemModstamp" },
  { object: "OpportunityFieldHistory", isOptional: true, changedBy: "CreatedDate" },
  { object: "OpportunityContactRole", isOptional: true },
  { object: "Campaign", isOptional: true },
  { object: "CampaignMember", isOptional: true, changedBy: "SystemModstamp" },
  { object: "Task", changedBy: "SystemModstamp" },
  { object: "Event", changedBy: "SystemModstamp" },
];
/** Days after which everything is asked for again of what is asked for by its changes. */
const wholeAfterDays = 7;

/** Types of fields that a query cannot give, or that hold long texts, which nobody here reads. */
const leftOut = new Set(["address", "location", "base64", "complexvalue", "encryptedstring"]);
const longestText = 255;

/** Rows of one answer: few enough to be held in memory. */
const mostRows = 10_000;
const minute = 60_000;
/** How long a query may take, and how long to wait between two looks at it. */
const patience = { all: 60 * minute, first: 2000, most: 30_000 };

type Json = Record<string, unknown>;

/** Errors are lists; that of a sign-in is an object. */
function codesOf({ body }: Answer): string[] {
  try {
    const parsed = JSON.parse(body.toString("utf8")) as Json | Json[];
    const codes = Array.isArray(parsed) ? parsed.map((each) => each["errorCode"]) : [parsed["error"]];
    return codes.filter((code): code is string => typeof code === "string" && /^\w{1,80}$/.test(code));
  } catch {
    return [];
  }
}

/** Used and allowed calls of the last 24 hours. */
function limitsOf({ headers }: Answer) {
  const [, used, max] = /api-usage=(\d+)\/(\d+)/.exec(headers.get("sforce-limit-info") ?? "") ?? [];
  return used === undefined || max === undefined
    ? {}
    : { day: { max: Number(max), remaining: Math.max(0, Number(max) - Number(used)) } };
}

function verdictOf(answer: Answer) {
  const codes = codesOf(answer);
  if (answer.status === 403 && codes.includes("REQUEST_LIMIT_EXCEEDED")) return "day" as const;
  if (
    answer.status >= 400 &&
    codes.some((code) =>
      /^(API_DISABLED_FOR_ORG|FEATURENOTENABLED|FUNCTIONALITY_NOT_ENABLED|API_CURRENTLY_DISABLED)$/.test(
        code,
      ),
    )
  )
    return "plan" as const;
  if (codes.includes("UNSUPPORTED_API_VERSION")) return "ended" as const;
  if (answer.status === 400 && codes.some((code) => /^invalid_(client|grant)/.test(code)))
    return "key" as const;
  if (answer.status === 400 && codes.some((code) => ["INVALID_TYPE", "INVALIDENTITY"].includes(code)))
    return "absent" as const;
  return undefined;
}

/** A signed statement of who asks, good for three minutes. */
function assertionOf(claims: Json, privateKey: string, source: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  try {
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
  } catch {
    throw new FunnelError(
      "config",
      "source_secret",
      `sources.json: ${source}.private_key: expected a private key of RSA without a passphrase, which begins with -----BEGIN PRIVATE KEY-----; copy it whole`,
    );
  }
}

/** Signs in, as an app by itself or in the name of a user, and knows the address that the answer names. */
function session({ keys: account, secretOf, secrets, http }: Given<Keys>) {
  let known: { token: string; instance: string } | undefined;

  const grant = (now: number): Record<string, string> =>
    "client_secret" in account
      ? {
          grant_type: "client_credentials",
          client_id: account.client_id,
          client_secret: secretOf(account.client_secret, "client_secret"),
        }
      : {
          grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
          assertion: assertionOf(
            {
              iss: account.client_id,
              sub: account.username,
              aud: account.audience,
              exp: Math.floor(now / 1000) + 180,
            },
            privateKeyOf(secretOf(account.private_key, "private_key")),
            http().settings.source,
          ),
        };

  const signIn = async (renew: boolean) => {
    if (known !== undefined && !renew) return known;
    known = await http().ask(
      {
        method: "POST",
        url: `${account.url.replace(/\/$/, "")}/services/oauth2/token`,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(grant(http().settings.clock.now())).toString(),
        what: "signing in",
        isSignIn: true,
        units: 0,
      },
      (answer) => {
        const { access_token: token, instance_url: instance } = jsonOf(answer);
        if (typeof token !== "string" || typeof instance !== "string")
          throw new Unfit("expected access_token and instance_url in it, found none");
        secrets.add(token);
        return { token, instance };
      },
    );
    return known;
  };
  return {
    headers: async (renew: boolean) => ({ authorization: `Bearer ${(await signIn(renew)).token}` }),
    address: async (path: string) => `${(await signIn(false)).instance}/services/data/${version}${path}`,
  };
}

/** A key in one line of an environment variable has its line ends written out. */
const privateKeyOf = (text: string) => text.replaceAll("\\n", "\n");

const asJson = { "content-type": "application/json" };

type Address = (path: string) => Promise<string>;

/** The fields of an object that are read. */
async function fieldsToRead(http: Http, address: Address, object: string): Promise<string[]> {
  const call: Call = { url: await address(`/sobjects/${object}/describe`), what: object };
  const fields = await http.ask(call, (answer) => recordsAt(jsonOf(answer), "fields"));
  return fields
    .filter(
      ({ type, length }) =>
        !leftOut.has(String(type)) && !(type === "textarea" && Number(length) > longestText),
    )
    .map(({ name }) => String(name));
}

/** Lets the org make the answer to a query, and waits until it is made. */
async function startQuery(
  http: Http,
  address: Address,
  { object, condition }: { object: string; condition: string },
): Promise<Cursor> {
  const fields = await fieldsToRead(http, address, object);
  const query = `SELECT ${fields.join(", ")} FROM ${object}${condition}`;
  const call: Call = {
    method: "POST",
    url: await address("/jobs/query"),
    headers: asJson,
    // no LIMIT and no ORDER BY: they switch off what makes large answers possible
    body: JSON.stringify({ operation: "queryAll", query, columnDelimiter: "COMMA", lineEnding: "LF" }),
    what: object,
  };
  const job = await http.ask(call, (answer) => {
    const { id } = jsonOf(answer);
    if (typeof id !== "string") throw new Unfit("expected id in it, found none");
    return id;
  });
  const { clock } = http.settings;
  const end = clock.now() + patience.all;
  for (let wait = patience.first; ; wait = Math.min(2 * wait, patience.most)) {
    const found = await http.ask({ url: await address(`/jobs/query/${job}`), what: object }, (answer) => {
      const { state, numberRecordsProcessed } = jsonOf(answer);
      if (typeof state !== "string") throw new Unfit("expected state in it, found none");
      return { state, records: Number(numberRecordsProcessed ?? 0) };
    });
    if (found.state === "JobComplete") return { job, total: found.records };
    if (found.state === "Failed" || found.state === "Aborted" || clock.now() > end)
      throw new SourceError(
        "io",
        "source_down",
        { source: http.settings.source, what: object },
        `the query ended as ${found.state}; the next run asks again`,
      );
    await http.pause(wait, { what: object }, "the query is not answered yet");
  }
}

/** Which rows of an object are asked for. */
const conditionOf = ({ changedBy }: OrgObject, since: string | null): string =>
  changedBy === undefined || since === null ? "" : ` WHERE ${changedBy} >= ${since.replace(/\.\d+/, "")}`;

/** One object, its rows in the recycle bin and in the archive too: all of them, or those that changed. */
const tableOf = (address: Address, described: OrgObject): Stream => {
  const { object, isOptional, changedBy } = described;
  return {
    name: object,
    apiVersion: version,
    delivery: "full",
    format: "csv",
    asks: [
      `POST /services/data/${version}/jobs/query`,
      `queryAll SELECT all fields FROM ${object}${changedBy === undefined ? "" : ` by ${changedBy}`}`,
    ],
    cursorHours: 24 * 6,
    scope: `the right to read ${object}`,
    ...(isOptional === true ? { isOptional } : {}),
    ...(changedBy === undefined ? {} : { changes: { wholeAfterDays } }),
    ...(object === "Opportunity" ? { noteOf: noteOfNone } : {}),
    begin: ({ http, since }) =>
      startQuery(http, address, { object, condition: conditionOf(described, since) }),
    async page({ job, total, locator, header }, { http }): Promise<Page> {
      const search = new URLSearchParams({
        maxRecords: String(mostRows),
        ...(typeof locator === "string" ? { locator } : {}),
      });
      const call: Call = {
        url: await address(`/jobs/query/${String(job)}/results?${search.toString()}`),
        headers: { accept: "text/csv" },
        what: object,
      };
      return http.ask(call, (answer) => {
        const { body, columns, rows } = tableIn(answer);
        const first = columns.join(",");
        if (typeof header === "string" && header !== first)
          throw new Unfit("expected the columns of the page before");
        const next = answer.headers.get("sforce-locator");
        return {
          // every page repeats the header; the file has it once
          bytes: typeof header === "string" ? body.subarray(body.indexOf(10) + 1) : body,
          records: rows,
          fields: columnsAsFields(columns),
          total: Number(total),
          next: next === null || next === "null" ? undefined : { job, total, locator: next, header: first },
        };
      });
    },
    estimate: async ({ http, since }) => {
      const rows = await countOf(http, address, `${object}${conditionOf(described, since)}`);
      return 3 + Math.max(1, Math.ceil(rows / mostRows));
    },
  };
};

/** The table of an answer, whose rows must be as many as it says. */
function tableIn({ headers, body }: Answer): { body: Buffer; columns: string[]; rows: number } {
  const type = headers.get("content-type") ?? "";
  if (!/\bcsv\b/i.test(type)) throw new Unfit(`expected CSV, found ${type.split(";")[0] ?? "no type"}`);
  const declared = headers.get("sforce-numberofrecords");
  const rows = Math.max(0, linesOf(body) - 1);
  if (declared === null || Number(declared) !== rows)
    throw new Unfit(`its rows are ${rows}, and it says ${declared ?? "nothing"}`);
  const [head] = csvRecords(body.subarray(0, body.indexOf(10) + 1), ",");
  return { body, columns: head?.cells ?? [], rows };
}

/** Ends of lines that are no part of a quoted value. */
function linesOf(body: Buffer): number {
  let lines = 0;
  let isQuoted = false;
  for (const byte of body)
    if (byte === 34) isQuoted = !isQuoted;
    else if (byte === 10 && !isQuoted) lines++;
  return lines;
}

async function countOf(http: Http, address: Address, from: string): Promise<number> {
  const search = new URLSearchParams({ q: `SELECT COUNT() FROM ${from}` });
  const what = from.split(" ")[0] ?? from;
  return http.ask({ url: await address(`/query?${search.toString()}`), what }, (answer) => {
    const { totalSize } = jsonOf(answer);
    if (typeof totalSize !== "number") throw new Unfit("expected totalSize in it, found none");
    return totalSize;
  });
}

const stageQuery =
  "SELECT Id, MasterLabel, ApiName, SortOrder, IsActive, IsClosed, IsWon, DefaultProbability, ForecastCategoryName FROM OpportunityStage";

/** The stages in the org's own order, with what each means. */
const stagesOf = (address: Address): Stream => ({
  name: "OpportunityStage",
  apiVersion: version,
  delivery: "full",
  format: "ndjson",
  recordsAt: "records",
  asks: [`GET /services/data/${version}/query`, stageQuery],
  cursorHours: 24,
  begin: () => ({}),
  async page(_, { http }): Promise<Page> {
    const search = new URLSearchParams({ q: stageQuery });
    return http.ask(
      { url: await address(`/query?${search.toString()}`), what: "OpportunityStage" },
      (answer) => {
        const body = jsonOf(answer);
        const records = recordsAt(body, "records");
        return {
          bytes: Buffer.concat([asLine(answer.body), Buffer.from("\n")]),
          records: records.length,
          fields: fieldsOf(records),
          total: Number(body["totalSize"]),
          next: undefined,
        };
      },
    );
  },
  scope: "the right to read the stages of opportunities",
  estimate: async ({ http }) => {
    const search = new URLSearchParams({ q: stageQuery });
    const call: Call = { url: await address(`/query?${search.toString()}`), what: "OpportunityStage" };
    await http.ask(call, (answer) => recordsAt(jsonOf(answer), "records"));
    return 1;
  },
});

/** Salesforce, by Bulk API 2.0: one query for each object and night, with what is in the recycle bin. */
export default vendor<Keys>({
  kind: "salesforce",
  name: "Salesforce",
  keys,
  open(given) {
    const { headers, address } = session(given);
    const manners: Manners = {
      signIn: headers,
      limitsOf,
      verdictOf,
      reasonOf: (answer) => codesOf(answer).join(" ") || undefined,
    };
    return {
      manners,
      streams: [stagesOf(address), ...objects.map((each) => tableOf(address, each))],
    };
  },
});
