import { basename } from "node:path";
import { z } from "zod";
import { FunnelError } from "../../contract/errors.ts";
import { bodiesOf, isThere, type FetchedFile } from "../files/newest.ts";
import type { Cursor, Page } from "../files/part.ts";
import { fieldsOf } from "../files/fields.ts";
import { asLine, jsonOf, recordsAt } from "../http/bodies.ts";
import { Unfit, type Answer, type Call, type Http, type Manners } from "../http/http.ts";
import type { Limits } from "../http/limits.ts";
import { secret } from "../http/secrets.ts";
import { vendor, type Stream, type StreamContext } from "../job/vendor.ts";

/** The version of the interface: a new one each March and September, supported for 18 months. */
const version = "2026-09";
/** How every list of HubSpot is asked for and kept. */
const inPages = {
  apiVersion: version,
  format: "ndjson",
  recordsAt: "results",
  cursorHours: 24,
} as const;

const keys = z.strictObject({
  /** A service key, or the token of a private app made before they ended. */
  token: secret,
  /** Where the interface is, for a gateway. */
  url: z.url({ protocol: /^https?$/ }).default("https://api.hubapi.com"),
});

/** Records with a history are listed 50 at a time, others 100, found by a search 200, and questions about so many ids at once. */
const most = { withHistory: 50, listed: 100, found: 200, associations: 1000 };
/** Milliseconds from one search to the next: an account may search five times a second. */
const betweenSearches = 200;
/** Of what many accounts have by the million, everything is asked for so often; on the other days what changed. */
const changes = { wholeAfterDays: 7 };

/** A kind of record that HubSpot lists, with the properties that are asked for. */
interface Listed {
  stream: string;
  type: string;
  properties: string[];
  history?: string[];
  associations?: string[];
  scope: string;
  isOptional?: true;
}

const activity = ["hs_timestamp", "hs_createdate", "hs_lastmodifieddate", "hubspot_owner_id"];
const person = ["email", "phone", "mobilephone"];
const linked = ["deals", "contacts"];

const deals: Listed = {
  stream: "deals",
  type: "deals",
  properties: [
    "dealstage",
    "pipeline",
    "createdate",
    "closedate",
    "hs_lastmodifieddate",
    "amount",
    "deal_currency_code",
    "hubspot_owner_id",
    "hs_analytics_source",
    "hs_campaign",
    "closed_lost_reason",
    "hs_is_closed",
    "hs_is_closed_won",
    "hs_deal_stage_probability",
    "hs_merged_object_ids",
  ],
  history: ["dealstage", "pipeline", "hubspot_owner_id", "amount"],
  associations: ["contacts", "companies"],
  scope: "crm.objects.deals.read",
};

const contacts: Listed = {
  stream: "contacts",
  type: "contacts",
  properties: [
    "lifecyclestage",
    "hs_lead_status",
    "createdate",
    "lastmodifieddate",
    ...person,
    "country",
    "hubspot_owner_id",
    "hs_analytics_source",
    "hs_merged_object_ids",
  ],
  associations: ["companies"],
  scope: "crm.objects.contacts.read",
};

const companies: Listed = {
  stream: "companies",
  type: "companies",
  properties: ["name", "industry", "numberofemployees", "country", "createdate", "hs_lastmodifieddate"],
  scope: "crm.objects.companies.read",
};

/** HubSpot's own Leads: work on a person between the first contact and a deal. */
const leads: Listed = {
  stream: "leads",
  type: "leads",
  properties: [
    "hs_pipeline",
    "hs_pipeline_stage",
    "hs_createdate",
    "hs_lastmodifieddate",
    "hubspot_owner_id",
    "hs_lead_disqualification_reason",
    "hs_merged_object_ids",
  ],
  history: ["hs_pipeline_stage", "hs_pipeline", "hubspot_owner_id"],
  associations: linked,
  scope: "crm.objects.leads.read",
  isOptional: true,
};

const campaignProperties = [
  "hs_name",
  "hs_start_date",
  "hs_end_date",
  "hs_campaign_status",
  "hs_currency_code",
  "hs_spend_items_sum_amount",
];

