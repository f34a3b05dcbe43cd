import { basename } from "node:path";
import { z } from "zod";
import { FunnelError } from "../../contract/errors.ts";
import { fieldsOf } from "../files/fields.ts";
import { bodiesOf, type FetchedFile } from "../files/newest.ts";
import type { Cursor, Page } from "../files/part.ts";
import { asLine, jsonOf, recordsAt } from "../http/bodies.ts";
import type { Answer, Call, Manners } from "../http/call.ts";
import { Unfit, type Http, type Reading } from "../http/http.ts";
import type { Limits } from "../http/limits.ts";
import { secret } from "../http/secrets.ts";
import { noteOfNone, vendor, type Stream, type StreamContext } from "../job/vendor.ts";
import { SourceError } from "../http/source-error.ts";

const keys = z.strictObject({
  /** The token of a user who sees all deals. */
  token: secret,
  /** The company's own address. */
  url: z.url({ protocol: /^https?$/ }),
  /** Tokens that the company may use in a day, where no answer says it: 30,000 times the factor of the plan times the seats. */
  daily_tokens: z.number().int().positive().default(30_000),
});

/** Tokens that one call costs. */
const cost = { list: 10, listOfOld: 20 };

const most = 500;
/** Days after which everything is asked for again of what is asked for by its changes. */
const changes = { wholeAfterDays: 7 };

type Json = Record<string, unknown>;

const headerNumber = (headers: Headers, name: string): number | undefined => {
  const value = Number(headers.get(name) ?? "x");
  return Number.isNaN(value) ? undefined : value;
};

/** The window of a few seconds, and the tokens of the company's day, which some answers do not tell. */
function limitsOf({ headers }: Answer): Limits {
  const [max, remaining, seconds, daily, left] = [
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "x-daily-ratelimit-token-limit",
    "x-daily-ratelimit-token-remaining",
  ].map((name) => headerNumber(headers, name));
  return {
    ...(max === undefined || remaining === undefined
      ? {}
      : { window: { max, remaining, milliseconds: 1000 * (seconds ?? 2) } }),
    ...(daily === undefined || left === undefined ? {} : { day: { max: daily, remaining: left } }),
  };
}

/** Whoever has used up the tokens of the day is told 429 until midnight. */
function verdictOf({ status, headers }: Answer) {
  return status === 429 && headerNumber(headers, "x-daily-ratelimit-token-remaining") === 0
    ? ("day" as const)
    : undefined;
}

function reasonOf({ body }: Answer): string | undefined {
  try {
    const { code, error_code } = JSON.parse(body.toString("utf8")) as Json;
    const vendorCode = code ?? error_code;
    return typeof vendorCode === "string" && /^[\w.-]{1,80}$/.test(vendorCode) ? vendorCode : undefined;
  } catch {
    return undefined;
  }
}

/** The records of a body. Version 1 says null where there are none. */
const dataOf = (body: Json): Json[] =>
  body["data"] === null && body["success"] === true ? [] : recordsAt(body, "data");

