import type { Clock } from "../../../pipelines/extract/http/clock.ts";
import { pipelines, type Pipeline } from "../../../tools/simulate/company.ts";
import { noFaults, type Plan } from "../faults.ts";
import { json, serveVendor, type Asked, type FakeServer, type Reply } from "../server.ts";
import { pipelineIds, stagesOf, type PipedriveCompany, type PipedriveDeal } from "./company.ts";

export interface PipedriveOptions {
  company: PipedriveCompany;
  clock: Clock;
  plan?: Plan;
  token?: string;
  /** Tokens of a day. */
  tokens?: number;
  /** Changes of one page of a changelog. */
  changesOfPage?: number;
  /** Milliseconds that lists of what changed are behind. */
  lag?: number;
  /** The changelog gives its first page whatever is asked for, as people have seen it. */
  isStuck?: boolean;
  port?: number;
  watch?: (asked: Asked) => void;
}

export interface FakePipedrive extends FakeServer {
  /** The deals whose changes were asked for, in their order. */
  asked: number[];
  mostOfADay(): number;
}

const day = 24 * 3_600_000;
/** How long a deleted deal is told of. */
const binned = 30 * day;
const iso = (at: number) => new Date(at).toISOString().replace(/\.\d+/, "");
const older = (at: number) => iso(at).replace("T", " ").replace("Z", "");

/** A Pipedrive on this machine: both versions of its interface, with what their calls cost, over a simulated company. */
export async function servePipedrive({
  company,
  clock,
  plan = noFaults,
  token = "key",
  tokens = 1_000_000,
  changesOfPage = 100,
  isStuck = false,
  lag = 0,
  port = 0,
  watch = () => undefined,
}: PipedriveOptions): Promise<FakePipedrive> {
  const days = new Map<number, number>();
  const asked: number[] = [];

  const answer = (question: Asked): Reply => {
    watch(question);
    const now = clock.now();
    const today = Math.floor(now / day);
    const used = days.get(today) ?? 0;
    const cost = question.path.startsWith("/api/v1/") ? 20 : 10;
    const left = tokens - used - cost;
    const headers = {
      "x-ratelimit-limit": "40",
      "x-ratelimit-remaining": "39",
      "x-ratelimit-reset": "2",
      "x-daily-ratelimit-token-limit": String(tokens),
      "x-daily-ratelimit-token-remaining": String(Math.max(0, left)),
    };
    if (left < 0)
      return json(429, { success: false, error: "You have exceeded your daily API token budget" }, headers);
    days.set(today, used + cost);
    if (question.headers["x-api-token"] !== token)
      return json(401, { success: false, error: "unauthorized access", error_code: "unauthorized" }, headers);
    const reply = route(company, question, now, lag, asked, changesOfPage, isStuck);
    return { ...reply, headers };
  };
  const busy = () => json(429, { success: false, error: "rate limit" }, { "retry-after": "2" });
  const server = await serveVendor(answer, plan, busy, port);
  return { ...server, asked, mostOfADay: () => Math.max(0, ...days.values()) };
}

const list = (data: unknown[], next: string | null = null) =>
  json(200, { success: true, data, additional_data: { next_cursor: next } });

