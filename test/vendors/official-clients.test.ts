import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Client } from "@hubspot/api-client";
import { beforeAll, describe, expect, test } from "vitest";
import { extract } from "../../pipelines/extract/extract.ts";
import { bodiesOf, fetchedFiles, newestFile } from "../../pipelines/extract/files/newest.ts";
import { recordsAt } from "../../pipelines/extract/http/bodies.ts";
import { account, key } from "../extract/account.ts";
import { cleanedUp } from "./cleaned-up.ts";
import { VirtualClock } from "./clock.ts";
import { homeWith, servers, listening } from "./home.ts";
import { drawWorld } from "./hubspot/world.ts";
import { drawOrg } from "./salesforce/org.ts";
import { serveSalesforce } from "./salesforce/salesforce.ts";

/** What a client read, as it was written: times as text, and nothing that is not there. */
const asWritten = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

describe("HubSpot's own client reads from ours what our job wrote, page by page", () => {
  let client: Client;
  const bodies: Record<string, Record<string, unknown>[]> = {};
  const requests: Record<string, string[]> = {};

  beforeAll(async () => {
    const { fake, home, fetch } = await account({ world: drawWorld({ seed: 5, deals: 70, leads: true }) });
    await fetch();
    client = new Client({ accessToken: key, basePath: fake.url, numberOfApiCallRetries: 0 });
    for (const file of fetchedFiles(join(home.exports, "hubspot"))) {
      requests[file.manifest.stream] = file.manifest.requests;
      const found = (bodies[file.manifest.stream] = [] as Record<string, unknown>[]);
      for await (const body of bodiesOf(file)) found.push(body);
    }
    return async () => {
      for (const server of servers.splice(0)) await server.close();
    };
  });

  /** Every page of the listings of what is there and of what is in the recycle bin. */
  async function pagesOf(
    page: (
      after: string | undefined,
      archived: boolean,
    ) => Promise<{ paging?: { next?: { after: string } } }>,
  ) {
    const pages: unknown[] = [];
    for (const archived of [false, true]) {
      let after: string | undefined;
      do {
        const answer = await page(after, archived);
        pages.push(asWritten(answer));
        after = answer.paging?.next?.after;
      } while (after !== undefined);
    }
    return pages;
  }

  const listAsked = (stream: string, name: string) =>
    requests[stream]
      ?.find((line) => line.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .split(",");

  test.each(["deals", "leads", "contacts", "calls"])(
    "%s with their histories and associations, those in the recycle bin too",
    async (stream) => {
      const [limit, properties, history, associations] = [
        "limit",
        "properties",
        "propertiesWithHistory",
        "associations",
      ].map((name) => listAsked(stream, name));
      // of contacts the account says itself which dates there are
      const [record] = recordsAt(bodies[stream]?.[0] ?? {}, "results");
      const dates = Object.keys(record?.["properties"] ?? {}).filter((name) =>
        /^hs_v2_date|^hs_lifecyclestage/.test(name),
      );
      const pages = await pagesOf((after, archived) =>
        client.crm.objects.basicApi.getPage(
          stream,
          Number(limit?.[0]),
          after,
          [...(properties ?? []), ...dates],
          history,
          associations,
          archived,
        ),
      );
      expect(pages.length).toBeGreaterThan(1);
      expect(pages).toEqual(bodies[stream]);
    },
  );

  test("pipelines with their stages, and every change of them", async () => {
    const answer = await client.crm.pipelines.pipelinesApi.getAll("deals");
    expect([asWritten(answer)]).toEqual(bodies["deal_pipelines"]);
    const audits: unknown[] = [];
    for (const { id } of answer.results)
      audits.push(asWritten(await client.crm.pipelines.pipelineAuditsApi.getAudit("deals", id)));
    // of stages it leaves the pipeline out of the address
    const ofPipelines = bodies["deal_pipeline_history"]?.filter((body) =>
      recordsAt(body, "results").some(({ identifier }) => answer.results.some(({ id }) => id === identifier)),
    );
    expect(audits).toEqual(ofPipelines);
  });

  test("the people of deals with the labels of their associations", async () => {
    const inputs = (bodies["deals"] ?? [])
      .flatMap((body) => recordsAt(body, "results"))
      .flatMap(({ id, archived }) => (archived === true ? [] : [{ id: String(id) }]));
    const answer = await client.crm.associations.v4.batchApi.getPage("deals", "contacts", { inputs });
    // it calls a field of this name otherwise
    const results = JSON.parse(JSON.stringify(answer.results).replaceAll('"_from":', '"from":')) as unknown;
    expect(results).toEqual(bodies["deal_contacts"]?.[0]?.["results"]);
  });

  test("owners with their teams", async () => {
    const pages = await pagesOf((after, archived) =>
      client.crm.owners.ownersApi.getPage(undefined, after, 100, archived),
    );
    expect(pages).toEqual(bodies["owners"]);
  });
});

/** It asks a proxy for hosts of this machine too, and reads of one only when it is loaded. */
async function withoutProxies<T>(load: () => Promise<T>): Promise<T> {
  const { HTTP_PROXY, HTTPS_PROXY } = process.env;
  Reflect.deleteProperty(process.env, "HTTP_PROXY");
  Reflect.deleteProperty(process.env, "HTTPS_PROXY");
  try {
    return await load();
  } finally {
    Object.assign(process.env, { HTTP_PROXY, HTTPS_PROXY });
  }
}

describe("jsforce", () => {
  cleanedUp();

  test("signs in to our Salesforce and reads the fields and the rows that our job wrote", async () => {
    const org = drawOrg(6, 60);
    const clock = new VirtualClock(org.until + 3_600_000);
    process.env["TEST_SALESFORCE_SECRET"] = "secret-of-app";
    const ours = await serveSalesforce({ org, clock, rowsOfPage: 50 });
    // it ends the process on a second page of results
    const whole = await serveSalesforce({ org, clock, rowsOfPage: 100_000 });
    servers.push(ours, whole);
    const secret = "env:TEST_SALESFORCE_SECRET";
    const home = homeWith({
      salesforce: { kind: "salesforce", url: ours.url, client_id: "app", client_secret: secret },
    });
    await extract({ home, clock }, listening(() => clock.now()).effects);
    const file = newestFile(join(home.exports, "salesforce"), "Opportunity");
    const written = gunzipSync(readFileSync(file?.path ?? ""))
      .toString("utf8")
      .trim()
      .split("\n");

    const { Connection } = await withoutProxies(() => import("jsforce"));
    const connection = new Connection({
      oauth2: { clientId: "app", clientSecret: "secret-of-app", loginUrl: whole.url },
      version: "68.0",
    });
    await connection.authorize({ grant_type: "client_credentials" });
    const { fields } = await connection.sobject("Opportunity").describe();
    const names = fields.map(({ name }) => name).filter((name) => written[0]?.includes(`"${name}"`));
    const header = names.map((name) => `"${name}"`).join(",");
    expect(header).toBe(written[0]);
    const rows = await (
      await connection.bulk2.query(`SELECT ${names.join(", ")} FROM Opportunity`, { scanAll: true })
    ).toArray();
    const lines = rows.map((row) =>
      names.map((name) => `"${String(row[name]).replaceAll('"', '""')}"`).join(","),
    );
    expect(lines.length).toBeGreaterThan(50);
    expect(lines).toEqual(written.filter((line) => line !== header));
  });
});
