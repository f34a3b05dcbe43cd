import { join } from "node:path";
import { expect, test } from "vitest";
import { fetchedFiles, newestFile } from "../../pipelines/extract/files/newest.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { randomPlan } from "../vendors/faults.ts";
import { serveGoogleAds, type GoogleAdsOptions } from "../vendors/google/google-ads.ts";
import { keyFile } from "../vendors/google/key.ts";
import { drawSpend } from "../vendors/spend/world.ts";
import { day, daysAsked, factsOf, firstNight, platform, truthOf } from "./spend.ts";

cleanedUp();

const world = drawSpend({ seed: 5, from: "2026-07-01" });
const account = (options: Partial<GoogleAdsOptions> = {}, entry: object = {}) =>
  platform(
    "google_ads",
    (clock) => serveGoogleAds({ world, clock, ...options }),
    (url) => ({
      entry: {
        customer_id: "123-456-7890",
        developer_token: "file:developer",
        service_account: "file:key.json",
        url,
        ...entry,
      },
      secrets: { developer: "key", "key.json": keyFile(url) },
    }),
  );

test("the first night asks for all days there are, the next ones for thirty, once a week for ninety, and for what missed nights left open", async () => {
  const { home, clock, fetch } = await account({ plan: randomPlan(12, 25) });
  for (let night = 0; night < 9; night++) {
    await fetch();
    clock.goTo(new Date(Date.parse("2026-09-15T02:00:00Z") + night * day).toISOString());
  }
  const asked = daysAsked(home, "google_ads");
  expect(newestFile(join(home.exports, "google_ads"), "spend")?.manifest.fields["metrics.costMicros"]).toBe(
    "string",
  );
  expect(asked[0]).toEqual(["2023-09-10", "2026-09-13"]);
  expect(asked.slice(1, 7).map(([from]) => from)).toEqual(
    ["15", "16", "17", "18", "19", "20"].map((on) => `2026-08-${Number(on) + 1}`),
  );
  expect(asked[7]).toEqual(["2026-06-23", "2026-09-20"]);
  expect(asked[8]).toEqual(["2026-08-23", "2026-09-21"]);
  clock.goTo("2027-02-01T02:00:00Z");
  await fetch();
  expect(daysAsked(home, "google_ads").at(-1)).toEqual(["2026-08-24", "2027-01-31"]);
});

test("after weeks of nights every campaign and day has the cost that the platform holds to, and every restatement is kept", async () => {
  const { home, clock, fetch } = await account();
  // a night without the job now and then, and long enough for most days to be corrected for the last time
  for (const night of [0, 1, 2, 7, 14, 21, 29, 35, 42, 49, 56, 63, 70, 77, 84, 85]) {
    clock.goTo(new Date(firstNight + night * day).toISOString());
    await fetch();
  }
  const truth = truthOf(world, world.from, "2026-12-07", clock.now());
  expect(truth.length).toBeGreaterThan(500);
  expect(await factsOf(home, clock)).toEqual(truth);
  expect(fetchedFiles(join(home.exports, "google_ads"))).toHaveLength(16);
});

test("a key that was taken back, an account that it is no user of, and a wrong developer token say what to do, and keep no file", async () => {
  for (const [options, entry, code, message] of [
    [{ isRevoked: () => true }, {}, "source_key", /status 400, invalid_grant/],
    [
      { isStranger: true },
      {},
      "source_scope",
      /USER_PERMISSION_DENIED\); it needs the service account as a user of the account$/,
    ],
    [{ developerToken: "another" }, {}, "source_key", /DEVELOPER_TOKEN_INVALID/],
  ] as const) {
    const { home, fetch } = await account(options, entry);
    const { streams } = await fetch();
    expect(streams).toMatchObject([
      { outcome: "failed", code, message: expect.stringMatching(message) as string },
    ]);
    expect(streams[0]?.message).not.toContain("person@example.com");
    expect(fetchedFiles(join(home.exports, "google_ads"))).toEqual([]);
  }
});

test("the operations of a day that others used up pause the job, which goes on where it stopped", async () => {
  const { clock, home, fetch } = await account({ operations: 5 });
  expect((await fetch()).streams).toMatchObject([{ outcome: "paused", code: "source_quota" }]);
  for (let nights = 0; nights < 8 && fetchedFiles(join(home.exports, "google_ads")).length === 0; nights++) {
    clock.pass(3_600_000);
    await fetch();
  }
  expect(newestFile(join(home.exports, "google_ads"), "spend")?.manifest.pages).toBe(36);
});
