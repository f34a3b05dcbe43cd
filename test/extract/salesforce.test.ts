import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { newestFile } from "../../pipelines/extract/files/newest.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { randomPlan } from "../vendors/faults.ts";
import { filesBelow, homeWith, servers } from "../vendors/home.ts";
import { change, drawOrg } from "../vendors/salesforce/org.ts";
import { serveSalesforce, type SalesforceOptions } from "../vendors/salesforce/salesforce.ts";
import { checkNights } from "./nights.ts";
import { jobOf } from "./job.ts";

cleanedUp();
process.env["TEST_SALESFORCE_SECRET"] = "secret-of-app";

async function orgOf(options: Partial<SalesforceOptions> & { deals?: number; entry?: object } = {}) {
  const { deals = 150, entry, ...more } = options;
  const org = options.org ?? drawOrg(6, deals);
  const clock = new VirtualClock(org.until + 3_600_000);
  const fake = await serveSalesforce({ org, clock, ...more });
  servers.push(fake);
  const home = homeWith({
    salesforce: {
      kind: "salesforce",
      url: fake.url,
      ...(entry ?? { client_id: "app", client_secret: "env:TEST_SALESFORCE_SECRET" }),
    },
  });
  const job = jobOf(home, clock);
  return {
    org,
    fake,
    ...job,
    fetch: async () => (await job.fetch()).streams,
    textOf: (stream: string) =>
      gunzipSync(readFileSync(newestFile(join(home.exports, "salesforce"), stream)?.path ?? "")).toString(
        "utf8",
      ),
  };
}

describe("Salesforce", () => {
  test("is read through pages, faults and ended sessions, without the objects that an org does not have", async () => {
    const { fake, fetch } = await orgOf({
      plan: randomPlan(3, 8),
      callsOfSession: 20,
    });
    const streams = await fetch();
    expect(streams.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(streams.filter(({ outcome }) => outcome === "absent").map(({ stream }) => stream)).toEqual([
      "LeadHistory",
      "OpportunityFieldHistory",
      "Campaign",
      "CampaignMember",
    ]);
    expect(fake.signIns()).toBeGreaterThan(2);
  });

  test("its journeys, stays and activities are those that happened, night by night; what was deleted or merged, for good too, is", async () => {
    expect(await checkNights("salesforce", 6, { deals: 80 })).toEqual({ nights: 6, wrong: [] });
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

  test("of fields that are tracked the values before and after are asked for, whatever their type", async () => {
    const { fetch, textOf } = await orgOf({ org: drawOrg(6, 20, { isTracked: true }) });
    await fetch();
    const [header, ...rows] = textOf("OpportunityFieldHistory").trim().split("\n");
    expect(header).toMatch(/"Field","OldValue","NewValue"/);
    expect(rows.filter((row) => /"StageName","[^"]+","[^"]+"/.test(row)).length).toBeGreaterThan(20);
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

  test("is asked for the tasks that changed, with those committed late, and for all of them after a week", async () => {
    const { org, home, clock, fetch } = await orgOf({ deals: 40, lateBy: 600_000 });
    const night = async (days: number) => {
      clock.pass(days * 86_400_000);
      await fetch();
      return newestFile(join(home.exports, "salesforce"), "Task")?.manifest;
    };
    const tasks = org.objects.get("Task")?.records ?? [];
    expect(await night(1)).toMatchObject({ delivery: "full", since: null, records: tasks.length });
    const [first] = tasks;
    // committed ten minutes after its stamp, when the night is over
    if (first !== undefined) change(first, clock.now() + 86_400_000 - 60_000, { Subject: "Call, again" });
    expect(await night(1)).toMatchObject({ delivery: "delta", records: 0 });
    expect(await night(1)).toMatchObject({ delivery: "delta", records: 1 });
    expect(await night(1)).toMatchObject({ delivery: "delta", records: 0 });
    expect(await night(4)).toMatchObject({ delivery: "full", since: null, records: tasks.length });
  });
});
