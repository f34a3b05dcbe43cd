import { rmSync } from "node:fs";
import { extract } from "../../pipelines/extract/extract.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { noFaults } from "../vendors/faults.ts";
import { homeWith } from "../vendors/home.ts";
import { json, serveVendor, type Asked, type Reply } from "../vendors/server.ts";
import { key } from "./account.ts";

const created = "2026-01-05T08:07:00.123Z";
const stages = ["appointmentscheduled", "qualifiedtobuy", "contractsent", "closedwon"];

/** A record that is made when it is asked for: a large account would not fit into memory. */
function recordOf(type: string, id: number, query: URLSearchParams): object {
  const properties = Object.fromEntries(
    (query.get("properties") ?? "")
      .split(",")
      .map((name) => [name, name.endsWith("date") ? created : `${id}`]),
  );
  const history = (query.get("propertiesWithHistory") ?? "").split(",").filter((name) => name !== "");
  return {
    id: String(id),
    properties: { ...properties, hs_object_id: String(id), createdate: created },
    ...(history.length === 0
      ? {}
      : {
          propertiesWithHistory: Object.fromEntries(
            history.map((name) => [
              name,
              stages.map((value, place) => ({
                value,
                timestamp: `2026-01-0${9 - place}T08:00:00.000Z`,
                sourceType: "CRM_UI",
                sourceId: "userId:1",
              })),
            ]),
          ),
        }),
    createdAt: created,
    updatedAt: created,
    archived: false,
    associations: { contacts: { results: [{ id: String(id), type: `${type}_to_contact` }] } },
  };
}

/** Fetches a large account: how many calls it takes, how long at the vendor's limit, and how much memory. */
export async function checkSize(deals: number, contacts: number) {
  const counts: Record<string, number> = { deals, contacts };
  const clock = new VirtualClock(Date.parse("2026-11-01T01:00:00Z"));
  const window: number[] = [];
  const most = 190;
  let refused = 0;
  const answer = ({ path, query, body }: Asked): Reply => {
    clock.pass(20);
    while ((window[0] ?? Infinity) <= clock.now() - 10_000) window.shift();
    if (window.length >= most) refused++;
    window.push(clock.now());
    const headers = {
      "x-hubspot-ratelimit-max": String(most),
      "x-hubspot-ratelimit-remaining": String(Math.max(0, most - window.length)),
      "x-hubspot-ratelimit-interval-milliseconds": "10000",
      "x-hubspot-ratelimit-daily": "650000",
      "x-hubspot-ratelimit-daily-remaining": "640000",
    };
    const type = /\/crm\/objects\/2026-09\/(\w+)$/.exec(path)?.[1];
    if (type === undefined) {
      const { inputs } = JSON.parse(body) as { inputs: { id: string }[] };
      const results = inputs.map(({ id }) => ({
        from: { id },
        to: [
          {
            toObjectId: Number(id),
            associationTypes: [{ category: "USER_DEFINED", typeId: 1, label: "Buyer" }],
          },
        ],
      }));
      return json(200, { status: "COMPLETE", results }, headers);
    }
    const count = query.get("archived") === "true" ? 0 : (counts[type] ?? 0);
    const from = Number(query.get("after") ?? 0);
    const to = Math.min(count, from + Number(query.get("limit")));
    const results = Array.from({ length: Math.max(0, to - from) }, (_, place) =>
      recordOf(type, from + place + 1, query),
    );
    return json(
      200,
      { results, ...(to < count ? { paging: { next: { after: String(to) } } } : {}) },
      headers,
    );
  };
  const fake = await serveVendor(answer, noFaults, () => json(429, {}));
  const home = homeWith({
    hubspot: {
      kind: "hubspot",
      token: "env:TEST_HUBSPOT_KEY",
      url: fake.url,
      streams: ["deals", "contacts", "deal_contacts"],
      minutes: 1440,
    },
  });
  process.env["TEST_HUBSPOT_KEY"] = key;
  const begun = clock.now();
  const memory = { heap: 0, resident: 0, atHalf: 0 };
  const expected = Math.ceil(deals / 50) + Math.ceil(contacts / 100);
  const timer = setInterval(() => {
    const { heapUsed, rss } = process.memoryUsage();
    memory.heap = Math.max(memory.heap, heapUsed);
    memory.resident = Math.max(memory.resident, rss);
    if (fake.calls() < expected / 2) memory.atHalf = memory.heap;
  }, 200);
  try {
    const [outcome] = await extract({ home, clock }, { now: () => new Date(clock.now()), report: silent });
    const failed = outcome?.streams.find(({ outcome: each }) => each !== "fetched");
    if (failed !== undefined) throw new Error(failed.message);
    const megabytes = (bytes: number) => Math.round(bytes / (1 << 20));
    return {
      calls: fake.calls(),
      seconds: (clock.now() - begun) / 1000,
      refused,
      heapMegabytes: megabytes(memory.heap),
      heapAtHalf: megabytes(memory.atHalf),
      residentMegabytes: megabytes(memory.resident),
    };
  } finally {
    clearInterval(timer);
    await fake.close();
    rmSync(home.root, { recursive: true, force: true });
  }
}
