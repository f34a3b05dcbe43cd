import type { Clock } from "../../../pipelines/extract/http/clock.ts";
import { noFaults, type Plan } from "../faults.ts";
import { json, serveVendor, type Asked, type FakeServer, type Reply } from "../server.ts";
import {
  ownStage,
  recordsOf,
  stageAt,
  type StageVersion,
  type World,
  type WorldPipeline,
  type WorldRecord,
} from "./world.ts";

export interface HubSpotOptions {
  world: World;
  clock: Clock & { pass?(milliseconds: number): void };
  plan?: Plan;
  /** The key that it accepts now. */
  token?: () => string;
  /** Scopes that the key does not have, by what their paths contain. */
  forbidden?: Record<string, string>;
  /** Calls per ten seconds and per day. */
  limits?: { window: number; day: number };
  port?: number;
  /** Milliseconds that it keeps the cursor of a list; for ever where it is left out. */
  cursorLife?: number;
  /** Milliseconds that a search is behind: what changed within them it has as it was before. */
  lag?: number;
  /** Records that a search finds at most, page by page. */
  mostFound?: number;
  /** Looks at every call before it is answered. */
  watch?: (asked: Asked) => void;
}

export interface FakeHubSpot extends FakeServer {
  /** Calls that were answered 429, and the largest number of one day. */
  refused(): number;
  mostOfADay(): number;
}

type Json = Record<string, unknown>;

const iso = (at: number) => new Date(at).toISOString();
const version = "2026-09";
/** Milliseconds that a call takes. */
const callTime = 80;
const day = 24 * 3_600_000;

