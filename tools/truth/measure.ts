import type { Company, Pipeline } from "../simulate/company.ts";
import type { KnownDeal } from "../simulate/simulation.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import type { Ask, Compared, Row } from "./ask.ts";
import { compareJourneys, compareMoves } from "./compare-counts.ts";
import { compareWork } from "./measure-work.ts";
import type { TruePipeline, TrueStage } from "./population.ts";
import { spentOf } from "./spent.ts";

/** One number of a company beside its truth. Rates and intervals as shares, times in seconds. */
export interface Measured {
  seed: number;
  measure:
    | "lead_to_customer"
    | "stage"
    | "advance_median"
    | "dwell_median"
    | "crm_all_stages"
    | "crm_any_stages"
    | "crm_won_of_closed";
  pipeline: Pipeline;
  place: string;
  truth: number;
  found: number | null;
  low: number | null;
  high: number | null;
  /** Journeys behind it. */
  count: number;
}

export interface Findings {
  measured: Measured[];
  /** Counts of journeys and moves that differ from what was simulated, of all that were compared. */
  counts: Compared;
  /** For each assurance the true probability that the planned leads reach 20 customers, and that the naive ones do. */
  plans: { assurance: number; reached: number; naive: number }[];
  verdicts: { judged: number; wrong: number };
  forecasts: { made: number; covered: number };
}

type Population = Record<Pipeline, TruePipeline>;

const number = (value: Row[string] | undefined) =>
  value === null || value === undefined ? null : Number(value);
const whole = "segment = 'all' and segment_value = 'all'";

/** Compares every mart of one simulated company with what is true. */
export async function measureCompany(
  folder: string,
  path: string,
  seed: number,
  company: Company,
  population: Population,
  deals: KnownDeal[],
): Promise<Findings> {
  const warehouse = await openWarehouse(path, { readOnly: true });
  const ask: Ask = (sql) => warehouse.rows<Row>(sql);
  try {
    const measured = [
      ...(await measureStages(population, ask)),
      ...(await measureCustomers(population, ask)),
      ...(await measureTimes(population, ask)),
    ];
    const counts = [
      await compareJourneys(folder, ask),
      await compareMoves(company, deals, ask),
      await compareWork(deals, company, spentOf(folder), ask),
    ];
    return {
      measured: measured.map((each) => ({ seed, ...each })),
      counts: {
        compared: counts.reduce((sum, { compared }) => sum + compared, 0),
        wrong: counts.flatMap(({ wrong }) => wrong),
      },
      plans: await judgePlans(population, ask),
      verdicts: await judgeVerdicts(population, ask),
      forecasts: await judgeForecasts(ask),
    };
  } finally {
    warehouse.close();
  }
}

type Unseeded = Omit<Measured, "seed">;

/** A number of a mart, by the columns that hold it and the journeys behind it. */
const measure = (
  row: Row,
  name: Measured["measure"],
  truth: number,
  found: string,
  count: string,
): Unseeded => ({
  measure: name,
  pipeline: row["pipeline"] as Pipeline,
  place: String(row["stage"] ?? "customer"),
  truth,
  found: number(row[found]),
  low: number(row["estimate_low"]),
  high: number(row["estimate_high"]),
  count: number(row[count]) ?? 0,
});

function trueStage(population: Population, row: Row): TrueStage {
  const stage = population[row["pipeline"] as Pipeline].stages[Number(row["stage_ordinal"]) - 1];
  if (stage === undefined) throw new Error(`no stage ${String(row["stage"])} was simulated`);
  return stage;
}

const share = (within: number, of: number) => (of === 0 ? NaN : within / of);

async function measureStages(population: Population, ask: Ask): Promise<Unseeded[]> {
  const rows = await ask(`select * from marts.stage_conversion where ${whole} and estimate is not null`);
  return rows.map((row) => {
    const { advance } = trueStage(population, row);
    const truth = share(advance.within(Number(row["horizon_days"])), advance.count);
    return measure(row, "stage", truth, "estimate", "reached_count");
  });
}

