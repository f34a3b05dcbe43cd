import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FunnelError } from "../../pipelines/contract/errors.ts";
import { silent, type Effects } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { simulate } from "../simulate/simulate.ts";
import type { KnownDeal } from "../simulate/simulation.ts";
import { companyOfSeed } from "./company-of-seed.ts";
import { recoverEffects } from "./effects.ts";
import { judge } from "./judge.ts";
import { judgeEffects } from "./judge-effects.ts";
import { measureCompany, type Findings } from "./measure.ts";
import { populationOf } from "./population.ts";

export interface TruthOptions {
  seeds: number;
  leads: number;
  /** Only what the marts say of effects of habits, fit, lists and speed: of companies where they are planted, or of none. */
  effects?: "planted" | "none";
  /** Deals per pipeline from which the true probabilities are counted. */
  population?: number;
}

/**
 * Simulates one company per seed with parameters of its own, refreshes it for real (without a site) and compares its marts with the truth.
 * Returns the report; throws a data-check error that holds it when a limit is broken.
 */
export async function truth(options: TruthOptions, effects: Effects): Promise<string[]> {
  const each = async <Found>(find: (seed: number) => Promise<Found>): Promise<Found[]> => {
    const all: Found[] = [];
    for (let seed = 1; seed <= options.seeds; seed++) {
      effects.report.progress(seed - 1, options.seeds, `company ${seed}`);
      all.push(await find(seed));
    }
    return all;
  };
  const { lines, broken } =
    options.effects === undefined
      ? judge(await each((seed) => findingsOf(seed, options, effects)))
      : judgeEffects(
          await each((seed) =>
            recoverEffects(seed, { ...options, isPlanted: options.effects === "planted" }, effects),
          ),
        );
  if (broken.length > 0)
    throw new FunnelError(
      "dataCheck",
      "truth",
      [...lines, ...broken.map((line) => `BROKEN ${line}`)].join("\n"),
    );
  return lines;
}

/** One company: simulated, refreshed, measured, forgotten. */
export async function findingsOf(seed: number, options: TruthOptions, effects: Effects): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), "funnelhouse-truth-"));
  try {
    mkdirSync(join(folder, "exports"));
    const company = companyOfSeed(seed);
    const deals: KnownDeal[] = [];
    await simulate({
      seed,
      leads: options.leads,
      out: folder,
      company,
      watch: (known) => void deals.push(known),
    });
    await refresh({ home: homeAt(folder), site: false }, { ...effects, report: silent });
    const population = populationOf(company, seed, options.population ?? 100_000);
    return await measureCompany(
      folder,
      join(folder, "current", "warehouse.duckdb"),
      seed,
      company,
      population,
      deals,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
