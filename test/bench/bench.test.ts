import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { bench, type Measured } from "../../tools/bench/bench.ts";
import { generateHome } from "../../tools/bench/generate.ts";
import { goals } from "../../tools/bench/goals.ts";
import { checkPlanted, planName, type Plan } from "../../tools/bench/planted.ts";
import { suites } from "../../tools/bench/suites.ts";
import { scratchFolder } from "../scratch.ts";

const effects = { now: () => new Date(), report: silent };

describe("the bench at 8,000 stage events", () => {
  const root = scratchFolder();
  let measured: Measured[];
  beforeAll(async () => {
    const wanted = ["load", "models", "together", "night"];
    measured = await bench(
      { root, events: [8000], winding: 15, suites: wanted, rounds: 1, check: true },
      effects,
    );
  }, 900_000);

  const of = (name: string) => measured.find((each) => each.case === name);

  it("has every case read the same changes as its base, and a night those that it adds", () => {
    expect(measured.map((each) => each.case)).toEqual([
      "text",
      "load",
      "sort",
      "models",
      "models-1gb",
      "alone",
      "together",
      "refresh",
      "night-full",
      "night-delta",
    ]);
    const changes = of("text")?.changes ?? NaN;
    expect(changes).toBeGreaterThan(7500);
    for (const name of ["load", "sort", "models", "models-1gb", "refresh"])
      expect(of(name)?.changes, name).toBe(changes);
    expect(of("night-full")?.changes).toBeGreaterThan(changes);
    expect(of("night-delta")?.changes).toBe(of("night-full")?.changes);
  });

  it("builds the same facts and marts when memory is short", () => {
    expect(of("models-1gb")?.fingerprint).toBe(of("models")?.fingerprint);
  });

  it("counts the CPU time of a case", () => {
    for (const each of measured) expect(each.cpu, each.case).toBeGreaterThan(0);
  });

  it("finds what was planted in the facts, and says when it does not", async () => {
    const home = await generateHome(root, { events: 8000, files: 5, winding: 15 });
    const warehouse = join(home, "current", "warehouse.duckdb");
    await checkPlanted(home, warehouse, "before");
    const path = join(home, planName);
    const plan = JSON.parse(readFileSync(path, "utf8")) as Plan;
    writeFileSync(path, JSON.stringify({ ...plan, before: { ...plan.before, misclicks: 1 } }));
    await expect(checkPlanted(home, warehouse, "before")).rejects.toThrow(
      /misclicks: expected 1, found \d\d/,
    );
  });
});

describe("a company without winding identities", () => {
  const root = scratchFolder();

  it("has no tie, step back, reopening, misclick, merge or link", async () => {
    const home = await generateHome(root, { events: 2000, files: 5, winding: 0 });
    const { before } = JSON.parse(readFileSync(join(home, planName), "utf8")) as Plan;
    expect(before).toMatchObject({ backMoves: 0, reopenedLate: 0, misclicks: 0, merges: 0, linked: 0 });
    expect(before.won).toBeGreaterThan(0);
  });
});

it("every goal names a suite and a case of it", () => {
  for (const goal of goals)
    expect(suites.find(({ name }) => name === goal.suite)?.cases, goal.suite).toContain(goal.case);
});