/** The streams of a company at an address. */
function streamsOf(url: string): Stream[] {
  const address = (path: string, query: Record<string, string> = {}) => {
    const search = new URLSearchParams(query).toString();
    return `${url}${path}${search === "" ? "" : `?${search}`}`;
  };

  const bodyOf = (http: Http, call: Call, next: (body: Json) => Cursor | undefined): Promise<Page> =>
    http.ask(call, (answer) => {
      const body = jsonOf(answer);
      const records = dataOf(body);
      return {
        bytes: Buffer.concat([asLine(answer.body), Buffer.from("\n")]),
        records: records.length,
        fields: fieldsOf(records),
        next: next(body),
      };
    });

  const common = {
    delivery: "full",
    format: "ndjson",
    recordsAt: "data",
    cursorHours: 24,
  } as const;

  /** Lists of the second version, one after another; each goes on by a cursor that says nothing to us. */
  const list = (name: string, paths: string[], query: Record<string, string> = {}): Stream => ({
    ...common,
    name,
    apiVersion: "v2",
    asks: [...paths.map((path) => `GET ${path}`), `limit=${most}`, ...Object.values(query)],
    begin: ({ since }) => ({ list: 0, ...(since === null ? {} : { since }) }),
    page: ({ list: place, cursor }, { http }, { since }) => {
      const at = place as number;
      const path = paths[at] ?? "";
      const asked = {
        limit: String(most),
        // the recycle bin and the archive have an address, or a status, of their own
        ...(at === 0 ? query : {}),
        ...(typeof since === "string" ? { updated_since: since.replace(/\.\d+/, "") } : {}),
        ...(typeof cursor === "string" ? { cursor } : {}),
      };
      return bodyOf(http, { url: address(path, asked), what: name, units: cost.list }, (body) => {
        const { next_cursor: after } = (body["additional_data"] ?? {}) as { next_cursor?: unknown };
        if (typeof after === "string" && after !== "") return { list: at, cursor: after };
        return at + 1 < paths.length ? { list: at + 1 } : undefined;
      });
    },
    scope: "a user who may see them",
    unitsPerCall: cost.list,
    estimate: async ({ http, last }) => {
      const newest = await newestId(http, paths[0] ?? "", name);
      return last?.manifest.calls ?? Math.max(1, Math.ceil(newest / most)) + paths.length - 1;
    },
  });
  /** The number of the newest record: of a kind that was never fetched there are as many at most. */
  const newestId = (http: Http, path: string, what: string): Promise<number> =>
    http.ask(
      {
        url: address(path, { limit: "1", sort_by: "id", sort_direction: "desc" }),
        what,
        units: cost.list,
      },
      (answer) => Number(recordsAt(jsonOf(answer), "data")[0]?.["id"] ?? 0),
    );
  /** A list of which most nights ask only for what changed, without what was deleted: whoever lists it whole sees that. */
  const changing = (name: string): Stream => ({ ...list(name, [`/api/v2/${name}`]), changes });

  /** Lists of the first version, which count their records. */
  const oldList = (name: string, paths: string[]): Stream => ({
    ...common,
    name,
    apiVersion: "v1",
    asks: [...paths.map((path) => `GET ${path}`), `limit=${most}`],
    isOptional: true,
    begin: () => ({ list: 0, start: 0 }),
    page: ({ list: place, start }, { http }) => {
      const at = place as number;
      const asked = { limit: String(most), start: String(start) };
      const call = { url: address(paths[at] ?? "", asked), what: name, units: cost.listOfOld };
      return bodyOf(http, call, (body) => {
        const { pagination } = (body["additional_data"] ?? {}) as {
          pagination?: { more_items_in_collection?: boolean; next_start?: number };
        };
        if (pagination?.more_items_in_collection === true && typeof pagination.next_start === "number")
          return { list: at, start: pagination.next_start };
        return at + 1 < paths.length ? { list: at + 1, start: 0 } : undefined;
      });
    },
    scope: "a user who may see them",
    unitsPerCall: cost.listOfOld,
    estimate: async ({ http, last }) => {
      const call = { url: address(paths[0] ?? "", { limit: "1" }), what: name, units: cost.listOfOld };
      await http.ask(call, (answer) => dataOf(jsonOf(answer)));
      return last?.manifest.calls ?? paths.length;
    },
  });

  /** A list in one answer. */
  const listOf = (http: Http, path: string): Promise<Json[]> =>
    http.ask({ url: address(path, { limit: String(most) }), what: "stages", units: cost.list }, (answer) => {
      const body = jsonOf(answer);
      const { next_cursor: after } = (body["additional_data"] ?? {}) as { next_cursor?: unknown };
      if (typeof after === "string" && after !== "")
        throw new SourceError(
          "io",
          "source_refused",
          { source: http.settings.source, what: "stages" },
          `expected at most ${most}; please report it`,
        );
      return recordsAt(body, "data");
    });

  /** The stages, each with the name of its pipeline, which another list has. */
  const stages: Stream = {
    ...common,
    name: "stages",
    apiVersion: "v2",
    asks: ["GET /api/v2/pipelines", "GET /api/v2/stages"],
    begin: () => ({}),
    page: async (_, { http }) => {
      const names = new Map((await listOf(http, "/api/v2/pipelines")).map(({ id, name }) => [id, name]));
      const found = (await listOf(http, "/api/v2/stages")).map((stage) => ({
        ...stage,
        pipeline_name: names.get(stage["pipeline_id"]) ?? null,
      }));
      return linePage(found, undefined);
    },
    scope: "a user who may see them",
    unitsPerCall: cost.list,
    estimate: async ({ http }) => {
      await listOf(http, "/api/v2/pipelines");
      return 2;
    },
  };

  return [
    stages,
    oldList("users", ["/api/v1/users"]),
    {
      ...list("deals", ["/api/v2/deals", "/api/v2/deals/archived"], { status: "open,won,lost,deleted" }),
      noteOf: noteOfNone,
    },
    oldList("leads", ["/api/v1/leads", "/api/v1/leads/archived"]),
    changing("persons"),
    changing("organizations"),
    changing("activities"),
    changelogs(address, (http) => newestId(http, "/api/v2/deals", "deal_changelogs")),
  ];
}

