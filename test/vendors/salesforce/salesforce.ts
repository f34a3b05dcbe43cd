import { createVerify } from "node:crypto";
import type { Clock } from "../../../pipelines/extract/http/clock.ts";
import { pipelines } from "../../../tools/simulate/company.ts";
import { noFaults, type Plan } from "../faults.ts";
import { json, serveVendor, type Asked, type FakeServer, type Reply } from "../server.ts";
import { rowsAt, stageName, type Org, type Row } from "./org.ts";

export interface SalesforceOptions {
  org: Org;
  clock: Clock;
  plan?: Plan;
  /** What the app signs in with. */
  client?: { id: string; secret: string };
  /** The public key that statements in the name of a user are checked by. */
  publicKey?: string;
  /** A session ends after so many calls. */
  callsOfSession?: number;
  /** Rows of one answer at most, whatever is asked for. */
  rowsOfPage?: number;
  dailyCalls?: number;
  /** Milliseconds after its stamp at which a row is committed. */
  lateBy?: number;
  port?: number;
}

interface Job {
  object: string;
  fields: string[];
  rows: Row[];
  looks: number;
}

const errors = (status: number, errorCode: string, message = "…"): Reply =>
  json(status, [{ errorCode, message }]);

/** A Salesforce on this machine: sign-in, describe, queries and Bulk API 2.0 as it answers, over a simulated org. */
export async function serveSalesforce({
  org,
  clock,
  plan = noFaults,
  client = { id: "app", secret: "secret-of-app" },
  publicKey,
  callsOfSession = Infinity,
  rowsOfPage = 100,
  dailyCalls = 100_000,
  lateBy = 0,
  port = 0,
}: SalesforceOptions): Promise<FakeServer & { signIns(): number }> {
  let sessions = 0;
  let callsInSession = 0;
  let used = 0;
  const jobs = new Map<string, Job>();
  const at: { url: string } = { url: "" };

  const signIn = (body: string): Reply => {
    const form = new URLSearchParams(body);
    const isClient =
      form.get("grant_type") === "client_credentials" &&
      form.get("client_id") === client.id &&
      form.get("client_secret") === client.secret;
    if (!isClient && !isSigned(form.get("assertion") ?? "", client.id, publicKey, clock.now()))
      return json(400, { error: "invalid_grant", error_description: "authentication failure" });
    sessions++;
    callsInSession = 0;
    return json(200, {
      access_token: `00D5e!session-token-${sessions}`,
      instance_url: at.url,
      id: `${at.url}/id/00D5e000000TestEAA/0055e000000ReadAAA`,
      scope: "api",
      token_type: "Bearer",
      issued_at: String(clock.now()),
    });
  };

  const answer = (asked: Asked): Reply => {
    if (asked.path === "/services/oauth2/token") return signIn(asked.body);
    const isSignedIn =
      asked.headers.authorization === `Bearer 00D5e!session-token-${sessions}` &&
      ++callsInSession <= callsOfSession;
    if (!isSignedIn) return errors(401, "INVALID_SESSION_ID", "Session expired or invalid");
    if (used >= dailyCalls) return errors(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    used++;
    const rowsOf: RowsOf = (from) => found(org, from, clock.now(), lateBy);
    const reply = route(org, asked, jobs, rowsOfPage, rowsOf);
    return {
      ...reply,
      headers: { "sforce-limit-info": `api-usage=${used}/${dailyCalls}`, ...reply.headers },
    };
  };
  const server = await serveVendor(answer, plan, () => errors(503, "SERVER_UNAVAILABLE"), port);
  at.url = server.url;
  return { ...server, signIns: () => sessions };
}

function isSigned(assertion: string, client: string, publicKey: string | undefined, now: number): boolean {
  const [head = "", claims = "", signature = ""] = assertion.split(".");
  if (publicKey === undefined || signature === "") return false;
  const { iss, sub, exp } = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as {
    iss: string;
    sub: string;
    exp: number;
  };
  const isValid = createVerify("RSA-SHA256")
    .update(`${head}.${claims}`)
    .verify(publicKey, Buffer.from(signature, "base64url"));
  const left = exp * 1000 - now;
  return isValid && iss === client && sub === "reader@minta.example" && left > 0 && left <= 300_000;
}

const base = "/services/data/v68.0";

/** The rows that fit what stands after FROM; undefined where the org has no such object. */
type RowsOf = (from: string) => Row[] | undefined;

function found(org: Org, from: string, now: number, lateBy: number): Row[] | undefined {
  const [, name = "", field, since] = /^(\w+)(?: WHERE (\w+) >= (\S+))?$/.exec(from) ?? [];
  const object = org.objects.get(name);
  if (object === undefined) return undefined;
  const rows = rowsAt(object, now, lateBy);
  if (field === undefined || since === undefined) return rows;
  return rows.filter((row) => Date.parse(row[field] ?? "") >= Date.parse(since));
}

function route(org: Org, asked: Asked, jobs: Map<string, Job>, rowsOfPage: number, rowsOf: RowsOf): Reply {
  const { path, method, query, body } = asked;
  const described = new RegExp(`^${base}/sobjects/(\\w+)/describe$`).exec(path)?.[1];
  if (described !== undefined) {
    const object = org.objects.get(described);
    return object === undefined
      ? errors(404, "NOT_FOUND", "The requested resource does not exist")
      : json(200, { name: described, fields: object.fields });
  }
  if (path === `${base}/query`) return queried(rowsOf, query.get("q") ?? "");
  if (path === `${base}/jobs/query` && method === "POST") {
    const { operation, query: soql } = JSON.parse(body) as { operation: string; query: string };
    const [, fields = "", from = "", object = ""] = /^SELECT (.+) FROM ((\w+).*)$/.exec(soql) ?? [];
    const rows = rowsOf(from);
    const names = fields.split(", ");
    const cannot = names.filter((name) =>
      org.objects
        .get(object)
        ?.fields.some((field) => field.name === name && ["address", "location"].includes(field.type)),
    );
    if (rows === undefined || operation !== "queryAll") return errors(400, "INVALID_TYPE");
    if (cannot.length > 0)
      return errors(400, "FUNCTIONALITY_NOT_ENABLED", "Selecting compound data not supported");
    const id = `750${String(jobs.size + 1).padStart(12, "0")}`;
    jobs.set(id, { object, fields: names, rows, looks: 0 });
    return json(200, {
      id,
      operation,
      object,
      state: "UploadComplete",
      contentType: "CSV",
      lineEnding: "LF",
    });
  }
  const [, id = "", results] = new RegExp(`^${base}/jobs/query/(\\w+)(/results)?$`).exec(path) ?? [];
  const job = jobs.get(id);
  if (job === undefined) return errors(404, "NOT_FOUND");
  if (results === undefined) {
    const state = ["InProgress", "InProgress", "JobComplete"][Math.min(2, job.looks++)] ?? "";
    return json(200, {
      id,
      state,
      ...(state === "JobComplete" ? { numberRecordsProcessed: job.rows.length } : {}),
    });
  }
  return resultsOf(job, query, rowsOfPage);
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function resultsOf({ fields, rows }: Job, query: URLSearchParams, rowsOfPage: number): Reply {
  const from = Number(Buffer.from(query.get("locator") ?? "", "base64url").toString("utf8") || 0);
  const page = rows.slice(from, from + Math.min(rowsOfPage, Number(query.get("maxRecords") ?? rowsOfPage)));
  const end = from + page.length;
  const lines = [fields, ...page.map((row) => fields.map((field) => row[field] ?? ""))];
  return {
    status: 200,
    type: "text/csv",
    headers: {
      "sforce-numberofrecords": String(page.length),
      "sforce-locator": end < rows.length ? Buffer.from(String(end)).toString("base64url") : "null",
    },
    body: lines.map((line) => `${line.map(quoted).join(",")}\n`).join(""),
  };
}

function queried(rowsOf: RowsOf, soql: string): Reply {
  const counted = /^SELECT COUNT\(\) FROM (.+)$/.exec(soql)?.[1];
  if (counted !== undefined) {
    const rows = rowsOf(counted);
    return rows === undefined
      ? errors(400, "INVALID_TYPE", "sObject type is not supported")
      : json(200, { totalSize: rows.length, done: true, records: [] });
  }
  const names = [
    ...pipelines.sales.stages.map((_, place) => stageName(place + 1)),
    "Closed Won",
    "Closed Lost",
  ];
  return json(200, {
    totalSize: names.length,
    done: true,
    records: names.map((name, place) => ({
      attributes: { type: "OpportunityStage", url: `${base}/sobjects/OpportunityStage/${place}` },
      Id: `01J${place}`,
      MasterLabel: name,
      ApiName: name,
      SortOrder: place + 1,
      IsActive: true,
      IsClosed: place >= pipelines.sales.stages.length,
      IsWon: name === "Closed Won",
      DefaultProbability: name === "Closed Won" ? 100 : name === "Closed Lost" ? 0 : (place + 1) * 10,
      ForecastCategoryName: "Pipeline",
    })),
  });
}
