import { join } from "node:path";
import { expect, test } from "vitest";
import { fetchedFiles } from "../../pipelines/extract/files/newest.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { randomPlan } from "../vendors/faults.ts";
import { serveGa4, type Ga4Options } from "../vendors/google/ga4.ts";
import { keyFile } from "../vendors/google/key.ts";
import { drawSpend, inUnits, rowsAt } from "../vendors/spend/world.ts";
import { firstNight, platform, rowsOf } from "./spend.ts";

cleanedUp();

const world = drawSpend({ seed: 6, from: "2026-08-20" });
const account = (options: Partial<Ga4Options> = {}) =>
  platform(
    "ga4",
    (clock) => serveGa4({ world, clock, ...options }),
    (url) => ({
      entry: { property: "123456789", service_account: "file:key.json", url },
      secrets: { "key.json": keyFile(url) },
    }),
  );

test("every campaign and day is measured as the property says, row after row and page after page, whatever goes wrong", async () => {
  const { home, clock, fetch } = await account({ plan: randomPlan(4, 30), most: 30 });
  expect((await fetch()).streams).toMatchObject([{ outcome: "fetched" }]);
  const rows = await rowsOf(home, "web_analytics", clock);
  const told = (metric: string) =>
    rows
      .filter((row) => row["metric"] === metric)
      .map((row) => [row["measured_date"], row["dimension_value"], Number(row["value"])])
      .sort(([, one], [, other]) => (String(one) < String(other) ? -1 : 1));
  const happened = rowsAt(world, world.from, "2026-09-13", firstNight);
  const expected = (of: (row: (typeof happened)[number]) => number) =>
    happened
      .map((row) => [
        row.day,
        [row.day.replaceAll("-", ""), row.campaign.id, row.campaign.name, "google / cpc"].join(" | "),
        of(row),
      ])
      .sort(([, one], [, other]) => (String(one) < String(other) ? -1 : 1));
  expect(told("sessions")).toEqual(expected(({ clicks }) => clicks * 2));
  expect(told("keyEvents")).toEqual(expected(({ conversions }) => conversions));
  expect(told("advertiserAdCost")).toEqual(expected(({ micros }) => Number(inUnits(micros))));
});

test("a property that the service account may not see, and tokens of the day that are used up, are told in one line", async () => {
  const stranger = await account({ isStranger: true });
  expect((await stranger.fetch()).streams).toMatchObject([
    {
      outcome: "failed",
      code: "source_scope",
      message: expect.stringMatching(/PERMISSION_DENIED\).*viewer of the property/) as string,
    },
  ]);
  const used = await account({ tokens: 100 });
  const { streams } = await used.fetch();
  expect(streams).toMatchObject([{ outcome: "paused", code: "source_share" }]);
  expect(streams[0]?.message).toMatch(/50 % of 100/);
  expect(fetchedFiles(join(used.home.exports, "ga4"))).toEqual([]);
});
