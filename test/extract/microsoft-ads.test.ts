import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fetchedFiles } from "../../pipelines/extract/files/newest.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { randomPlan } from "../vendors/faults.ts";
import { filesBelow } from "../vendors/home.ts";
import { serveMicrosoftAds, type MicrosoftAdsOptions } from "../vendors/microsoft/microsoft-ads.ts";
import { drawSpend, inUnits, rowsAt } from "../vendors/spend/world.ts";
import { day, firstNight, platform, rowsOf } from "./spend.ts";

cleanedUp();

const key = "M.C5-c0ffee-dead-beef-0123456789";
const world = drawSpend({ seed: 10, from: "2026-08-10" });
const account = (options: Partial<MicrosoftAdsOptions> = {}) =>
  platform(
    "microsoft_ads",
    (clock) => serveMicrosoftAds({ world, clock, refreshToken: key, ...options }),
    (url) => ({
      entry: {
        account_id: "1234567",
        customer_id: "7654321",
        developer_token: "file:developer",
        client_id: "client",
        refresh_token: "file:refresh",
        url,
        sign_in_url: `${url}/token`,
      },
      secrets: { developer: "developer-token", refresh: key },
    }),
  );

test("every campaign and day has what the report says, however long it takes and whatever goes wrong", async () => {
  const { home, clock, fetch, lines } = await account({ plan: randomPlan(6, 30), takes: 200_000 });
  for (const night of [0, 1]) {
    clock.goTo(new Date(firstNight + night * day).toISOString());
    const { streams } = await fetch();
    expect(streams).toMatchObject([{ outcome: "fetched" }]);
  }
  const first = rowsAt(world, world.from, "2026-09-13", firstNight);
  const second = rowsAt(world, "2026-08-16", "2026-09-14", firstNight + day);
  expect(
    (await rowsOf(home, "ad_spend", clock)).map((row) => [
      row["spend_date"],
      row["campaign_id"],
      row["campaign"],
      row["cost"],
      Number(row["click_count"]),
      Number(row["conversion_count"]),
    ]),
  ).toEqual(
    [...first, ...second].map((row) => [
      row.day,
      row.campaign.id,
      row.campaign.name,
      inUnits(row.micros),
      row.clicks,
      row.conversions,
    ]),
  );
  for (const secret of [key, "developer-token", "s1gnature"]) {
    expect(filesBelow(home.exports).filter((path) => readFileSync(path).includes(secret))).toEqual([]);
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
});

test("a report without an address has no rows, and an account without spend is no failure", async () => {
  const { home, clock, fetch } = await account({ world: drawSpend({ from: "2027-01-01" }) });
  expect((await fetch()).streams).toMatchObject([{ outcome: "fetched", records: 0 }]);
  expect(await rowsOf(home, "ad_spend", clock)).toEqual([]);
});

test.each([
  [{ refreshToken: "another" }, "source_key", /invalid_grant/],
  [{ isStranger: true }, "source_scope", /UserIsNotAuthorized.*a user with access to the account/],
  [
    { isEmptyZip: true },
    "source_down",
    /the report of 2023-09-20 to 2026-09-13 cannot be read: its archive holds no table/,
  ],
] as [Partial<MicrosoftAdsOptions>, string, RegExp][])(
  "%j is told in one line, and keeps no file",
  async (options, code, message) => {
    const { home, fetch } = await account(options);
    expect((await fetch()).streams).toMatchObject([
      { outcome: "failed", code, message: expect.stringMatching(message) as string },
    ]);
    expect(fetchedFiles(join(home.exports, "microsoft_ads"))).toEqual([]);
  },
);
