import { expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { noEffects, sampleCompany } from "../../tools/simulate/company.ts";
import { plantedEffects, recoverEffects, type Recovered } from "../../tools/truth/effects.ts";
import { judgeEffects } from "../../tools/truth/judge-effects.ts";
import { workedPopulation } from "../../tools/truth/worked-population.ts";

const run = { now: () => new Date("2026-11-01T03:00:00Z"), report: silent };

test("a next step that doubles the rate and a call within the hour are found in the exports of a company", async () => {
  const found = await recoverEffects(2, { leads: 1500, isPlanted: true, population: 2000 }, run);
  const step = found.find(({ effect }) => effect === "next_step_set at qualified");
  expect(step).toMatchObject({ truth: plantedEffects.nextStep, neutral: 1 });
  expect(step?.low).toBeGreaterThan(1);
  expect(step?.low).toBeLessThan(plantedEffects.nextStep);
  expect(step?.high).toBeGreaterThan(plantedEffects.nextStep);
  expect(found.find(({ effect }) => effect === "called within the hour")?.found).toBeGreaterThan(1.1);
}, 200_000);

test("what is planted is true of the company: ideal customers are won three times as often, of lists so many are left", () => {
  const without = workedPopulation({ ...sampleCompany, effects: noEffects }, 1, 12_000);
  expect(without.idealWon / without.otherWon).toBeGreaterThan(0.75);
  expect(without.idealWon / without.otherWon).toBeLessThan(1.25);
  const ideal = workedPopulation({ ...sampleCompany, effects: { ...noEffects, ideal: 3 } }, 1, 12_000);
  expect(ideal.idealWon).toBe(without.idealWon);
  expect(ideal.idealWon / ideal.otherWon).toBeGreaterThan(2.4);
  expect(ideal.idealWon / ideal.otherWon).toBeLessThan(3.6);
  const list = workedPopulation({ ...sampleCompany, effects: { ...noEffects, list: 0.5 } }, 1, 12_000);
  expect(list.otherSales).toBe(without.otherSales);
  expect(list.listSales / without.listSales).toBeGreaterThan(0.3);
  expect(list.listSales / without.listSales).toBeLessThan(0.7);
});

test("an effect that is missed, found on the wrong side, or claimed where there is none is named", () => {
  const row = (effect: string, seed: number, truth: number, found: number): Recovered => ({
    seed,
    effect,
    truth,
    found,
    low: found * 0.8,
    high: found * 1.25,
    neutral: 1,
  });
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
  const judged = (of: (seed: number) => Recovered[]) => judgeEffects(seeds.map(of)).broken;
  const exact = (seed: number) => row("a step", seed, 2, 2);
  expect(judged((seed) => [exact(seed)])).toEqual([]);
  expect(judged((seed) => [seed > 3 ? exact(seed) : row("a step", seed, 2, 0.9)])).toEqual([
    expect.stringContaining("held by the interval in 85.0 % of 20, in sign in 85.0 %"),
  ]);
  expect(judged((seed) => [row("a note", seed, 1, seed > 3 ? 1 : 1.5)])).toEqual([
    expect.stringContaining("held by 85.0 % of 20 intervals, expected 92 to 98 %"),
  ]);
  const reply = (seed: number, found: number) => ({
    ...row("reply to attempt 1", seed, 0.4, found),
    neutral: undefined,
  });
  expect(judged((seed) => [reply(seed, seed > 2 ? 0.4 : 0.6)])).toEqual([]);
  expect(judged((seed) => [reply(seed, seed > 3 ? 0.4 : 0.6)])).toEqual([
    expect.stringContaining("replies: held by 85.0 % of 20 intervals, expected 90 % and more"),
  ]);
});
