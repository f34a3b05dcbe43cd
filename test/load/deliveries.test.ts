import { appendFileSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silent } from "../../pipelines/effects.ts";
import { waitForDeliveries } from "../../pipelines/intake/deliveries.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { home, put } from "./exports-home.ts";

const effects = { now: () => new Date("2026-11-01T03:00:00Z"), report: silent };
const age = (name: string, seconds: number) => {
  const at = Date.now() / 1000 - seconds;
  utimesSync(join(home.exports, name), at, at);
};

test("a delivery that has been left alone for a minute, or is marked done, is read at once", async () => {
  put("old.csv", "a");
  age("old.csv", 61);
  put("marked.csv", "a");
  put("marked.csv.done", "");
  let waits = 0;
  const changing = await waitForDeliveries(home.exports, effects, async () => waits++);
  expect([waits, changing.size]).toEqual([0, 0]);
});

test("a delivery that grows while we wait is for the next run", async () => {
  put("grows.csv", "a");
  const changing = await waitForDeliveries(home.exports, effects, async () => {
    appendFileSync(join(home.exports, "grows.csv"), "b");
  });
  expect([...changing]).toEqual([join(home.exports, "grows.csv")]);
});

test("a delivery that stays as it is is read when it is a minute old", async () => {
  put("young.csv", "a");
  const changing = await waitForDeliveries(home.exports, effects, async () => age("young.csv", 61));
  // its age is part of what we watch: setting it counts as a change, as a copy program's last touch does
  expect(changing.size).toBe(1);
  expect((await waitForDeliveries(home.exports, effects)).size).toBe(0);
});

const deals = (count: number) =>
  `Record ID,Pipeline,Deal Stage,Create Date\n${Array.from({ length: count }, (_, id) => `${id},Sales,New,2026-01-05 09:00\n`).join("")}`;

test("a source that shrinks by more than a fifth is not published until a person accepts it", async () => {
  const run = (accepted: string[] = []) => {
    let second = 0;
    const clock = { ...effects, now: () => new Date(Date.now() + second++) };
    return refresh({ home, site: false, accepted, threads: 1 }, clock);
  };
  put("deals.csv", deals(10));
  await run();
  put("deals.csv", deals(8));
  await run();
  put("deals.csv", deals(7));
  await expect(run()).rejects.toMatchObject({ code: "volume_drop", kind: "dataCheck" });
  await run(["hubspot"]);
  await run();
  rmSync(join(home.exports, "deals.csv"));
  mkdirSync(home.exports, { recursive: true });
  writeFileSync(join(home.exports, "ads.csv"), "Campaign,Cost,Impr.\nSpring,1,2\n");
  await expect(run()).rejects.toMatchObject({ code: "volume_drop" });
}, 60_000);