const activities: Listed[] = [
  {
    stream: "calls",
    type: "calls",
    properties: [
      ...activity,
      "hs_call_title",
      "hs_call_direction",
      "hs_call_disposition",
      "hs_activity_type",
    ],
    associations: linked,
    scope: "crm.objects.contacts.read",
    isOptional: true,
  },
  {
    stream: "emails",
    type: "emails",
    properties: [...activity, "hs_email_subject", "hs_email_direction", "hs_email_status"],
    associations: linked,
    scope: "sales-email-read",
    isOptional: true,
  },
  {
    stream: "meetings",
    type: "meetings",
    properties: [
      ...activity,
      "hs_meeting_title",
      "hs_meeting_start_time",
      "hs_meeting_outcome",
      "hs_activity_type",
    ],
    associations: linked,
    scope: "crm.objects.contacts.read",
    isOptional: true,
  },
  {
    stream: "notes",
    type: "notes",
    properties: [...activity, "hs_note_body"],
    associations: linked,
    scope: "crm.objects.contacts.read",
    isOptional: true,
  },
  {
    stream: "tasks",
    type: "tasks",
    properties: [...activity, "hs_task_subject", "hs_task_status", "hs_task_type", "hs_task_completion_date"],
    associations: linked,
    scope: "crm.objects.contacts.read",
    isOptional: true,
  },
];

type Json = Record<string, unknown>;

/** A condition of a search. */
interface Filter {
  propertyName: string;
  operator: "GTE" | "GT";
  value: string;
}

const asJson = { "content-type": "application/json" };

const headerNumber = (headers: Headers, name: string): number | undefined => {
  const value = headers.get(`x-hubspot-ratelimit-${name}`);
  return value === null || value === "" || Number.isNaN(Number(value)) ? undefined : Number(value);
};

function limitsOf({ headers }: Answer): Limits {
  const [max, remaining, milliseconds, daily, left] = [
    "max",
    "remaining",
    "interval-milliseconds",
    "daily",
    "daily-remaining",
  ].map((name) => headerNumber(headers, name));
  return {
    ...(max === undefined || remaining === undefined
      ? {}
      : { window: { max, remaining, milliseconds: milliseconds ?? 10_000 } }),
    ...(daily === undefined || left === undefined ? {} : { day: { max: daily, remaining: left } }),
  };
}

/** What an error says of itself, as far as it is JSON. */
function errorOf({ body }: Answer): Json {
  try {
    return JSON.parse(body.toString("utf8")) as Json;
  } catch {
    return {};
  }
}

/** The category of an error and the scopes that it names; its message can quote values of records. */
function reasonOf(answer: Answer): string | undefined {
  const { category, errorType, policyName, errors } = errorOf(answer) as Record<
    string,
    string | undefined
  > & {
    errors?: { context?: Record<string, string[]> }[];
  };
  const scopes = (Array.isArray(errors) ? errors : []).flatMap(({ context }) =>
    Object.entries(context ?? {}).flatMap(([name, values]) => (/scope/i.test(name) ? values : [])),
  );
  const said = [category, errorType, policyName, ...scopes].filter(
    (word): word is string => typeof word === "string" && /^[\w.-]{1,80}$/.test(word),
  );
  return said.length === 0 ? undefined : [...new Set(said)].join(" ");
}

/** A malformed key is answered 530; 429 is one for the moment or for the day. */
function verdictOf(answer: Answer) {
  if (answer.status === 530) return "key" as const;
  return answer.status === 429 && errorOf(answer)["policyName"] === "DAILY" ? ("day" as const) : undefined;
}

