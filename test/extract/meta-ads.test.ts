import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fetchedFiles } from "../../pipelines/extract/files/newest.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { randomPlan } from "../vendors/faults.ts";
import { filesBelow } from "../vendors/home.ts";
import { serveMetaAds, type MetaAdsOptions } from "../vendors/meta/meta-ads.ts";
import { drawSpend, inUnits, rowsAt } from "../vendors/spend/world.ts";
import { day, firstNight, platform, rowsOf } from "./spend.ts";

cleanedUp();

const key = "EAAc0ffeeDeadBeef0123456789abcdef";
const world = drawSpend({ seed: 8, from: "2026-08-01", currency: "HUF" });
const account = (options: Partial<MetaAdsOptions> = {}) =>
  platform(
    "meta_ads",
    (clock) => serveMetaAds({ world, clock, token: () => key, ...options }),
    (url) => ({ entry: { account: "act_1234567890", token: "file:token", url }, secrets: { token: key } }),
  );

test("reports that take minutes, fail, and come in pages, are fetched whole, whatever goes wrong on the way; the token is in no file", async () => {
  const { home, clock, fetch, lines } = await account({
    plan: randomPlan(7, 30),
    fails: (report) => report % 5 === 2,
    takes: 90_000,
  });
  for (const night of [0, 1]) {
    clock.goTo(new Date(firstNight + night * day).toISOString());
    for (let again = 0; again < 3 && fetchedFiles(join(home.exports, "meta_ads")).length === night; again++)
      await fetch();
  }
  const told = (await rowsOf(home, "ad_spend", clock)).map((row) => [
    row["spend_date"],
    row["campaign_id"],
    row["campaign"],
    row["cost"],
    row["currency"],
    Number(row["impression_count"]),
    Number(row["click_count"]),
    Number(row["all_click_count"]),
    Number(row["lead_count"] ?? 0),
  ]);
  const happened = (from: string, to: string, night: number) =>
    rowsAt(world, from, to, firstNight + night * day).map((row) => [
      row.day,
      row.campaign.id,
      row.campaign.name,
      inUnits(row.micros),
      world.currency,
      row.impressions,
      row.clicks,
      row.clicks + 5,
      row.leads,
    ]);
  const [first, second] = [happened(world.from, "2026-09-13", 0), happened("2026-08-16", "2026-09-14", 1)];
  expect(told.length).toBe(first.length + second.length);
  expect(told.slice(-second.length)).toEqual(second);
  expect(filesBelow(home.exports).filter((path) => readFileSync(path).includes(key))).toEqual([]);
  expect(lines.filter((line) => line.includes(key))).toEqual([]);
});

test.each([
  [{ token: () => "another" }, "source_key", /code 190/],
  [
    { refuses: 200 },
    "source_scope",
    /code 200\); it needs ads_read, and the system user assigned to the ad account$/,
  ],
  [{ refuses: 100 }, "source_refused", /code 100/],
  [
    { fails: () => true },
    "source_down",
    /Meta failed to make the report of 2023-09-10 to 2023-12-11 3 times/,
  ],
] as [Partial<MetaAdsOptions>, string, RegExp][])(
  "%j is told in one line, and keeps no file",
  async (options, code, message) => {
    const { home, fetch } = await account(options);
    const { streams } = await fetch();
    expect(streams).toMatchObject([
      { outcome: "failed", code, message: expect.stringMatching(message) as string },
    ]);
    expect(streams[0]?.message).not.toContain("person@example.com");
    expect(fetchedFiles(join(home.exports, "meta_ads"))).toEqual([]);
  },
);
