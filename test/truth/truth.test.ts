import { expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { sampleCompany } from "../../tools/simulate/company.ts";
import { judge } from "../../tools/truth/judge.ts";
import type { Findings, Measured } from "../../tools/truth/measure.ts";
import { populationOf } from "../../tools/truth/population.ts";
import { findingsOf } from "../../tools/truth/truth.ts";

const effects = { now: () => new Date("2026-11-01T03:00:00Z"), report: silent };

test("two small companies are counted exactly, and their estimates lie where their parameters say", async () => {
  const all: Findings[] = [];
  for (const seed of [1, 2])
    all.push(await findingsOf(seed, { seeds: 2, leads: 400, population: 20_000 }, effects));
  expect(all.flatMap((findings) => findings.counts.wrong)).toEqual([]);
  for (const findings of all) expect(findings.counts.compared).toBeGreaterThan(100);
  const judged = all
    .flatMap((findings) => findings.measured)
    .filter((row) => row.measure === "stage" || row.measure === "lead_to_customer");
  expect(judged.length).toBe(22);
  const covered = judged.filter((row) => (row.low ?? 1) <= row.truth && row.truth <= (row.high ?? 0));
  expect(covered.length).toBeGreaterThanOrEqual(19);
  expect(judge(all).broken).toEqual([]);
}, 400_000);

test("the truth of a company comes from its parameters: certain stages are certain, slow ones take their median", () => {
  const stages = sampleCompany.pipelines.partner.stages.map((stage) => ({
    ...stage,
    advance: 0.999999,
    lost: 0.000001,
    advanceMedianDays: 10,
    sigma: 0.5,
  }));
  const { partner } = populationOf(
    {
      ...sampleCompany,
      pipelines: { ...sampleCompany.pipelines, partner: { ...sampleCompany.pipelines.partner, stages } },
      disturbances: { ...sampleCompany.disturbances, skip: 0, loop: 0, born_mid_funnel: 0 },
    },
    1,
    5000,
  );
  const first = partner.stages[0];
  expect((first?.advance.within(1e6) ?? 0) / (first?.advance.count ?? 1)).toBeGreaterThan(0.999);
  // office hours and weekends add about half a day
  expect((first?.seen.quantile(0.5) ?? 0) / 1440).toBeGreaterThan(9.5);
  expect((first?.seen.quantile(0.5) ?? 0) / 1440).toBeLessThan(11.5);
});

test("a biased estimate, an interval that covers too rarely and a wrong count are named", () => {
  const company = (seed: number, shift: number): Findings => {
    const row = (measure: Measured["measure"], truth: number): Measured => ({
      seed,
      measure,
      pipeline: "sales",
      place: measure,
      truth,
      found: truth + shift,
      low: truth + shift - 0.02,
      high: truth + shift + 0.02,
      count: 100,
    });
    return {
      measured: [row("lead_to_customer", 0.06), row("stage", 0.4)],
      counts: { compared: 1, wrong: shift === 0 ? [] : ["lead: 1, not 2"] },
      plans: [],
      verdicts: { judged: 0, wrong: 0 },
      forecasts: { made: 1, covered: 1 },
    };
  };
  const seeds = Array.from({ length: 25 }, (_, index) => index + 1);
  expect(judge(seeds.map((seed) => company(seed, seed === 1 ? 0.03 : 0))).broken).toEqual([
    "counts: lead: 1, not 2",
  ]);
  expect(judge(seeds.map((seed) => company(seed, 0.03))).broken).toEqual([
    expect.stringMatching(/^counts/),
    "lead → customer is off by +3.00 points, at most 0.3 are allowed",
    "stages are off by +3.00 points, at most 1 is allowed",
    "stage sales stage is off by +3.00 ± 0.00 points on average, at most 1 is allowed",
    "intervals cover 0.0 %, expected 92 to 98 %",
  ]);
});