function route(
  company: PipedriveCompany,
  { path, query }: Asked,
  now: number,
  lag: number,
  asked: number[],
  changesOfPage: number,
  isStuck: boolean,
): Reply {
  const there = company.deals.filter(
    ({ createdAt, deletedAt = Infinity }) => createdAt <= now && now < deletedAt + binned,
  );
  if (query.get("sort_by") === "id" && query.get("sort_direction") === "desc") there.reverse();
  const since = query.get("updated_since");
  /** What a list has of what changed since it is asked for. */
  const changed = <T extends { update_time: string }>(records: T[]): T[] =>
    since === null
      ? records
      : records.filter(
          ({ update_time: at }) => Date.parse(at) >= Date.parse(since) && Date.parse(at) <= now - lag,
        );
  switch (path) {
    case "/api/v2/pipelines":
      return list(
        (Object.keys(pipelineIds) as Pipeline[]).map((name) => ({
          id: pipelineIds[name],
          name: pipelines[name].hubspot,
          order_nr: pipelineIds[name],
          is_deleted: false,
        })),
      );
    case "/api/v2/stages":
      return list(
        (Object.keys(pipelineIds) as Pipeline[]).flatMap((name) =>
          stagesOf(name).map((stage, place) => ({
            ...stage,
            pipeline_id: pipelineIds[name],
            order_nr: place + 1,
            deal_probability: 100,
            is_deleted: false,
          })),
        ),
      );
    case "/api/v1/users":
      return json(200, {
        success: true,
        data: company.owners.map((name, place) => ({
          id: 300 + place,
          name,
          email: `${place}@funnel.example`,
          active_flag: true,
          is_you: place === 0,
          timezone_name: "Europe/Budapest",
        })),
      });
    case "/api/v2/deals": {
      const limit = Number(query.get("limit") ?? 100);
      if (limit > 500) return json(400, { success: false, error: "limit", code: "VALIDATION_ERROR" });
      const from = Number(Buffer.from(query.get("cursor") ?? "", "base64url").toString("utf8") || 0);
      // the fake gives few at once, so that there are pages
      const found = there.filter(({ id }) => id > from);
      const page = found.slice(0, Math.min(limit, 50));
      const last = page.at(-1);
      return list(
        page.map((deal) => dealAt(deal, now)),
        found.length > page.length && last !== undefined
          ? Buffer.from(String(last.id)).toString("base64url")
          : null,
      );
    }
    case "/api/v2/persons":
      return list(
        changed(
          there.map(({ id, createdAt, owner }) => ({
            id: 5000 + id,
            name: `Person ${id}`,
            emails: [{ value: `person${id}@minta.example`, primary: true, label: "work" }],
            phones: [{ value: `+36 30 555 ${String(id).padStart(4, "0")}`, primary: true, label: "work" }],
            org_id: 7000 + id,
            owner_id: owner,
            add_time: iso(createdAt),
            update_time: iso(createdAt),
            visible_to: 3,
            is_deleted: false,
          })),
        ),
      );
    case "/api/v2/organizations":
      return list(
        changed(
          there.map(({ id, createdAt, owner }) => ({
            id: 7000 + id,
            name: `Minta ${id} Kft.`,
            owner_id: owner,
            add_time: iso(createdAt),
            update_time: iso(createdAt),
            address: { value: "Budapest", country: "Hungary" },
            visible_to: 3,
            is_deleted: false,
          })),
        ),
      );
    case "/api/v2/activities":
      return list(
        changed(
          there
            .filter(({ activity }) => now < (activity?.deletedAt ?? Infinity))
            .map(({ id, createdAt, owner, activity }) => {
              const { changedAt = Infinity } = activity ?? {};
              const isChanged = changedAt <= now;
              return {
                id: 9000 + id,
                subject: isChanged ? "Call, again" : "Call",
                type: "call",
                owner_id: owner,
                deal_id: id,
                lead_id: null,
                person_id: 5000 + id,
                due_date: iso(createdAt).slice(0, 10),
                due_time: null,
                done: true,
                marked_as_done_time: iso(createdAt + 60_000),
                add_time: iso(createdAt),
                update_time: iso(isChanged ? changedAt : createdAt),
                is_deleted: false,
              };
            }),
        ),
      );
    case "/api/v2/deals/archived":
      return list([]);
    case "/api/v1/leads":
    case "/api/v1/leads/archived":
      return json(200, {
        success: true,
        data: [],
        additional_data: { pagination: { start: 0, limit: 500, more_items_in_collection: false } },
      });
    default: {
      const id = Number(/^\/api\/v1\/deals\/(\d+)\/changelog$/.exec(path)?.[1]);
      const deal = there.find((each) => each.id === id);
      if (deal === undefined) return json(404, { success: false, error: "Deal not found" });
      return changelog(deal, query, now, asked, changesOfPage, isStuck);
    }
  }
}

function changelog(
  deal: PipedriveDeal,
  query: URLSearchParams,
  now: number,
  asked: number[],
  changesOfPage: number,
  isStuck: boolean,
): Reply {
  const from = isStuck ? 0 : Number(query.get("cursor") ?? 0);
  if (query.get("cursor") === null) asked.push(deal.id);
  const changes = deal.changes.filter(({ at }) => at <= now).reverse();
  const page = changes.slice(from, from + changesOfPage);
  const next = from + changesOfPage < changes.length ? String(from + changesOfPage) : null;
  return list(
    page.map(({ at, field, before, after }) => ({
      field_key: field,
      old_value: before,
      new_value: after,
      actor_user_id: deal.owner,
      time: older(at),
      change_source: "app",
      change_source_user_agent: null,
      is_bulk_update_flag: false,
    })),
    next,
  );
}

function dealAt(deal: PipedriveDeal, now: number) {
  const { id, pipeline, createdAt, owner, firstStage, deletedAt = Infinity } = deal;
  const changes = deal.changes.filter(({ at }) => at <= now);
  const last = (field: string) => changes.findLast((change) => change.field === field);
  const isDeleted = deletedAt <= now;
  const status = isDeleted ? "deleted" : (last("status")?.after ?? "open");
  const closed = last("status");
  const closedAt = status === "open" || closed === undefined ? null : iso(closed.at);
  const moved = last("stage_id");
  return {
    id,
    title: `Deal ${id}`,
    owner_id: owner,
    person_id: 5000 + id,
    org_id: 7000 + id,
    add_time: iso(createdAt),
    update_time: iso(isDeleted ? deletedAt : (changes.at(-1)?.at ?? createdAt)),
    stage_change_time: moved === undefined ? null : iso(moved.at),
    pipeline_id: pipelineIds[pipeline],
    stage_id: moved === undefined ? firstStage : Number(moved.after),
    status,
    value: 1_500_000,
    currency: "HUF",
    probability: null,
    lost_reason: status === "lost" ? "Price" : null,
    won_time: status === "won" ? closedAt : null,
    lost_time: status === "lost" ? closedAt : null,
    close_time: closedAt,
    channel: null,
    origin: "ManuallyCreated",
    visible_to: 3,
    is_archived: false,
    is_deleted: isDeleted,
  };
}
