import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nullWorld as page } from "../../dashboards/lib/null-world.ts";
import { programRoot } from "../../pipelines/contract/home.ts";
import { nullWorld, nullWorldFile, nullWorldModule } from "./null-world.ts";
import {
  compareHabits,
  followCalls,
  openAttributes,
  openCalls,
  openHabits,
  suggestedRules,
  type Comparison,
} from "./compare.ts";
import { answeredShare, type Worlds } from "./world.ts";

describe("habits", () => {
  let worlds: Worlds;
  beforeAll(async () => {
    worlds = await openHabits();
  }, 120_000);
  afterAll(() => {
    worlds.close();
  });

  const holds = ({ low, high }: Comparison, truth: number) => low <= truth && truth <= high;
  const named = (found: Comparison[]) => found.map(({ habit }) => habit);
  const all = ["decision_maker_known", "next_step_set", "two_contacts_known", "within_1h"];

  test("in a world without any effect no habit shows one, though the usual comparison does of each", async () => {
    const found = await compareHabits(worlds, { deals: 10_000, seed: 1, nextStepRatio: 1, speedRatio: 1 });
    expect(named(found)).toEqual(all);
    expect(found.filter((habit) => !holds(habit, 1))).toEqual([]);
    expect(found.filter(({ naive }) => naive < 1.3)).toEqual([]);
  }, 120_000);

  test("what the page on comparing shows of such a world is what it gives", async () => {
    const shown = readFileSync(join(programRoot, nullWorldFile), "utf8");
    expect(shown, "run npm run habits -- --page").toBe(await nullWorldModule(await nullWorld()));
    for (const row of page.comparisons) {
      expect(row.naive_ratio, row.habit).toBeGreaterThan(1.3);
      expect(row.ratio_low, row.habit).toBeLessThanOrEqual(1);
      expect(row.ratio_high, row.habit).toBeGreaterThanOrEqual(1);
    }
  }, 240_000);

  test("a next step that doubles the rate is found, and its interval holds the truth in most worlds", async () => {
    const steps: Comparison[] = [];
    for (let seed = 1; seed <= 5; seed += 1)
      steps.push(
        ...(await compareHabits(worlds, { deals: 5_000, seed, nextStepRatio: 2, speedRatio: 1 })).filter(
          ({ habit }) => habit === "next_step_set",
        ),
      );
    expect(steps.length).toBe(5);
    expect(steps.filter(({ low }) => low <= 1)).toEqual([]);
    expect(steps.filter((step) => holds(step, 2)).length).toBeGreaterThanOrEqual(4);
  }, 240_000);

  test("a call within the hour that brings more leads to sales is found", async () => {
    const found = await compareHabits(worlds, { deals: 10_000, seed: 3, nextStepRatio: 1, speedRatio: 2 });
    expect(found.filter(({ habit, low }) => habit === "within_1h" && low > 1).length).toBe(1);
  }, 120_000);
});

describe("calls in a row", () => {
  let worlds: Worlds;
  beforeAll(async () => {
    worlds = await openCalls();
  }, 120_000);
  afterAll(() => {
    worlds.close();
  });

  test("where every call is answered as often as the first the curve is flat, though most customers were won by the first ones", async () => {
    const calls = { deals: 5_000, seed: 1, first: 0.2, ratio: 1 };
    const found = await followCalls(worlds, calls);
    expect(found.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    for (const { number, low, high } of found) {
      expect(low).toBeLessThanOrEqual(answeredShare(calls, number));
      expect(high).toBeGreaterThanOrEqual(answeredShare(calls, number));
    }
    expect(found.at(-1)?.ofWon).toBeGreaterThan(2 * (found[0]?.ofWon ?? 1));
  }, 120_000);

  test("answers that halve from call to call are found to halve", async () => {
    const calls = { deals: 5_000, seed: 2, first: 0.4, ratio: 0.5 };
    const found = await followCalls(worlds, calls);
    const held = found.filter(({ number, low, high }) => {
      const truth = answeredShare(calls, number);
      return low <= truth && truth <= high;
    });
    expect(held.length).toBeGreaterThanOrEqual(3);
    for (const [index, { high }] of found.entries()) expect(high).toBeLessThan(found[index - 1]?.low ?? 1);
  }, 120_000);
});

describe("attributes of won deals", () => {
  let worlds: Worlds;
  beforeAll(async () => {
    worlds = await openAttributes();
  }, 120_000);
  afterAll(() => {
    worlds.close();
  });

  test("of 40 meaningless attributes a rule is hardly ever suggested", async () => {
    let suggesting = 0;
    for (let seed = 1; seed <= 20; seed += 1)
      if ((await suggestedRules(worlds, { deals: 400, seed, odds: 1 })).length > 0) suggesting += 1;
    expect(suggesting).toBeLessThanOrEqual(4);
  }, 240_000);

  test("an attribute that triples the odds is suggested", async () => {
    const found: string[][] = [];
    for (let seed = 1; seed <= 5; seed += 1)
      found.push(await suggestedRules(worlds, { deals: 1500, seed, odds: 3 }));
    expect(found.filter((rules) => !rules.includes("industry trade 1"))).toEqual([]);
  }, 240_000);
});