/** A HubSpot on this machine: the paths, limits, answers and errors of its interface, over a simulated account. */
export async function serveHubSpot(options: HubSpotOptions): Promise<FakeHubSpot> {
  const { clock, plan = noFaults, token = () => "key", forbidden = {}, port = 0 } = options;
  const limits = options.limits ?? { window: 190, day: 650_000 };
  const recent: number[] = [];
  const days = new Map<number, number>();
  let refused = 0;

  const headers = (): Record<string, string> => {
    const today = days.get(Math.floor(clock.now() / day)) ?? 0;
    return {
      "x-hubspot-ratelimit-daily": String(limits.day),
      "x-hubspot-ratelimit-daily-remaining": String(Math.max(0, limits.day - today)),
      "x-hubspot-ratelimit-interval-milliseconds": "10000",
      "x-hubspot-ratelimit-max": String(limits.window),
      "x-hubspot-ratelimit-remaining": String(Math.max(0, limits.window - recent.length)),
    };
  };
  const limited = (policyName: string, more: Record<string, string> = {}): Reply => {
    refused++;
    const body = {
      status: "error",
      message: `You have reached your ${policyName} limit.`,
      errorType: "RATE_LIMIT",
      correlationId: "5a3e6f4e-0000-4000-8000-000000000000",
      policyName,
    };
    return json(429, body, { ...headers(), ...more });
  };

  const answer = (asked: Asked): Reply => {
    options.watch?.(asked);
    clock.pass?.(callTime);
    const now = clock.now();
    while ((recent[0] ?? now) <= now - 10_000) recent.shift();
    const today = Math.floor(now / day);
    const used = days.get(today) ?? 0;
    if (used >= limits.day) return limited("DAILY");
    if (recent.length >= limits.window) return limited("TEN_SECONDLY_ROLLING");
    recent.push(now);
    days.set(today, used + 1);
    if (asked.headers.authorization !== `Bearer ${token()}`)
      return error(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired");
    const missing = Object.entries(forbidden).find(([part]) => asked.path.includes(part));
    if (missing !== undefined)
      return json(403, {
        status: "error",
        message: "This app hasn't been granted all required scopes to make this call.",
        category: "MISSING_SCOPES",
        errors: [
          {
            message: "One or more of the following scopes are required.",
            context: { requiredGranularScopes: [missing[1]] },
          },
        ],
      });
    const reply = route(options, asked, now);
    return { ...reply, headers: { ...headers(), ...reply.headers } };
  };
  const server = await serveVendor(answer, plan, () => limited("SECONDLY", { "retry-after": "1" }), port);
  return { ...server, refused: () => refused, mostOfADay: () => Math.max(0, ...days.values()) };
}

const error = (status: number, category: string, message: string): Reply =>
  json(status, { status: "error", message, category, correlationId: "5a3e6f4e-0000-4000-8000-000000000000" });

/** The paths of the versions before, which HubSpot's own client still calls. */
const olderPaths: [RegExp, string][] = [
  [/^\/crm\/(v3|v4)\/(objects|pipelines|associations)\//, `/crm/$2/${version}/`],
  [/^\/crm\/v3\/owners\/?$/, `/crm/owners/${version}`],
];

function route(
  { world, cursorLife = Infinity, lag = 0, mostFound = 10_000 }: HubSpotOptions,
  asked: Asked,
  now: number,
): Reply {
  const { method } = asked;
  const path = olderPaths.reduce((found, [older, newer]) => found.replace(older, newer), asked.path);
  const list = new RegExp(`^/crm/objects/${version}/(\\w+)$`).exec(path)?.[1];
  if (list !== undefined && method === "GET") return listed(world, list, asked.query, now, cursorLife);
  const search = new RegExp(`^/crm/objects/${version}/(\\w+)/search$`).exec(path)?.[1];
  if (search !== undefined && method === "POST")
    return searched(world, search, asked.body, now - lag, mostFound);
  const batch = new RegExp(`^/crm/objects/${version}/(\\w+)/batch/read$`).exec(path)?.[1];
  if (batch !== undefined && method === "POST") return batchRead(world, batch, asked.body, now);
  const pair = new RegExp(`^/crm/associations/${version}/(\\w+)/(\\w+)/batch/read$`).exec(path);
  if (pair !== null && method === "POST")
    return associated(world, pair[1] ?? "", pair[2] ?? "", asked.body, now);
  const pipelines = new RegExp(`^/crm/pipelines/${version}/(deals|leads)(/.*)?$`).exec(path);
  if (pipelines !== null)
    return pipelined(pipelines[1] === "deals" ? world.pipelines : world.leadPipelines, pipelines[2], now);
  if (path === `/crm/properties/${version}/contacts/lifecyclestage`)
    return json(200, {
      name: "lifecyclestage",
      type: "enumeration",
      options: world.lifecycle.map((value, displayOrder) => ({ value, label: value, displayOrder })),
    });
  if (path === `/marketing/campaigns/${version}`) return campaigns(world, asked.query);
  if (path === `/crm/owners/${version}`) return owners(world, asked.query);
  return json(404, { status: "error", message: "resource not found" });
}

const typeIds: Record<string, Record<string, string>> = {
  deals: { contacts: "deal_to_contact", companies: "deal_to_company" },
  contacts: { companies: "contact_to_company", deals: "contact_to_deal" },
  calls: { deals: "call_to_deal", contacts: "call_to_contact" },
  leads: { deals: "lead_to_deal", contacts: "lead_to_primary_contact" },
};

const isThere = (record: WorldRecord, now: number) =>
  record.createdAt <= now && (record.deletedAt === undefined || record.deletedAt > now);
const isArchived = (record: WorldRecord, now: number) =>
  record.archivedAt !== undefined && record.archivedAt <= now;

/** The properties that HubSpot has at an instant, besides those that it makes itself. */
function propertiesAt(world: World, record: WorldRecord, now: number): Record<string, string | null> {
  const values: Record<string, string | null> = { ...record.properties };
  for (const [name, versions] of Object.entries(record.history))
    values[name] = versions.findLast(({ at }) => at <= now)?.value ?? null;
  const changes = Object.values(record.history)
    .flat()
    .map(({ at }) => at)
    .filter((at) => at <= now);
  const changed = iso(Math.max(record.createdAt, ...changes));
  const merged = record.merged.filter(({ at }) => at <= now).map(({ id }) => id);
  values["hs_object_id"] = String(record.id);
  values["createdate"] = iso(record.createdAt);
  values["hs_createdate"] = iso(record.createdAt);
  values[record.type === "contacts" ? "lastmodifieddate" : "hs_lastmodifieddate"] = changed;
  if (merged.length > 0) values["hs_merged_object_ids"] = merged.join(";");
  if (record.type === "deals") {
    const stage = world.pipelines
      .flatMap(({ stages }) => stages)
      .find(({ id }) => id === values["dealstage"]);
    const kind = stage === undefined ? undefined : (stageAt(stage, now) ?? stage.versions.at(-1))?.kind;
    const [isWon, isClosed] = [kind === "won", kind === "won" || kind === "lost"];
    const entered = record.history["dealstage"]?.findLast(({ at }) => at <= now);
    values["hs_is_closed"] = String(isClosed);
    values["hs_is_closed_won"] = String(isWon);
    values["hs_deal_stage_probability"] = isWon ? "1.0" : isClosed ? "0.0" : "0.5";
    values["closedate"] = isClosed && entered !== undefined ? iso(entered.at) : null;
  }
  if (record.type === "contacts") Object.assign(values, stageDates(world, record, now));
  for (const { type, property, at } of world.lost)
    if (type === record.type && at <= now) Reflect.deleteProperty(values, property);
  return values;
}

/** When a contact entered each stage of its lifecycle: the newer generation of names has the last time, the older the first one. */
function stageDates(
  { lifecycle, forgetsStages }: World,
  { history }: WorldRecord,
  now: number,
): Record<string, string | null> {
  const versions = (history["lifecyclestage"] ?? []).filter(({ at }) => at <= now);
  const current = versions.at(-1)?.value;
  return Object.fromEntries(
    lifecycle.flatMap((stage): [string, string | null][] => {
      const entered = versions.filter(
        ({ value }) => value === stage && (forgetsStages !== true || value === current),
      );
      const [first, last] = [entered[0], forgetsStages === true ? entered[0] : entered.at(-1)];
      const newer: [string, string | null] = [
        `hs_v2_date_entered_${stage.replaceAll("-", "_")}`,
        last === undefined ? null : iso(last.at),
      ];
      if (stage === ownStage) return [newer];
      return [newer, [`hs_lifecyclestage_${stage}_date`, first === undefined ? null : iso(first.at)]];
    }),
  );
}

/** An object as the interface writes it. */
function shown(
  world: World,
  record: WorldRecord,
  wanted: { properties: string[]; history: string[]; associations: string[] },
  now: number,
): Json {
  const values = propertiesAt(world, record, now);
  const lost = world.lost.filter(({ type, at }) => type === record.type && at <= now);
  const always = [
    "hs_object_id",
    "createdate",
    record.type === "contacts" ? "lastmodifieddate" : "hs_lastmodifieddate",
  ];
  const names = [...new Set([...always, ...wanted.properties])]
    .filter((name) => !lost.some(({ property }) => property === name))
    // a property that the account does not have is in no answer
    .filter((name) => !/^hs_(v2_date_entered|lifecyclestage)_/.test(name) || name in values)
    .sort();
  const archived = isArchived(record, now);
  const linksOf = (type: string) => record.links.filter((link) => link.type === type && link.at <= now);
  const associations = Object.fromEntries(
    wanted.associations.flatMap((type) => {
      const links = linksOf(type);
      return links.length === 0
        ? []
        : [
            [
              type,
              {
                results: links.map(({ id }) => ({
                  id: String(id),
                  type: typeIds[record.type]?.[type] ?? type,
                })),
              },
            ],
          ];
    }),
  );
  return {
    id: String(record.id),
    properties: Object.fromEntries(names.map((name) => [name, values[name] ?? null])),
    ...(wanted.history.length === 0
      ? {}
      : {
          propertiesWithHistory: Object.fromEntries(
            wanted.history.map((name) => [
              name,
              (record.history[name] ?? [])
                .filter(({ at }) => at <= now)
                .map(({ at, value }) => ({
                  value,
                  timestamp: iso(at),
                  sourceType: "CRM_UI",
                  sourceId: "userId:1",
                }))
                .reverse()
                .slice(0, world.keptVersions),
            ]),
          ),
        }),
    createdAt: iso(record.createdAt),
    updatedAt: values["hs_lastmodifieddate"] ?? values["lastmodifieddate"],
    archived,
    ...(archived ? { archivedAt: iso(record.archivedAt ?? now) } : {}),
    ...(Object.keys(associations).length === 0 ? {} : { associations }),
  };
}

/** A list stands in one parameter, joined by commas, or in several of one name. */
const listOf = (query: URLSearchParams, name: string) =>
  query.getAll(name).flatMap((text) => (text === "" ? [] : text.split(",")));

/** A cursor says nothing to whoever reads it. */
const cursorAfter = (id: number, until: number) =>
  Buffer.from(`after ${id}${until === Infinity ? "" : ` until ${until}`}`).toString("base64url");
const idOfCursor = (cursor: string, now: number) => {
  const [, id, until = Infinity] =
    /^after (\d+)(?: until (\d+))?$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  return id === undefined || now > Number(until) ? undefined : Number(id);
};

function listed(world: World, type: string, query: URLSearchParams, now: number, life: number): Reply {
  const [limit, history] = [Number(query.get("limit") ?? 10), listOf(query, "propertiesWithHistory")];
  if (!world.records.has(type)) return error(404, "OBJECT_TYPE_NOT_FOUND", "Unable to infer object type");
  if (limit > 100 || (history.length > 0 && limit > 50))
    return error(400, "VALIDATION_ERROR", "The limit is too high");
  const after = query.get("after");
  const from = after === null ? 0 : idOfCursor(after, now);
  if (from === undefined) return error(400, "VALIDATION_ERROR", "The cursor is not one");
  const wantsArchived = query.get("archived") === "true";
  const found = recordsOf(world, type).filter(
    (record) => record.id > from && isThere(record, now) && isArchived(record, now) === wantsArchived,
  );
  const page = found.slice(0, limit);
  const wanted = {
    properties: listOf(query, "properties"),
    history,
    associations: listOf(query, "associations"),
  };
  const last = page.at(-1);
  return json(200, {
    results: page.map((record) => shown(world, record, wanted, now)),
    ...(found.length > limit && last !== undefined
      ? { paging: { next: { after: cursorAfter(last.id, now + life), link: "https://api.hubapi.com/next" } } }
      : {}),
  });
}

interface Search {
  limit?: number;
  after?: string;
  filterGroups?: { filters: { propertyName: string; operator: string; value: string }[] }[];
  sorts?: { propertyName: string; direction: string }[];
  properties?: string[];
}

/** Records by their properties at an instant, without those in the recycle bin and without what they are linked with. */
function searched(world: World, type: string, body: string, now: number, mostFound: number): Reply {
  const asked = JSON.parse(body) as Search;
  const { limit = 10, after = "0", filterGroups = [], sorts = [], properties = [] } = asked;
  const filters = filterGroups.flatMap((group) => group.filters);
  if (limit > 200) return error(400, "VALIDATION_ERROR", "The limit is too high");
  if (filterGroups.length > 5 || filters.length > 25 || filterGroups.some((each) => each.filters.length > 10))
    return error(400, "VALIDATION_ERROR", "There are too many filters");
  if (Number(after) + limit > mostFound) return error(400, "VALIDATION_ERROR", "Search results are limited");
  // a property that records of the type do not have fits no record, and is no error
  const valueOf = (values: Record<string, string | null>, name: string) => {
    const value = values[name];
    if (value == null) return undefined;
    return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number(value);
  };
  const fits = (record: WorldRecord): boolean => {
    const values = propertiesAt(world, record, now);
    return filters.every(({ propertyName, operator, value }) => {
      const found = valueOf(values, propertyName);
      if (found === undefined) return false;
      return operator === "GTE" ? found >= Number(value) : operator === "GT" && found > Number(value);
    });
  };
  const found = recordsOf(world, type).filter(
    (record) => isThere(record, now) && !isArchived(record, now) && fits(record),
  );
  // in no order where none is asked for
  if (sorts[0]?.propertyName !== "hs_object_id") found.reverse();
  const end = Number(after) + limit;
  return json(200, {
    total: found.length,
    results: found
      .slice(Number(after), end)
      .map((record) => shown(world, record, { properties, history: [], associations: [] }, now)),
    ...(end < found.length ? { paging: { next: { after: String(end) } } } : {}),
  });
}

function batchRead(world: World, type: string, body: string, now: number): Reply {
  const asked = JSON.parse(body) as {
    inputs: { id: string }[];
    properties?: string[];
    propertiesWithHistory?: string[];
  };
  const history = asked.propertiesWithHistory ?? [];
  if (asked.inputs.length > (history.length > 0 ? 50 : 100))
    return error(400, "VALIDATION_ERROR", "The number of inputs is too high");
  const found = asked.inputs.flatMap(({ id }) =>
    recordsOf(world, type).filter(
      (record) => String(record.id) === id && isThere(record, now) && !isArchived(record, now),
    ),
  );
  const wanted = { properties: asked.properties ?? [], history, associations: [] };
  const missing = asked.inputs.length - found.length;
  return json(missing === 0 ? 200 : 207, {
    status: "COMPLETE",
    results: found.map((record) => shown(world, record, wanted, now)),
    startedAt: iso(now),
    completedAt: iso(now),
    ...(missing === 0
      ? {}
      : {
          numErrors: 1,
          errors: [{ status: "error", category: "OBJECT_NOT_FOUND", message: "Could not get some objects" }],
        }),
  });
}

/** People that one deal may have in one answer; the others follow on its own cursor. */
const mostLinks = 500;

function associated(world: World, from: string, to: string, body: string, now: number): Reply {
  const { inputs } = JSON.parse(body) as { inputs: { id: string; after?: string }[] };
  if (inputs.length > 1000) return error(400, "VALIDATION_ERROR", "The number of inputs is too high");
  const found = new Map(recordsOf(world, from).map((record) => [String(record.id), record]));
  const results = inputs.flatMap(({ id, after = "0" }) => {
    const record = found.get(id);
    const links = (record?.links ?? []).filter((link) => link.type === to && link.at <= now);
    const start = Number(after);
    const page = links.slice(start, start + mostLinks);
    if (page.length === 0) return [];
    return [
      {
        from: { id },
        to: page.map(({ id: other, label }) => ({
          toObjectId: other,
          associationTypes: [
            { category: "HUBSPOT_DEFINED", typeId: 3, label: null },
            ...(label === null ? [] : [{ category: "USER_DEFINED", typeId: 41, label }]),
          ],
        })),
        ...(start + mostLinks < links.length
          ? { paging: { next: { after: String(start + mostLinks) } } }
          : {}),
      },
    ];
  });
  const missing = inputs.length - results.length;
  return json(missing === 0 ? 200 : 207, {
    status: "COMPLETE",
    results,
    startedAt: iso(now),
    completedAt: iso(now),
    ...(missing === 0
      ? {}
      : {
          numErrors: 1,
          errors: [
            {
              status: "error",
              category: "OBJECT_NOT_FOUND",
              subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND",
              message: "No contact is associated with some deals.",
            },
          ],
        }),
  });
}

/** A stage as HubSpot writes it: of deals whether it is closed and how probable, of Leads their state. */
function stageShown(id: string, { label, place, kind }: StageVersion, isOfLeads: boolean): Json {
  return {
    id,
    label,
    displayOrder: place,
    archived: false,
    metadata: isOfLeads
      ? { leadState: kind === "won" ? "QUALIFIED" : kind === "lost" ? "UNQUALIFIED" : "IN_PROGRESS" }
      : {
          isClosed: String(kind !== "open"),
          probability:
            kind === "won" ? "1.0" : kind === "lost" ? "0.0" : String(Math.min(0.9, (place + 1) / 10)),
        },
  };
}

function pipelineShown({ id, label, stages }: WorldPipeline, place: number, now: number): Json {
  return {
    id,
    label: label.findLast(({ at }) => at <= now)?.value ?? "",
    displayOrder: place,
    archived: false,
    stages: stages
      .flatMap((stage) => {
        const version = stageAt(stage, now);
        return version === undefined ? [] : [{ id: stage.id, version }];
      })
      .sort((one, other) => one.version.place - other.version.place)
      .map(({ id: stage, version }) => stageShown(stage, version, id === "lead-pipeline-id")),
  };
}

/** The pipelines of a kind of record, or every change of one of them or of a stage. */
function pipelined(pipelines: WorldPipeline[], path: string | undefined, now: number): Reply {
  if (path === undefined)
    return json(200, { results: pipelines.map((pipeline, place) => pipelineShown(pipeline, place, now)) });
  const [, id, , stageId] = /^\/([^/]+)(\/stages\/([^/]+))?\/audit$/.exec(path) ?? [];
  const pipeline = pipelines.find((each) => each.id === id);
  const stage = pipeline?.stages.find((each) => each.id === stageId);
  if (pipeline === undefined || (stageId !== undefined && stage === undefined))
    return json(404, { status: "error", message: "resource not found" });
  const told = (identifier: string, at: number, action: string, rawObject: Json): Json => ({
    portalId: 139_000_001,
    identifier,
    action,
    timestamp: iso(at),
    message: "",
    rawObject,
    fromUserId: 9501,
  });
  const results =
    stage !== undefined
      ? [
          ...stage.versions
            .filter(({ at }) => at <= now)
            .map((version, place) =>
              told(
                stage.id,
                version.at,
                place === 0 ? "CREATE" : "UPDATE",
                stageShown(stage.id, version, pipeline.id === "lead-pipeline-id"),
              ),
            ),
          ...(stage.removedAt !== undefined && stage.removedAt <= now
            ? [told(stage.id, stage.removedAt, "DELETE", {})]
            : []),
        ]
      : pipeline.label
          .filter(({ at }) => at <= now)
          .map(({ at }, place) =>
            told(pipeline.id, at, place === 0 ? "CREATE" : "UPDATE", {
              id: pipeline.id,
              label: pipeline.label[place]?.value,
              displayOrder: 0,
            }),
          );
  return json(200, { results: results.reverse() });
}

function campaigns({ campaigns: all }: World, query: URLSearchParams): Reply {
  const from = Number(query.get("after") ?? 0);
  const to = from + Number(query.get("limit") ?? 50);
  return json(200, {
    total: all.length,
    results: all.slice(from, to).map(({ id, name, from: begins, to: ends, currency, spent }) => ({
      id,
      properties: {
        hs_name: name,
        hs_start_date: begins,
        hs_end_date: ends,
        hs_campaign_status: "completed",
        hs_currency_code: currency,
        hs_spend_items_sum_amount: spent,
      },
      createdAt: `${begins}T08:00:00.000Z`,
      updatedAt: `${ends}T08:00:00.000Z`,
      businessUnits: [],
    })),
    ...(to < all.length ? { paging: { next: { after: String(to) } } } : {}),
  });
}

function owners(world: World, query: URLSearchParams): Reply {
  if (query.get("archived") === "true") return json(200, { results: [] });
  return json(200, {
    results: world.owners.map(({ id, name, team }) => ({
      id,
      email: `${id}@funnel.example`,
      type: "PERSON",
      firstName: name.split(" ")[0],
      lastName: name.split(" ")[1] ?? "",
      userId: Number(id) + 9000,
      userIdIncludingInactive: Number(id) + 9000,
      createdAt: iso(world.from),
      updatedAt: iso(world.from),
      archived: false,
      teams: [{ id: "8", name: team, primary: true }],
    })),
  });
}
