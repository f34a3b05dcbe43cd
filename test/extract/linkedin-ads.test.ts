import { join } from "node:path";
import { expect, test } from "vitest";
import { fetchedFiles } from "../../pipelines/extract/files/newest.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { randomPlan } from "../vendors/faults.ts";
import { serveLinkedinAds, type LinkedinAdsOptions } from "../vendors/linkedin/linkedin-ads.ts";
import { drawSpend, inUnits, rowsAt } from "../vendors/spend/world.ts";
import { firstNight, platform, rowsOf } from "./spend.ts";

cleanedUp();

const world = drawSpend({ seed: 9, from: "2026-08-10" });
const account = (options: Partial<LinkedinAdsOptions> = {}) =>
  platform(
    "linkedin_ads",
    (clock) => serveLinkedinAds({ world, clock, ...options }),
    (url) => ({ entry: { account: "512345678", token: "file:token", url }, secrets: { token: "key" } }),
  );

test("every campaign and day has what LinkedIn says of it, whatever goes wrong", async () => {
  const { home, clock, fetch } = await account({ plan: randomPlan(2, 30) });
  expect((await fetch()).streams).toMatchObject([{ outcome: "fetched" }]);
  const numbers = ["impression_count", "click_count", "conversion_count", "lead_count"];
  expect(
    (await rowsOf(home, "ad_spend", clock)).map((row) => [
      row["spend_date"],
      row["campaign_id"],
      row["cost"],
      ...numbers.map((name) => Number(row[name])),
    ]),
  ).toEqual(
    rowsAt(world, world.from, "2026-09-13", firstNight).map((row) => [
      row.day,
      row.campaign.id,
      inUnits(row.micros),
      row.impressions,
      row.clicks,
      Math.floor(row.conversions),
      row.leads,
    ]),
  );
});

test.each([
  [{ token: () => "another" }, "source_key", /EXPIRED_ACCESS_TOKEN/],
  // an account that may not be seen has an empty list of spend, which is no spend of nothing
  [{ isStranger: true }, "source_scope", /ACCESS_DENIED.*r_ads_reporting and r_ads/],
] as [Partial<LinkedinAdsOptions>, string, RegExp][])(
  "%j is told in one line, and keeps no file",
  async (options, code, message) => {
    const { home, fetch } = await account(options);
    expect((await fetch()).streams).toMatchObject([
      { outcome: "failed", code, message: expect.stringMatching(message) as string },
    ]);
    expect(fetchedFiles(join(home.exports, "linkedin_ads"))).toEqual([]);
  },
);