/** The streams of an account at an address. */
function streamsOf(url: string): Stream[] {
  const address = (path: string, query: Record<string, string> = {}) => {
    const search = new URLSearchParams(query).toString();
    return `${url}${path}${search === "" ? "" : `?${search}`}`;
  };

  /** One body as a page, with the cursor of the next one. */
  const bodyOf = async (
    http: Http,
    call: Call,
    next: (body: Json, records: Json[]) => Cursor | undefined,
    refuse: (body: Json) => void = () => undefined,
  ): Promise<Page> =>
    http.ask(call, (answer) => {
      const body = jsonOf(answer);
      const records = recordsAt(body, "results");
      refuse(body);
      return {
        bytes: Buffer.concat([asLine(answer.body), Buffer.from("\n")]),
        records: records.length,
        fields: fieldsOf(records),
        next: next(body, records),
      };
    });

  const after = (body: Json): string | undefined => {
    const { next } = (body["paging"] ?? {}) as { next?: { after?: unknown } };
    return typeof next?.after === "string" ? next.after : undefined;
  };

  /** Some of the records that fit, and how many there are. A search sees what changed only a while after the change. */
  const search = async (
    http: Http,
    type: string,
    what: string,
    asked: { filters: Filter[]; properties: string[]; limit: number },
  ): Promise<{ total: number; records: Json[] }> => {
    const { filters, properties, limit } = asked;
    const sorts = [{ propertyName: "hs_object_id", direction: "ASCENDING" }];
    const filterGroups = filters.length === 0 ? [] : [{ filters }];
    return http.ask(
      {
        method: "POST",
        url: address(`/crm/objects/${version}/${type}/search`),
        headers: asJson,
        body: JSON.stringify({ limit, filterGroups, sorts, properties }),
        what,
      },
      (answer) => {
        const body = jsonOf(answer);
        if (typeof body["total"] !== "number") throw new Unfit("expected total in it, found none");
        return { total: body["total"], records: recordsAt(body, "results") };
      },
    );
  };
  const countOf = async (http: Http, type: string, what: string, filters: Filter[] = []): Promise<number> =>
    (await search(http, type, what, { filters, properties: ["hs_object_id"], limit: 1 })).total;

  /** All records of a kind, and after them those in the recycle bin. */
  const list = ({
    stream,
    type,
    properties,
    history = [],
    associations = [],
    scope,
    isOptional,
  }: Listed): Stream => {
    const limit = history.length > 0 ? most.withHistory : most.listed;
    const path = `/crm/objects/${version}/${type}`;
    const query = {
      limit: String(limit),
      properties: properties.join(","),
      ...(history.length > 0 ? { propertiesWithHistory: history.join(",") } : {}),
      ...(associations.length > 0 ? { associations: associations.join(",") } : {}),
    };
    return {
      name: stream,
      ...inPages,
      delivery: "full",
      asks: [`GET ${path}`, ...Object.entries(query).map(([name, value]) => `${name}=${value}`)],
      scope,
      ...(isOptional === true ? { isOptional } : {}),
      begin: () => ({ archived: false }),
      page: ({ archived, after: from }, { http }) =>
        bodyOf(
          http,
          {
            url: address(path, {
              ...query,
              archived: String(archived),
              ...(typeof from === "string" ? { after: from } : {}),
            }),
            what: stream,
          },
          (body) => {
            const next = after(body);
            if (next !== undefined) return { archived, after: next };
            return archived === true ? undefined : { archived: true };
          },
        ),
      estimate: async ({ http }) => Math.ceil((await countOf(http, type, stream)) / limit) + 1,
    };
  };

  /** What some records of a kind are linked with of another, by their ids. */
  const linksOf = async (
    http: Http,
    { stream, type }: Listed,
    other: string,
    ids: string[],
  ): Promise<Map<string, Json[]>> => {
    const links = new Map<string, Json[]>();
    for (let inputs = ids.map((id): Json => ({ id })); inputs.length > 0;) {
      const records = await http.ask(
        {
          method: "POST",
          url: address(`/crm/associations/${version}/${type}/${other}/batch/read`),
          headers: asJson,
          body: JSON.stringify({ inputs }),
          what: stream,
        },
        (answer) => {
          const body = jsonOf(answer);
          refuseErrors(body);
          return recordsAt(body, "results");
        },
      );
      inputs = [];
      for (const record of records) {
        const id = String((record["from"] as Json)["id"]);
        const found = recordsAt(record, "to").map(({ toObjectId }) => ({ id: String(toObjectId) }));
        links.set(id, [...(links.get(id) ?? []), ...found]);
        const next = after(record);
        if (next !== undefined) inputs.push({ id, after: next });
      }
    }
    return links;
  };

  /**
   * The same records, in most nights those alone that changed, and after them those in the recycle bin. A search gives 10,000 results at
   * most and no links: each page is a search of its own above the id of the one before, and the links are asked for beside it. Its pages
   * are put together as a list would give them.
   */
  const changing = (described: Listed): Stream => {
    const { stream, type, properties, associations = [] } = described;
    const whole = list(described);
    const changed = (since: unknown): Filter => ({
      propertyName: "hs_lastmodifieddate",
      operator: "GTE",
      value: String(Date.parse(String(since))),
    });
    return {
      ...whole,
      changes,
      asks: [
        ...whole.asks,
        `POST /crm/objects/${version}/${type}/search`,
        ...associations.map((other) => `POST /crm/associations/${version}/${type}/${other}/batch/read`),
      ],
      begin: ({ since }) => (since === null ? { archived: false } : { since, above: "0" }),
      page: async (cursor, context, first) => {
        const { since, above } = cursor;
        if (typeof above !== "string") return whole.page(cursor, context, first);
        const { http } = context;
        await http.pause(betweenSearches, { what: stream }, "its searches take too long");
        const filters: Filter[] = [
          changed(since),
          { propertyName: "hs_object_id", operator: "GT", value: above },
        ];
        const { total, records } = await search(http, type, stream, {
          filters,
          properties,
          limit: most.found,
        });
        const ids = records.map(({ id }) => String(id));
        const last = ids.at(-1) ?? above;
        if (total > 0 && BigInt(last) <= BigInt(above))
          throw new FunnelError(
            "io",
            "source_down",
            `${http.settings.source}: ${stream}: a search for what changed gives what it gave before; the next run goes on where it stopped`,
          );
        const links = new Map<string, Map<string, Json[]>>();
        if (ids.length > 0)
          for (const other of associations) links.set(other, await linksOf(http, described, other, ids));
        const found = records.map((record) => {
          const own = [...links].flatMap(([other, of]): [string, Json][] => {
            const results = of.get(String(record["id"])) ?? [];
            return results.length === 0 ? [] : [[other, { results }]];
          });
          return own.length === 0 ? record : { ...record, associations: Object.fromEntries(own) };
        });
        return {
          bytes: Buffer.from(`${JSON.stringify({ results: found })}\n`),
          records: found.length,
          fields: fieldsOf(found),
          next: total > records.length ? { since, above: last } : { archived: true },
        };
      },
      estimate: async (context) => {
        const { http, since } = context;
        if (since === null) return whole.estimate(context);
        const pages = Math.ceil((await countOf(http, type, stream, [changed(since)])) / most.found);
        return Math.max(1, pages) * (1 + associations.length) + 1;
      },
    };
  };

  /** A question about ids of records that were fetched before, so many at once. */
  const aboutIds = (asked: {
    stream: string;
    /** The stream whose file has the ids, and which of its records are asked about. */
    of: string;
    type: string;
    chosen: (record: Json, since: string | null) => boolean;
    path: string;
    body: (inputs: Json[]) => Json;
    size: number;
    scope: string;
    delivery: Stream["delivery"];
    changes?: Stream["changes"];
  }): Stream => {
    const known = new Map<string, string[]>();
    /** The ids in a file of that name; the same ones however often a process is killed. */
    const idsOf = async ({ of, since }: Cursor, context: StreamContext): Promise<string[]> => {
      const before = known.get(of as string);
      if (before !== undefined) return before;
      const file = context.fileOf(asked.of, of as string);
      if (file === undefined)
        throw new FunnelError(
          "io",
          "source_ids",
          `${asked.stream}: expected exports/…/${String(of)}, which it began with; npm run extract -- --full begins anew`,
        );
      const ids = await chosenIds(file, (record) => asked.chosen(record, since as string | null));
      known.clear();
      known.set(of as string, ids);
      return ids;
    };
    return {
      name: asked.stream,
      ...inPages,
      delivery: asked.delivery,
      ...(asked.changes === undefined ? {} : { changes: asked.changes }),
      asks: [`POST ${asked.path}`, JSON.stringify(asked.body([]))],
      scope: asked.scope,
      begin: async (context) => {
        const file = context.fileOf(asked.of);
        if (file === undefined) return undefined;
        const first: Cursor = {
          of: basename(file.path),
          since: context.since,
          from: 0,
          again: [],
        };
        return (await idsOf(first, context)).length === 0 ? undefined : first;
      },
      page: async (cursor, context) => {
        const ids = await idsOf(cursor, context);
        const more = cursor["again"] as Json[];
        const start = cursor["from"] as number;
        const inputs =
          more.length > 0 ? more : ids.slice(start, start + asked.size).map((id): Json => ({ id }));
        const reached = more.length > 0 ? start : start + inputs.length;
        return bodyOf(
          context.http,
          {
            method: "POST",
            url: address(asked.path),
            headers: asJson,
            body: JSON.stringify(asked.body(inputs)),
            what: asked.stream,
          },
          (_, records) => {
            const rest = records.flatMap((record): Json[] => {
              const next = after(record);
              return next === undefined ? [] : [{ id: (record["from"] as Json)["id"], after: next }];
            });
            return rest.length > 0 || reached < ids.length
              ? { ...cursor, from: reached, again: rest }
              : undefined;
          },
          refuseErrors,
        );
      },
      estimate: async (context) =>
        Math.ceil((await countOf(context.http, asked.type, asked.stream)) / asked.size),
    };
  };

  const one = (stream: string, path: string, scope: string): Stream => ({
    name: stream,
    ...inPages,
    delivery: "full",
    asks: [`GET ${path}`],
    scope,
    begin: () => ({}),
    page: (_, { http }) => bodyOf(http, { url: address(path), what: stream }, () => undefined),
    estimate: async ({ http }) => {
      await http.ask({ url: address(path), what: stream }, (answer) => recordsAt(jsonOf(answer), "results"));
      return 1;
    },
  });

  /** Every change of the pipelines of a kind of record and of their stages, those too that only histories of records still name. */
  const pipelineHistory = (kind: "deal" | "lead", records: Listed): Stream => {
    const path = `/crm/pipelines/${version}/${records.type}`;
    const stream = `${kind}_pipeline_history`;
    return {
      name: stream,
      ...inPages,
      delivery: "full",
      asks: [`GET ${path}/{pipeline}/audit`, `GET ${path}/{pipeline}/stages/{stage}/audit`],
      scope: records.scope,
      isOptional: true,
      begin: async (context) => {
        const known = await stagesOf(context, `${kind}_pipelines`, records);
        const audits = [...known].flatMap(([pipeline, stages]) => [
          `${path}/${encodeURIComponent(pipeline)}/audit`,
          ...[...stages].map(
            (stage) => `${path}/${encodeURIComponent(pipeline)}/stages/${encodeURIComponent(stage)}/audit`,
          ),
        ]);
        return audits.length === 0 ? undefined : { at: 0, audits };
      },
      page: async ({ at }, { http }, first) => {
        const audits = first["audits"] as string[];
        const place = at as number;
        const next = place + 1 < audits.length ? { at: place + 1 } : undefined;
        try {
          return await bodyOf(http, { url: address(audits[place] ?? ""), what: stream }, () => next);
        } catch (error) {
          // what was removed long ago may have left no trace
          if (!(error instanceof FunnelError) || error.code !== "source_absent") throw error;
          return { bytes: Buffer.from('{"results":[]}\n'), records: 0, fields: {}, next };
        }
      },
      estimate: async ({ http }) =>
        http.ask({ url: address(path), what: stream }, (answer) =>
          recordsAt(jsonOf(answer), "results").reduce<number>(
            (sum, { stages }) => sum + 1 + (Array.isArray(stages) ? stages.length : 0),
            0,
          ),
        ),
    };
  };

  const owners: Stream = {
    ...one("owners", `/crm/owners/${version}`, "crm.objects.owners.read"),
    begin: () => ({ archived: false }),
    page: ({ archived, after: from }, { http }) =>
      bodyOf(
        http,
        {
          url: address(`/crm/owners/${version}`, {
            limit: "100",
            archived: String(archived),
            ...(typeof from === "string" ? { after: from } : {}),
          }),
          what: "owners",
        },
        (body) => {
          const next = after(body);
          if (next !== undefined) return { archived, after: next };
          return archived === true ? undefined : { archived: true };
        },
      ),
  };

  /** Marketing campaigns, each with what was spent on it in all. */
  const campaignPath = `/marketing/campaigns/${version}`;
  const campaignCall = (limit: number, from?: unknown): Call => ({
    url: address(campaignPath, {
      limit: String(limit),
      properties: campaignProperties.join(","),
      ...(typeof from === "string" ? { after: from } : {}),
    }),
    what: "campaigns",
  });
  const campaigns: Stream = {
    ...one("campaigns", campaignPath, "marketing.campaigns.read"),
    asks: [`GET ${campaignPath}`, `properties=${campaignProperties.join(",")}`],
    isOptional: true,
    page: ({ after: from }, { http }) =>
      bodyOf(http, campaignCall(most.listed, from), (body) => {
        const next = after(body);
        return next === undefined ? undefined : { after: next };
      }),
    estimate: ({ http }) =>
      http.ask(campaignCall(1), (answer) => {
        const { total } = jsonOf(answer);
        return typeof total === "number" ? Math.max(1, Math.ceil(total / most.listed)) : 1;
      }),
  };

  return [
    one("deal_pipelines", `/crm/pipelines/${version}/deals`, "crm.schemas.deals.read"),
    { ...one("lead_pipelines", `/crm/pipelines/${version}/leads`, leads.scope), isOptional: true },
    owners,
    list(deals),
    list(contacts),
    changing(companies),
    // contacts are leads too: a file of the one says nothing of who is gone of the other
    { ...list(leads), delivery: "delta" },
    pipelineHistory("deal", deals),
    pipelineHistory("lead", leads),
    campaigns,
    aboutIds({
      stream: "contact_history",
      of: "contacts",
      type: "contacts",
      // the list of contacts says when one was last changed; a history is asked for again only then
      chosen: (record, since) => record["archived"] !== true && changedSince(record, since),
      path: `/crm/objects/${version}/contacts/batch/read`,
      body: (inputs) => ({
        inputs,
        properties: ["createdate"],
        propertiesWithHistory: ["lifecyclestage", "hs_lead_status"],
      }),
      size: most.withHistory,
      scope: contacts.scope,
      delivery: "delta",
      changes: { wholeAfterDays: Infinity },
    }),
    aboutIds({
      stream: "deal_contacts",
      of: "deals",
      type: "deals",
      chosen: (record) => record["archived"] !== true,
      path: `/crm/associations/${version}/deals/contacts/batch/read`,
      body: (inputs) => ({ inputs }),
      size: most.associations,
      scope: deals.scope,
      delivery: "full",
    }),
    ...activities.map(changing),
  ];
}