/** Records that we put together from answers, as one line. */
const linePage = (records: Json[], next: Cursor | undefined): Page => ({
  bytes: Buffer.from(`${JSON.stringify({ data: records })}\n`),
  records: records.length,
  fields: fieldsOf(records),
  next,
});

/** A deal whose changes are asked for. */
interface Asked {
  id: number;
  stage: number | null;
}

const overlap = 3_600_000;

/**
 * What changed in each deal. One call tells of one deal only, so that a company of many deals is read over many nights: of the deals that
 * changed since they were last asked about, as many as the tokens of the night allow, those that changed last first. The manifests name the
 * deals that were asked about; a file that is deleted is asked for again.
 */
function changelogs(
  address: (path: string, query?: Record<string, string>) => string,
  newestDeal: (http: Http) => Promise<number>,
): Stream {
  const chosen = new Map<string, { deals: Asked[]; pipelines: Map<number, number> }>();

  /** The deals that were chosen and where their stages belong; the same ones however often a process is killed. */
  const read = async ({ of, stages, ids }: Cursor, context: StreamContext) => {
    const known = chosen.get(of as string);
    if (known !== undefined) return known;
    const file = context.fileOf("deals", of as string);
    const stageFile = context.fileOf("stages", stages as string);
    if (file === undefined || stageFile === undefined)
      throw new FunnelError(
        "io",
        "source_ids",
        `deal_changelogs: expected ${String(of)} and ${String(stages)}, which it began with; npm run extract -- --full begins anew`,
      );
    const current = new Map<number, number | null>();
    for await (const deal of dealsIn(file)) current.set(deal.id, deal.stage);
    const pipelines = new Map<number, number>();
    for await (const body of bodiesOf(stageFile))
      for (const stage of recordsAt(body, "data"))
        pipelines.set(Number(stage["id"]), Number(stage["pipeline_id"]));
    const deals = (ids as number[]).map((id): Asked => ({ id, stage: current.get(id) ?? null }));
    const found = { deals, pipelines };
    chosen.clear();
    chosen.set(of as string, found);
    return found;
  };

  return {
    name: "deal_changelogs",
    apiVersion: "v1",
    delivery: "delta",
    format: "ndjson",
    recordsAt: "data",
    asks: ["GET /api/v1/deals/{id}/changelog", `limit=${most}`],
    cursorHours: 24 * 6,
    follows: true,
    scope: "a user who may see all deals",
    unitsPerCall: cost.listOfOld,
    async begin(context) {
      const [file, stageFile] = [context.fileOf("deals"), context.fileOf("stages")];
      if (file === undefined || stageFile === undefined) return undefined;
      const before = askedBefore(context);
      const waiting: { id: number; changed: string }[] = [];
      let all = 0;
      for await (const { id, changed } of dealsIn(file)) {
        all++;
        const last = before.get(id);
        if (last === undefined || Date.parse(changed) >= last - overlap) waiting.push({ id, changed });
      }
      waiting.sort((one, other) =>
        one.changed > other.changed ? -1 : one.changed < other.changed ? 1 : one.id - other.id,
      );
      const ids = waiting.slice(0, mostDeals(context.http)).map(({ id }) => id);
      if (ids.length === 0) return undefined;
      const rest = waiting.length - ids.length;
      return { of: basename(file.path), stages: basename(stageFile.path), ids, rest, all, at: 0 };
    },
    async page({ at: place }, context, first) {
      const { deals, pipelines } = await read(first, context);
      const at = place as number;
      const deal = deals[at];
      if (deal === undefined) throw new Error(`expected a deal at ${at}`);
      const changes = await changesOf(context.http, address, deal.id);
      return linePage(
        withPlaces(deal, changes, pipelines),
        at + 1 < deals.length ? { at: at + 1 } : undefined,
      );
    },
    cursorOf: ({ ids, rest, all }) => ({ asked: ids, rest, all }),
    noteOf: ({ manifest: { cursor } }) => {
      const { rest = 0, all = rest } = (cursor ?? {}) as { rest?: number; all?: number };
      const share = Math.floor((100 * (all - rest)) / Math.max(1, all));
      return rest === 0
        ? undefined
        : `${rest} of ${all} deals have no history yet, or a newer one (${share} % have theirs); later nights fetch it`;
    },
    estimate: async (context) => {
      const file = context.fileOf("deals");
      const newest = await newestDeal(context.http);
      // whoever may see deals may not see their changes
      if (newest > 0) await changesOf(context.http, address, newest);
      if (file === undefined) return Math.min(newest, mostDeals(context.http));
      const before = askedBefore(context);
      let waiting = 0;
      for await (const { id, changed } of dealsIn(file)) {
        const last = before.get(id);
        if (last === undefined || Date.parse(changed) >= last - overlap) waiting++;
      }
      return Math.min(waiting, mostDeals(context.http));
    },
  };
}

