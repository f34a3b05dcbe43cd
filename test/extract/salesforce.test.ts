import { generateKeyPairSync } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { sampleHome } from "../../pipelines/contract/home.ts";
import { extract } from "../../pipelines/extract/extract.ts";
import { newestFile } from "../../pipelines/extract/files/newest.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { Truth } from "../../tools/simulate/truth.ts";
import { pipelines } from "../../tools/simulate/company.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { randomPlan } from "../vendors/faults.ts";
import { filesBelow, homeWith, leftovers, listening } from "../vendors/home.ts";
import { drawOrg } from "../vendors/salesforce/org.ts";
import { serveSalesforce, type SalesforceOptions } from "../vendors/salesforce/salesforce.ts";

cleanedUp();
process.env["TEST_SALESFORCE_SECRET"] = "secret-of-app";

async function orgOf(options: Partial<SalesforceOptions> & { deals?: number; entry?: object } = {}) {
  const { deals = 150, entry, ...more } = options;
  const org = options.org ?? drawOrg(6, deals);
  const clock = new VirtualClock(org.until + 3_600_000);
  const fake = await serveSalesforce({ org, clock, ...more });
  leftovers.servers.push(fake);
  const home = homeWith({
    salesforce: {
      kind: "salesforce",
      url: fake.url,
      ...(entry ?? { client_id: "app", client_secret: "env:TEST_SALESFORCE_SECRET" }),
    },
  });
  const heard = listening(() => clock.now());
  return {
    org,
    clock,
    fake,
    home,
    ...heard,
    fetch: async () => {
      const [outcome] = await extract({ home, clock }, heard.effects);
      return outcome?.streams ?? [];
    },
    textOf: (stream: string) =>
      gunzipSync(readFileSync(newestFile(join(home.exports, "salesforce"), stream)?.path ?? "")).toString(
        "utf8",
      ),
  };
}

describe("Salesforce", () => {
  test("its journeys, stages and stays are those that happened, read through pages, faults and ended sessions", async () => {
    const { org, home, fake, fetch, effects, clock } = await orgOf({
      plan: randomPlan(3, 8),
      callsOfSession: 20,
    });
    const streams = await fetch();
    expect(streams.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(streams.filter(({ outcome }) => outcome === "absent").map(({ stream }) => stream)).toEqual([
      "LeadHistory",
      "Campaign",
      "CampaignMember",
    ]);
    expect(fake.signIns()).toBeGreaterThan(2);
    cpSync(sampleHome.reference, home.reference, { recursive: true });
    await refresh({ home, site: false, fetch: false, clock }, effects);
    const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
      readOnly: true,
      threads: 1,
    });
    try {
      const truth = new Truth();
      for (const deal of org.deals) truth.add(deal);
      const { stages = [], started, won, lost, open } = truth.pipelines.sales["with_lists"] ?? {};
      expect(
        await warehouse.rows(
          `select count(*)::double as started, count(*) filter (where outcome = 'won')::double as won,
             count(*) filter (where outcome = 'lost')::double as lost, count(*) filter (where outcome = 'open')::double as open
           from core.fct_journey where pipeline = 'sales'`,
        ),
      ).toEqual([{ started, won, lost, open }]);
      expect(
        await warehouse.rows(
          `select stage, stage_ordinal::double as ordinal, count(*)::double as reached,
             count(*) filter (where status = 'advanced')::double as advanced, count(*) filter (where status = 'lost')::double as lost,
             count(*) filter (where status = 'open')::double as open, count(*) filter (where reached_by = 'skip')::double as skipped,
             count(*) filter (where reached_by = 'birth')::double as births
           from core.fct_stage_reach where pipeline = 'sales' group by all order by ordinal`,
        ),
      ).toEqual(stages);
      const visits = pipelines.sales.stages.map(({ stage }, place) => ({
        stage,
        visits: org.deals
          .flatMap(({ moves }) => moves)
          .filter(({ to, correction }) => to === place + 1 && correction !== true).length,
      }));
      expect(
        await warehouse.rows(
          "select stage, count(*)::double as visits from core.fct_stage_visit where pipeline = 'sales' group by stage order by min(stage_ordinal)",
        ),
      ).toEqual(visits);
      const tasks = org.objects.get("Task")?.records.length;
      expect(
        await warehouse.rows(
          "select count(*)::double as n, count(journey_id)::double as placed from core.fct_activity",
        ),
      ).toEqual([{ n: tasks, placed: tasks }]);
      expect(
        await warehouse.rows(
          "select sum(records_in - loaded - quarantined - deduplicated - skipped)::double as missing, sum(quarantined)::double as quarantined from ops.file",
        ),
      ).toEqual([{ missing: 0, quarantined: 0 }]);
    } finally {
      warehouse.close();
    }
  });

  test("a table in pages is one table, byte for byte, with its header once and as many rows as the org counts", async () => {
    const paged = await orgOf({ rowsOfPage: 7 });
    const whole = await orgOf({ rowsOfPage: 10_000 });
    await paged.fetch();
    await whole.fetch();
    expect(paged.textOf("Account")).toBe(whole.textOf("Account"));
    const { manifest } = newestFile(join(paged.home.exports, "salesforce"), "Account") ?? {};
    expect(manifest).toMatchObject({ records: 150, vendor_count: 150, pages: 22, records_at: null });
  });

  test("fields that no query can give, and long texts, are not asked for", async () => {
    const { fetch, textOf } = await orgOf();
    await fetch();
    expect(textOf("Contact").split("\n")[0]).toBe(
      '"Id","AccountId","LastName","Email","CreatedDate","IsDeleted","SystemModstamp"',
    );
  });

  test("an app may sign in by a signed statement in the name of a user", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const entry = { client_id: "app", username: "reader@minta.example", private_key: "file:app.pem" };
    const { home, fetch } = await orgOf({ publicKey, entry, deals: 10 });
    writeFileSync(join(home.root, "app.pem"), privateKey, { mode: 0o600 });
    expect((await fetch()).map(({ outcome }) => outcome)).not.toContain("failed");
    const leaks = filesBelow(home.exports).filter((path) => readFileSync(path).includes("session-token"));
    expect(leaks).toEqual([]);
  });

  test("a wrong secret is said once, and nothing is asked after it", async () => {
    const { fetch, fake } = await orgOf({ client: { id: "app", secret: "another" } });
    expect(await fetch()).toMatchObject([
      { outcome: "failed", code: "source_key", message: expect.stringMatching(/invalid_grant/) as string },
    ]);
    expect(fake.calls()).toBe(1);
  });

  test("an org whose calls of the day are used up is asked again the next night", async () => {
    const { fetch } = await orgOf({ dailyCalls: 12 });
    expect((await fetch()).at(-1)).toMatchObject({ outcome: "paused", code: "source_share" });
  });
});