/** Ids of records in a file, each once, in their order. */
async function chosenIds(file: FetchedFile, isChosen: (record: Json) => boolean): Promise<string[]> {
  const ids = new Set<string>();
  for await (const body of bodiesOf(file))
    for (const record of recordsAt(body, "results")) if (isChosen(record)) ids.add(String(record["id"]));
  return [...ids];
}

/** The stages of each pipeline by their ids: those that it had in any night, and those at which records of the newest listing ever were. */
async function stagesOf(
  context: StreamContext,
  pipelines: string,
  { stream, history: [stageProperty = "", pipelineProperty = ""] = [] }: Listed,
): Promise<Map<string, Set<string>>> {
  const known = new Map<string, Set<string>>();
  const add = (pipeline: unknown, stage: unknown): void => {
    if (typeof pipeline !== "string" || typeof stage !== "string" || stage === "") return;
    const stages = known.get(pipeline) ?? new Set();
    known.set(pipeline, stages.add(stage));
  };
  const isKnown = (stage: string) => [...known.values()].some((stages) => stages.has(stage));
  for (const file of context.filesOf(pipelines))
    if (isThere(file))
      for await (const body of bodiesOf(file))
        for (const { id, stages } of recordsAt(body, "results"))
          for (const stage of (stages ?? []) as Json[]) add(id, stage["id"]);
  const records = context.fileOf(stream);
  if (records === undefined) return known;
  for await (const body of bodiesOf(records))
    for (const { propertiesWithHistory } of recordsAt(body, "results")) {
      const versions = (propertiesWithHistory ?? {}) as Record<string, Version[] | undefined>;
      for (const { value, timestamp } of versions[stageProperty] ?? [])
        if (!isKnown(value))
          add(
            (versions[pipelineProperty] ?? [])
              .filter((version) => version.timestamp <= timestamp)
              .sort((one, other) => (one.timestamp < other.timestamp ? -1 : 1))
              .at(-1)?.value,
            value,
          );
    }
  return known;
}

