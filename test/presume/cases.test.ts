import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { homeAt } from "../../pipelines/contract/home.ts";
import { companies } from "./companies.ts";
import { differences } from "./differences.ts";
import { judge } from "./judge.ts";
import { ask, readPresumed, built, type Presumed } from "./presumed.ts";
import { decide } from "./truth.ts";
import { scratchFolder } from "../scratch.ts";

describe.each(companies)("$title", ({ cases, deliver }) => {
  const root = scratchFolder();
  let decided = "";
  let presumed = "";
  let told: Presumed = { names: [], questions: [] };
  let differing = new Map<string, string[]>();

  beforeAll(async () => {
    const homes = { decided: homeAt(join(root, "decided")), presumed: homeAt(join(root, "presumed")) };
    for (const home of Object.values(homes)) deliver(home.exports);
    decide(
      homes.decided,
      cases.map(({ truth }) => truth),
    );
    decided = (await built(homes.decided)).warehouse;
    presumed = (await built(homes.presumed)).warehouse;
    told = await readPresumed(presumed);
    const ordered = cases.flatMap(({ truth }) => {
      const { key, isOrderRight } = judge(truth, told);
      return isOrderRight && key !== null ? [{ presumed: key, told: truth.key }] : [];
    });
    differing = await differences(presumed, decided, ordered);
  });

  test("decided by a person, no stage is unknown and every outcome is the true one", async () => {
    expect(await ask(decided, "select id from ops.issue where kind = 'unmapped_stage'")).toEqual([]);
    const outcomes = await ask<{ pipeline: string; won: string; lost: string }>(
      decided,
      `select pipeline, count(*) filter (outcome = 'won') as won, count(*) filter (outcome = 'lost') as lost
       from core.fct_journey group by pipeline`,
    );
    const found = new Map(outcomes.map((row) => [row.pipeline, [Number(row.won), Number(row.lost)]]));
    for (const { title, truth, won, lost } of cases)
      expect([title, ...(found.get(truth.key) ?? [])]).toEqual([title, won, lost]);
  });

  test("decided by a person, the judge finds everything right", async () => {
    const known = await readPresumed(decided);
    for (const { title, truth } of cases) {
      const { wrongKinds, pairs, rightPairs, isOrderRight } = judge(truth, known);
      expect([title, wrongKinds, rightPairs, isOrderRight]).toEqual([title, [], pairs, true]);
    }
    const same = cases.map(({ truth }) => ({ presumed: truth.key, told: truth.key }));
    expect(await differences(decided, decided, same)).toEqual(new Map());
  });

  describe.each(cases)("$title", ({ truth, outcomes, won }) => {
    test("what wins and what loses is told, or asked for, and nothing else is taken for a win", () => {
      const verdict = judge(truth, told);
      expect(verdict.guessedWins).toEqual([]);
      if (outcomes === "asked" || verdict.isAsked) {
        expect(outcomes).not.toBe("told");
        expect(verdict.isAsked).toBe(true);
      } else expect(verdict.wrongKinds).toEqual([]);
    });

    test("its stages are in their true order", () => {
      const { pairs, rightPairs, isAsked, key } = judge(truth, told);
      if (isAsked && key === null) return;
      expect(rightPairs / pairs).toBeGreaterThanOrEqual(0.95);
    });

    test("its funnel is the one of a person's reference data", async () => {
      const { isAsked, key } = judge(truth, told);
      if (isAsked && key === null) return;
      if (key === null) throw new Error("no stage of it was presumed");
      expect(differing.get(truth.key) ?? []).toEqual([]);
      const [row] = await ask<{ won: string }>(
        presumed,
        `select count(*) as won from core.fct_journey where pipeline = '${key}' and outcome = 'won'`,
      );
      expect(Number(row?.won)).toBe(isAsked ? 0 : won);
    });
  });
});