/** Deals for which the tokens of the night last. */
function mostDeals({ settings: { throttle } }: Http): number {
  const tokens = (throttle.day?.max ?? 0) * throttle.share - throttle.spent;
  // with none left, the one that is asked about says why the job stops
  return Math.max(1, Math.floor(tokens / cost.listOfOld));
}

async function* dealsIn(
  file: FetchedFile,
): AsyncGenerator<{ id: number; stage: number | null; changed: string }> {
  for await (const body of bodiesOf(file))
    for (const deal of recordsAt(body, "data"))
      yield {
        id: Number(deal["id"]),
        stage: typeof deal["stage_id"] === "number" ? deal["stage_id"] : null,
        changed: String(deal["update_time"] ?? deal["add_time"] ?? ""),
      };
}

/** When each deal was last asked about, in milliseconds since 1970. */
function askedBefore(context: StreamContext): Map<number, number> {
  const before = new Map<number, number>();
  for (const { manifest } of context.filesOf("deal_changelogs")) {
    const { asked } = (manifest.cursor ?? {}) as { asked?: number[] };
    for (const id of asked ?? [])
      before.set(id, Math.max(before.get(id) ?? 0, Date.parse(manifest.complete_to ?? "")));
  }
  return before;
}

/** All changes of one deal, the newest first. The interface was seen to give its first page again and again: that is an error. */
async function changesOf(
  http: Http,
  address: (path: string, query?: Record<string, string>) => string,
  id: number,
): Promise<Json[]> {
  const changes: Json[] = [];
  const seen = new Set<string>();
  for (let cursor: string | undefined = ""; cursor !== undefined;) {
    const query: Record<string, string> = { limit: String(most), ...(cursor === "" ? {} : { cursor }) };
    const call: Call = {
      url: address(`/api/v1/deals/${id}/changelog`, query),
      what: "deal_changelogs",
      units: cost.listOfOld,
    };
    const page = await askUnlessGone(http, call, (answer) => {
      const body = jsonOf(answer);
      const { next_cursor: after } = (body["additional_data"] ?? {}) as { next_cursor?: unknown };
      const records = dataOf(body);
      if (records.length > 0 && seen.has(JSON.stringify(records)))
        throw new Unfit("it is the page before once more");
      return { records, after };
    });
    if (page === undefined) return [];
    seen.add(JSON.stringify(page.records));
    changes.push(...page.records);
    cursor = typeof page.after === "string" && page.after !== "" ? page.after : undefined;
  }
  return changes;
}

/** A deal that was deleted for good since it was listed has no changes any more. */
async function askUnlessGone<T>(http: Http, call: Call, read: Reading<T>): Promise<T | undefined> {
  try {
    return await http.ask(call, read);
  } catch (error) {
    if (error instanceof FunnelError && error.code === "source_absent") return undefined;
    throw error;
  }
}

/**
 * Changes with what the interface leaves out of them: the deal, their order, and the stage with its pipeline at which the deal stood
 * after each, from which a closing or a reopening is told.
 */
function withPlaces({ id, stage }: Asked, changes: Json[], pipelines: Map<number, number>): Json[] {
  const oldest = changes
    .map((change, place) => ({ change, place }))
    .sort((one, other) => {
      const [left, right] = [String(one.change["time"]), String(other.change["time"])];
      return left < right ? -1 : left > right ? 1 : other.place - one.place;
    })
    .map(({ change }) => change);
  const moves = oldest.filter(({ field_key }) => field_key === "stage_id");
  let current = moves.length === 0 ? stage : Number(moves[0]?.["old_value"]);
  return oldest.map((change, position) => {
    if (change["field_key"] === "stage_id") current = Number(change["new_value"]);
    const pipeline = current === null ? undefined : pipelines.get(current);
    return { deal_id: id, position, stage_id: current, pipeline_id: pipeline ?? null, change };
  });
}

/** Pipedrive: lists each night, and the changes of deals as far as the tokens last. */
export default vendor<z.infer<typeof keys>>({
  kind: "pipedrive",
  name: "Pipedrive",
  keys,
  open({ keys: { token, url, daily_tokens: max }, secretOf }) {
    const manners: Manners = {
      signIn: () => Promise.resolve({ "x-api-token": secretOf(token, "token") }),
      limitsOf,
      verdictOf,
      reasonOf,
      elsewhere: "correct url in sources.json, or name there the streams that the company has",
    };
    return { manners, streams: streamsOf(url.replace(/\/$/, "")), day: { max, remaining: max } };
  },
});
