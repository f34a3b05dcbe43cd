import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { promisify } from "node:util";
import { starter } from "../../pipelines/contract/home.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { noFaults } from "../vendors/faults.ts";
import { homeWith } from "../vendors/home.ts";
import { json, serveVendor, type Asked, type Reply } from "../vendors/server.ts";
import { key } from "./account.ts";

/** When the job begins, how long a call takes, and where the vendor is told that the job waits. */
export const begun = "2026-11-01T01:00:00Z";
export const callTime = 20;
export const waiting = "/waiting";

const created = "2026-01-05T08:07:00.123Z";
const stages = ["appointmentscheduled", "qualifiedtobuy", "contractsent", "closedwon"];

/** The stages of the lifecycle of contacts, and at how many of them each sixth contact was; the others are at the first. */
const lifecycle = ["lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity"];
const isMoved = (id: number) => id % 6 === 0;

function valueOf(name: string, id: number): string | null {
  const stage = /^hs_(?:v2_date_entered_(\w+)|lifecyclestage_(\w+)_date)$/.exec(name);
  if (stage !== null) {
    const place = lifecycle.indexOf(stage[1] ?? stage[2] ?? "");
    return place === 0 || isMoved(id) ? `2026-01-0${5 + place}T08:07:00.123Z` : null;
  }
  if (name === "hs_merged_object_ids") return null;
  if (name === "lifecyclestage") return lifecycle.at(isMoved(id) ? -1 : 0) ?? "";
  return name.endsWith("date") ? created : `${id}`;
}

/** A record that is made when it is asked for: a large account would not fit into memory. */
function recordOf(type: string, id: number, names: string[], history: string[]): object {
  const properties = Object.fromEntries(names.map((name) => [name, valueOf(name, id)]));
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

const namesIn = (query: URLSearchParams, parameter: string): string[] =>
  (query.get(parameter) ?? "").split(",").filter((name) => name !== "");

/** What a job that ran in a process of its own says of itself. */
interface Measured {
  /** Why a stream could not be fetched. */
  failed?: string;
  /** By the clock of the account. */
  seconds: number;
  heapMegabytes: number;
  heapAtHalf: number;
  /** Of the process, at most. */
  residentMegabytes: number;
}

/**
 * Fetches a large account in a process of its own: how many calls it takes, how long at the vendor's limit, and how much memory. Vendor and
 * job have a clock each, which go on by the same: each call, and what the job tells the vendor that it waits.
 */
export async function checkSize(deals: number, contacts: number) {
  const counts: Record<string, number> = { deals, contacts };
  const clock = new VirtualClock(Date.parse(begun));
  const window: number[] = [];
  const most = 190;
  let [refused, waits] = [0, 0];
  const answer = ({ path, query, body }: Asked): Reply => {
    if (path === waiting) {
      waits++;
      clock.pass(Number(query.get("milliseconds")));
      return json(200, {});
    }
    clock.pass(callTime);
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
    if (path.startsWith("/crm/properties/"))
      return json(200, { options: lifecycle.map((value) => ({ value })) }, headers);
    const type = /\/crm\/objects\/2026-09\/(\w+)$/.exec(path)?.[1];
    if (type === undefined) {
      const { inputs, properties, propertiesWithHistory } = JSON.parse(body) as {
        inputs: { id: string }[];
        properties?: string[];
        propertiesWithHistory?: string[];
      };
      if (propertiesWithHistory !== undefined) {
        const found = inputs.map(({ id }) =>
          recordOf(
            "contacts",
            Number(id),
            properties ?? [],
            isMoved(Number(id)) ? propertiesWithHistory : [],
          ),
        );
        return json(200, { status: "COMPLETE", results: found }, headers);
      }
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
      recordOf(type, from + place + 1, namesIn(query, "properties"), namesIn(query, "propertiesWithHistory")),
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
      streams: ["deals", "contacts", "contact_history", "deal_contacts"],
      minutes: 1440,
    },
  });
  try {
    const calls = Math.ceil(deals / 50) + Math.ceil(contacts / 100) + Math.ceil(contacts / 300);
    const child = new URL("size-child.ts", import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [starter, child, home.root, fake.url, String(calls)],
      { env: { ...process.env, TEST_HUBSPOT_KEY: key } },
    );
    const { failed, ...measured } = JSON.parse(stdout) as Measured;
    if (failed !== undefined) throw new Error(failed);
    return { calls: fake.calls() - waits, refused, ...measured };
  } finally {
    await fake.close();
    rmSync(home.root, { recursive: true, force: true });
  }
}
