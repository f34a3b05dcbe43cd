import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lists, type Company, type Pipeline } from "../simulate/company.ts";
import { searchCampaigns } from "../simulate/google-ads.ts";
import { metaCampaigns } from "../simulate/meta-ads.ts";
import type { KnownDeal } from "../simulate/simulate.ts";
import { mailingCost, mailings } from "../simulate/touches.ts";
import type { Counts } from "../simulate/truth.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { journeysOf, knownMoves } from "./known-history.ts";
import { compareWork } from "./measure-work.ts";
import type { TruePipeline } from "./population.ts";

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
  counts: { compared: number; wrong: string[] };
  /** For each assurance the true probability that the planned leads reach 20 customers, and that the naive ones do. */
  plans: { assurance: number; reached: number; naive: number }[];
  verdicts: { judged: number; wrong: number };
  forecasts: { made: number; covered: number };
}

type Row = Record<string, string | number | boolean | null>;
const number = (value: Row[string] | undefined) =>
  value === null || value === undefined ? null : Number(value);

/** Compares every mart of one simulated company with what is true. */
export async function measureCompany(
  folder: string,
  path: string,
  seed: number,
  company: Company,
  population: Record<Pipeline, TruePipeline>,
  deals: KnownDeal[],
): Promise<Findings> {
  const warehouse = await openWarehouse(path, { readOnly: true });
  const ask = (sql: string) => warehouse.rows<Row>(sql);
  const whole = "segment = 'all' and segment_value = 'all'";
  const findings: Findings = {
    measured: [],
    counts: { compared: 0, wrong: [] },
    plans: [],
    verdicts: { judged: 0, wrong: 0 },
    forecasts: { made: 0, covered: 0 },
  };
  const add = (row: Row, measure: Measured["measure"], truth: number, found: string, count: string) =>
    findings.measured.push({
      seed,
      measure,
      pipeline: row["pipeline"] as Pipeline,
      place: String(row["stage"] ?? "customer"),
      truth,
      found: number(row[found]),
      low: number(row["estimate_low"]),
      high: number(row["estimate_high"]),
      count: number(row[count]) ?? 0,
    });
  const trueStage = (row: Row) => {
    const stage = population[row["pipeline"] as Pipeline].stages[Number(row["stage_ordinal"]) - 1];
    if (stage === undefined) throw new Error(`no stage ${String(row["stage"])} was simulated`);
    return stage;
  };
  const share = (within: number, of: number) => (of === 0 ? NaN : within / of);
  try {
    for (const row of await ask(`select * from marts.stage_conversion where ${whole}`)) {
      const { advance } = trueStage(row);
      if (row["estimate"] !== null)
        add(
          row,
          "stage",
          share(advance.within(Number(row["horizon_days"])), advance.count),
          "estimate",
          "reached_count",
        );
    }
    for (const row of await ask(
      `select * from marts.lead_to_customer where ${whole} and cohort_month is null`,
    )) {
      const { won } = population[row["pipeline"] as Pipeline];
      const truth = share(won.within(Number(row["horizon_days"])), won.count);
      if (row["estimate"] !== null) add(row, "lead_to_customer", truth, "estimate", "started_count");
      for (const shown of await ask(
        `select pipeline, view, crm_value, crm_count, null as stage from marts.crm_view
         where pipeline = '${String(row["pipeline"])}' and (stage = 'won' or period = 'all')`,
      ))
        add(shown, `crm_${String(shown["view"])}` as Measured["measure"], truth, "crm_value", "crm_count");
    }
    for (const row of await ask(
      `select cycle.*, conversion.horizon_days from marts.cycle_time as cycle
       join marts.stage_conversion as conversion using (pipeline, segment, segment_value, stage) where ${whole}`,
    )) {
      const { seen, stay } = trueStage(row);
      add(
        row,
        "advance_median",
        seen.quantile(0.5, Number(row["horizon_days"])) * 60,
        "advance_median_seconds",
        "completed_count",
      );
      add(row, "dwell_median", stay.quantile(0.5) * 60, "dwell_median_seconds", "completed_count");
    }
    await countJourneys(folder, ask, findings);
    await countMoves(company, deals, ask, findings);
    const work = await compareWork(deals, company, spentOf(folder), ask);
    findings.counts.compared += work.compared;
    findings.counts.wrong.push(...work.wrong);
    await judgePlans(population, ask, findings);
    for (const row of await ask(
      `select * from marts.leak_diagnosis where pipeline in (select pipeline from marts.stage_conversion where ${whole}) and verdict <> 'cannot_tell'`,
    )) {
      const { advance } = trueStage(row);
      const isBelow =
        share(advance.within(Number(row["horizon_days"])), advance.count) < Number(row["benchmark_low"]);
      findings.verdicts.judged++;
      if (isBelow !== (row["verdict"] === "leak")) findings.verdicts.wrong++;
    }
    const [forecast] = await ask(
      `select count(*) as made, count(*) filter (is_covered) as covered from marts.expected_wins where days_ago > 0 and segment = 'all' and is_covered is not null`,
    );
    findings.forecasts = {
      made: number(forecast?.["made"]) ?? 0,
      covered: number(forecast?.["covered"]) ?? 0,
    };
    return findings;
  } finally {
    warehouse.close();
  }
}