/** A value that a property had since a time. */
interface Version {
  value: string;
  timestamp: string;
}

/** Whether a record may have changed since an instant. */
function changedSince(record: Json, since: string | null): boolean {
  if (since === null) return true;
  const changed = (record["properties"] as Json | undefined)?.["lastmodifieddate"];
  return typeof changed !== "string" || Date.parse(changed) >= Date.parse(since);
}

/** A record that was deleted meanwhile is no fault; any other error in a batch leaves a hole. */
function refuseErrors({ errors }: Json): void {
  const faults = (Array.isArray(errors) ? (errors as Json[]) : []).filter(
    ({ category, subCategory }) =>
      category !== "OBJECT_NOT_FOUND" && !/NO_ASSOCIATIONS_FOUND/.test(String(subCategory ?? "")),
  );
  if (faults.length > 0) throw new Unfit(`${faults.length} of its inputs were not answered`);
}

/** HubSpot, by its interface of the version above: what journeys are made of each night, what is many when it changed. */
export default vendor<z.infer<typeof keys>>({
  kind: "hubspot",
  name: "HubSpot",
  keys,
  open({ keys: { token, url }, secretOf }) {
    const manners: Manners = {
      // a key that was renewed where it is kept holds from the next call
      signIn: () => Promise.resolve({ authorization: `Bearer ${secretOf(token, "token")}` }),
      limitsOf,
      verdictOf,
      reasonOf,
    };
    return { manners, streams: streamsOf(url.replace(/\/$/, "")) };
  },
});
