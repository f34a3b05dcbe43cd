import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silent, type Effects as RunEffects } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { noEffects, type Effects } from "../simulate/company.ts";
import { simulate } from "../simulate/simulate.ts";
import type { Row } from "./ask.ts";
import { companyOfSeed } from "./company-of-seed.ts";
import { workedPopulation, type WorkedPopulation } from "./worked-population.ts";

/**
 * A next step doubles the rate, ideal customers are won three times as often, a call within the hour brings half as much again, and members
 * of lists come to sales about an eighth as often as others, as few are worked.
 */
export const plantedEffects: Effects = { nextStep: 2, ideal: 3, list: 0.9, quickCall: 1.5 };

/** What a mart says of an effect, beside its truth; `neutral` is what it would be without the effect, where that is known. */
export interface Recovered {
  seed: number;
  effect: string;
  truth: number;
  found: number;
  low: number;
  high: number;
  neutral: number | undefined;
}

/** One company with effects or without: simulated, refreshed, and asked what it says of each. */
export async function recoverEffects(
  seed: number,
  options: { leads: number; isPlanted: boolean; population?: number },
  run: RunEffects,
): Promise<Recovered[]> {
  const planted = options.isPlanted ? plantedEffects : noEffects;
  const folder = mkdtempSync(join(tmpdir(), "funnelhouse-truth-"));
  try {
    mkdirSync(join(folder, "exports"));
    const company = { ...companyOfSeed(seed), effects: planted };
    await simulate({ seed, leads: options.leads, out: folder, company });
    await refresh({ home: homeAt(folder), site: false }, { ...run, report: silent });
    const truth = workedPopulation(company, seed, options.population ?? 60_000);
    const questions = questionsOf(planted, truth, options.isPlanted);
    return (await answersOf(join(folder, "current", "warehouse.duckdb"), questions)).map((each) => ({
      seed,
      ...each,
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A query for effects with their estimates and intervals, and what is true of each by its name. */
interface Question {
  sql: string;
  truthOf: (effect: string) => number;
  neutral?: number | undefined;
}

const questionsOf = (planted: Effects, truth: WorkedPopulation, isPlanted: boolean): Question[] => [
  {
    sql: `select habit || ' at ' || stage as effect, rate_ratio as found, rate_ratio_low as low, rate_ratio_high as high
         from marts.sales_contact where ratio_status = 'ok' and pipeline = 'sales'
           and stage_ordinal >= (select min(ordinal) from reference.stages where pipeline = 'sales' and team = 'sales')`,
    truthOf: (name) => (name.startsWith("next_step_set") ? planted.nextStep : 1),
    neutral: 1,
  },
  {
    sql: `select 'called within the hour' as effect, sales_ratio as found, sales_ratio_low as low, sales_ratio_high as high
         from marts.speed_to_lead_band where ratio_status = 'ok' and speed_band = 'within_1h' and pipeline = 'sales'`,
    truthOf: () => planted.quickCall,
    neutral: 1,
  },
  {
    sql: `select 'tier A won' as effect, estimate as found, estimate_low as low, estimate_high as high
         from marts.lead_to_customer where pipeline = 'sales' and segment = 'icp_tier' and segment_value = 'A' and cohort_month is null
           and estimate_low is not null`,
    truthOf: () => truth.idealWon,
    neutral: isPlanted ? truth.otherWon : undefined,
  },
  {
    sql: `select 'list to sales' as effect, sql_estimate as found, sql_low as low, sql_high as high
         from marts.source_quality where pipeline = 'sales' and segment_value = 'purchased_list' and sql_low is not null`,
    truthOf: () => truth.listSales,
    neutral: isPlanted ? truth.otherSales : undefined,
  },
  {
    sql: `select 'reply to attempt ' || attempt_number as effect, reply_estimate as found, reply_low as low, reply_high as high
         from marts.follow_up_curve where pipeline = 'sales' and attempt_number <= 4 and reply_status = 'ok'`,
    truthOf: (name) => truth.replies[Number(name.at(-1)) - 1] ?? NaN,
  },
];

async function answersOf(path: string, questions: Question[]): Promise<Omit<Recovered, "seed">[]> {
  const warehouse = await openWarehouse(path, { readOnly: true });
  try {
    const found: Omit<Recovered, "seed">[] = [];
    for (const { sql, truthOf, neutral } of questions)
      for (const row of await warehouse.rows<Row>(sql)) {
        const effect = String(row["effect"]);
        found.push({
          effect,
          truth: truthOf(effect),
          found: Number(row["found"]),
          low: Number(row["low"]),
          high: Number(row["high"]),
          neutral,
        });
      }
    return found;
  } finally {
    warehouse.close();
  }
}