type Ask = (sql: string) => Promise<Row[]>;

/** Journeys per stage, as the simulator counted them while it wrote them. */
async function countJourneys(folder: string, ask: Ask, findings: Findings): Promise<void> {
  const { pipelines } = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as {
    pipelines: Record<string, Record<string, Counts>>;
  };
  const rows = await ask("select * from marts.stage_conversion where segment = 'all'");
  for (const [pipeline, groups] of Object.entries(pipelines))
    for (const group of ["all", "with_lists"])
      for (const stage of groups[group]?.stages ?? []) {
        const row = rows.find(
          (each) =>
            each["pipeline"] === pipeline && each["segment_value"] === group && each["stage"] === stage.stage,
        );
        for (const name of ["reached", "advanced", "lost", "open", "skipped"] as const) {
          findings.counts.compared++;
          const found = Number(row?.[`${name}_count`] ?? 0);
          if (found !== stage[name])
            findings.counts.wrong.push(
              `${pipeline} ${group} ${stage.stage} ${name}: ${found}, not ${stage[name]}`,
            );
        }
      }
}

/** What each campaign, mailing and list cost, by platform and name, and what of a platform no deal names. */
function spentOf(folder: string): Map<string, number> {
  const { records } = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as {
    records: Record<"google_ads" | "meta_ads", { campaigns: Record<string, string> }>;
  };
  const spent = new Map<string, number>();
  for (const platform of ["google_ads", "meta_ads"] as const) {
    const campaigns = Object.entries(records[platform].campaigns);
    for (const [name, cost] of campaigns) spent.set(`${platform} ${name}`, Number(cost));
    spent.set(`${platform} unattributed`, Number(records[platform].campaigns[unnamed[platform]]));
  }
  for (const { name } of mailings) spent.set(`mailchimp ${name}`, mailingCost);
  for (const { id, vendor, cost } of lists) spent.set(`${vendor} ${id}`, cost);
  return spent;
}

const unnamed = { google_ads: searchCampaigns[1].name, meta_ads: metaCampaigns[1].name };

/** Moves between places of the deals that came from no purchased list. */
async function countMoves(company: Company, deals: KnownDeal[], ask: Ask, findings: Findings): Promise<void> {
  const wanted = new Map<string, number>();
  for (const { deal, system } of deals) {
    if (deal.source.name === "purchased_list") continue;
    const { stages } = company.pipelines[deal.pipeline];
    const name = (to: number | "won" | "lost") =>
      typeof to === "number" ? (stages[to - 1]?.stage ?? "") : to;
    for (const journey of journeysOf(knownMoves(deal, system)))
      journey.forEach(({ to }, index) => {
        const from = journey[index - 1]?.to;
        const kind =
          from === undefined
            ? "started"
            : typeof from !== "number"
              ? "reopened"
              : to === "lost"
                ? "lost"
                : to === "won" || to > from
                  ? "advanced"
                  : "back";
        const key = `${deal.pipeline} ${from === undefined ? "start" : name(from)} → ${name(to)} ${kind}`;
        wanted.set(key, (wanted.get(key) ?? 0) + 1);
      });
  }
  const found = new Map(
    (
      await ask(
        `select pipeline || ' ' || from_stage || ' → ' || to_stage || ' ' || kind as key, move_count from marts.stage_transition
         where segment = 'all' and segment_value = 'all'`,
      )
    ).map((row): [string, number] => [String(row["key"]), Number(row["move_count"])]),
  );
  for (const key of new Set([...wanted.keys(), ...found.keys()])) {
    findings.counts.compared++;
    if (wanted.get(key) !== found.get(key))
      findings.counts.wrong.push(`${key}: ${found.get(key) ?? 0}, not ${wanted.get(key) ?? 0}`);
  }
}

/** The chance that the planned number of leads truly brings 20 customers. */
async function judgePlans(
  population: Record<Pipeline, TruePipeline>,
  ask: Ask,
  findings: Findings,
): Promise<void> {
  for (const row of await ask(
    `select target.*, plan.horizon_days from marts.lead_plan_target as target join marts.lead_plan as plan using (pipeline, segment, segment_value)
     where segment = 'all' and segment_value = 'all' and target = 20 and assurance > 0.5 and lead_count is not null and naive_count is not null`,
  )) {
    const { won } = population[row["pipeline"] as Pipeline];
    const rate = won.within(Number(row["horizon_days"])) / won.count;
    findings.plans.push({
      assurance: Number(row["assurance"]),
      reached: atLeast(20, Number(row["lead_count"]), rate),
      naive: atLeast(20, Number(row["naive_count"]), rate),
    });
  }
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