/** Leads that became customers, and what the views of CRMs say of them. */
async function measureCustomers(population: Population, ask: Ask): Promise<Unseeded[]> {
  const measured: Unseeded[] = [];
  for (const row of await ask(
    `select * from marts.lead_to_customer where ${whole} and cohort_month is null`,
  )) {
    const { won } = population[row["pipeline"] as Pipeline];
    const truth = share(won.within(Number(row["horizon_days"])), won.count);
    if (row["estimate"] !== null)
      measured.push(measure(row, "lead_to_customer", truth, "estimate", "started_count"));
    for (const shown of await ask(
      `select pipeline, view, crm_value, crm_count, null as stage from marts.crm_view
       where pipeline = '${String(row["pipeline"])}' and (stage = 'won' or period = 'all')`,
    ))
      measured.push(
        measure(
          shown,
          `crm_${String(shown["view"])}` as Measured["measure"],
          truth,
          "crm_value",
          "crm_count",
        ),
      );
  }
  return measured;
}

async function measureTimes(population: Population, ask: Ask): Promise<Unseeded[]> {
  const rows = await ask(
    `select cycle.*, conversion.horizon_days from marts.cycle_time as cycle
     join marts.stage_conversion as conversion using (pipeline, segment, segment_value, stage) where ${whole}`,
  );
  return rows.flatMap((row) => {
    const { seen, stay } = trueStage(population, row);
    const advance = seen.quantile(0.5, Number(row["horizon_days"])) * 60;
    return [
      measure(row, "advance_median", advance, "advance_median_seconds", "completed_count"),
      measure(row, "dwell_median", stay.quantile(0.5) * 60, "dwell_median_seconds", "completed_count"),
    ];
  });
}

/** Whether stages are called leaks that truly are below their benchmark, and only those. */
async function judgeVerdicts(population: Population, ask: Ask): Promise<Findings["verdicts"]> {
  const rows = await ask(
    `select * from marts.leak_diagnosis where pipeline in (select pipeline from marts.stage_conversion where ${whole}) and verdict <> 'cannot_tell'`,
  );
  const wrong = rows.filter((row) => {
    const { advance } = trueStage(population, row);
    const isBelow =
      share(advance.within(Number(row["horizon_days"])), advance.count) < Number(row["benchmark_low"]);
    return isBelow !== (row["verdict"] === "leak");
  });
  return { judged: rows.length, wrong: wrong.length };
}

async function judgeForecasts(ask: Ask): Promise<Findings["forecasts"]> {
  const [forecast] = await ask(
    `select count(*) as made, count(*) filter (is_covered) as covered from marts.expected_wins where days_ago > 0 and segment = 'all' and is_covered is not null`,
  );
  return { made: number(forecast?.["made"]) ?? 0, covered: number(forecast?.["covered"]) ?? 0 };
}

/** The chance that the planned number of leads truly brings 20 customers. */
async function judgePlans(population: Record<Pipeline, TruePipeline>, ask: Ask): Promise<Findings["plans"]> {
  const plans: Findings["plans"] = [];
  for (const row of await ask(
    `select target.*, plan.horizon_days from marts.lead_plan_target as target join marts.lead_plan as plan using (pipeline, segment, segment_value)
     where segment = 'all' and segment_value = 'all' and target = 20 and assurance > 0.5 and lead_count is not null and naive_count is not null`,
  )) {
    const { won } = population[row["pipeline"] as Pipeline];
    const rate = won.within(Number(row["horizon_days"])) / won.count;
    plans.push({
      assurance: Number(row["assurance"]),
      reached: atLeast(20, Number(row["lead_count"]), rate),
      naive: atLeast(20, Number(row["naive_count"]), rate),
    });
  }
  return plans;
}

/** P(at least `target` of `trials` at this rate). */
function atLeast(target: number, trials: number, rate: number): number {
  let chance = trials * Math.log1p(-rate);
  let below = 0;
  for (let wins = 0; wins < target; wins++) {
    below += Math.exp(chance);
    chance += Math.log((trials - wins) / (wins + 1)) + Math.log(rate) - Math.log1p(-rate);
  }
  return 1 - below;
}
