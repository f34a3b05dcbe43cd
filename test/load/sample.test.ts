import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt, programRoot, type Home } from "../../pipelines/contract/home.ts";
import { readManifest } from "../../pipelines/release/manifest.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

interface Truth {
  happenings: { misclicks: number };
  pipelines: Record<
    string,
    Record<
      string,
      {
        started: number;
        won: number;
        stages: {
          stage: string;
          reached: number;
          advanced: number;
          lost: number;
          open: number;
          skipped: number;
        }[];
      }
    >
  >;
}

const truth = JSON.parse(readFileSync(join(programRoot, "data", "sample", "truth.json"), "utf8")) as Truth;
const effects = { now: () => new Date("2026-11-01T03:00:00Z"), report: silent };
const steps: string[] = [];
/** A clock that goes on by a second with each step of a run. */
const ticking = {
  now: () => new Date(Date.parse("2026-11-01T03:00:00Z") + 1000 * steps.length),
  report: { ...silent, step: (name: string) => void steps.push(name) },
};
let home: Home;
let first: string;

beforeAll(async () => {
  home = homeAt(scratchFolder());
  first = (await refresh({ home, site: false, threads: 1 }, ticking)).contentHash;
});

async function ask<Row>(sql: string): Promise<Row[]> {
  const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
    readOnly: true,
    threads: 1,
  });
  try {
    return await warehouse.rows<Row>(sql);
  } finally {
    warehouse.close();
  }
}

test("a release is finished when everything of it is there, not before its last step", () => {
  expect(steps.at(-1)).toBe("publish");
  expect(readManifest(home.current).finishedAt).toBe(ticking.now().toISOString());
});

describe("the refresh finds the truth of the simulated company", () => {
  const cases = Object.entries(truth.pipelines).flatMap(([pipeline, segments]) =>
    ["all", "with_lists"]
      .filter((value) => segments[value] !== undefined)
      .map((value) => [pipeline, value] as const),
  );
  test.each(cases)("every stage of %s, %s", async (pipeline, value) => {
    const rows = await ask<Record<string, string>>(
      `select stage, reached_count, advanced_count, lost_count, open_count, skipped_count from marts.stage_conversion
       where pipeline = '${pipeline}' and segment = 'all' and segment_value = '${value}' order by stage_ordinal`,
    );
    const found = rows.map((row) => [
      row["stage"],
      ...["reached_count", "advanced_count", "lost_count", "open_count", "skipped_count"].map((name) =>
        Number(row[name]),
      ),
    ]);
    expect(found).toEqual(
      truth.pipelines[pipeline]?.[value]?.stages.map((stage) => [
        stage.stage,
        stage.reached,
        stage.advanced,
        stage.lost,
        stage.open,
        stage.skipped,
      ]),
    );
  });

  test("every misclick is counted and none is a visit", async () => {
    const [row] = await ask<{ found: string }>(
      "select count(*) as found from ops.issue where kind = 'misclick'",
    );
    expect(Number(row?.found)).toBe(truth.happenings.misclicks);
  });
});

test("the same exports give the same content hash with two threads and a fresh load", async () => {
  rmSync(home.loads, { recursive: true, force: true });
  const again = await refresh(
    { home, site: false, threads: 2 },
    { ...effects, now: () => new Date("2026-11-02T03:00:00Z") },
  );
  expect(again.contentHash).toBe(first);
  expect(existsSync(join(home.current, "warehouse.duckdb"))).toBe(true);
});

describe("marts.metric says how its numbers are computed", () => {
  /** Computed from other tables, over time or by search: these formulas are words. */
  const inWords = [
    "stage_estimate",
    "stage_horizon",
    "followed",
    "habit_landmark",
    "estimate_status",
    "skip_count",
    "rework_count",
    "lead_to_customer_estimate",
    "estimate_if_stale_lost",
    "customer_share_by_day",
    "deals_due",
    "open_share_by_day",
    "completed_median",
    "dwell_median",
    "advance_median",
    "open_age_median",
    "watermark",
    "won",
    "mature_month",
    "open_age",
    "benchmark",
    "lead_source",
    "leads_needed",
    "naive_leads",
    "won_share",
    "expected_wins",
    "win_probability",
    "crm_funnel",
    "crm_time",
    "won_of_closed",
    "extra_customers",
    "point_customers",
    "fix_order",
    "missing_count",
    "naive_assurance",
    "moves",
    "competitor_customers",
    "handoff_accepted",
    "handoff_rejected",
    "handoff_time",
    "first_touch_time",
    "speed_ratio",
    "icp_suggestion_q",
    "habit_ratio",
    "proposal_won",
    "proposal_turnaround",
    "reply_share",
    "pays_off",
    "silence_advance",
    "spend_cost",
    "attribution_credit",
  ];

  test("a formula in SQL gives its column on every row", async () => {
    const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
      readOnly: true,
      threads: 1,
    });
    try {
      const metrics = await warehouse.rows<
        Record<"metric" | "table_name" | "column_name" | "formula", string>
      >("select metric, table_name, column_name, formula from marts.metric");
      const words: string[] = [];
      const empty: string[] = [];
      for (const { metric, table_name, column_name, formula } of metrics) {
        const isSql = await warehouse.rows(`select ${formula} from ${table_name} limit 0`).then(
          () => true,
          () => false,
        );
        if (!isSql) {
          words.push(metric);
          continue;
        }
        expect(formula, `${metric}: a column is no formula of itself`).not.toBe(column_name);
        // A metric of some rows of its table says which ones, and is null elsewhere.
        const where = formula.startsWith("case when") ? "computed is not null" : "true";
        const [row] = await warehouse.rows(
          `select count(*) filter (where computed is not null) > 0 or count(*) = 0 as is_computed,
             count(*) filter (where coalesce(abs(computed - stored) > 1e-9 * greatest(abs(stored), 1), (computed is null) <> (stored is null))) as wrong
           from (select (${formula})::double as computed, ${column_name}::double as stored from ${table_name}) where ${where}`,
        );
        expect(row, `${metric}: ${formula}`).toMatchObject({ wrong: "0" });
        if (row?.["is_computed"] !== true) empty.push(metric);
      }
      expect(words.sort()).toEqual(inWords.toSorted());
      expect(empty).toEqual([]);
    } finally {
      warehouse.close();
    }
  });
});
