import { quotedString } from "@duckdb/node-api";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { sampleHome } from "../../pipelines/contract/home.ts";
import { readReference } from "../../pipelines/reference/read.ts";
import { writeReference } from "../../pipelines/reference/write.ts";
import { buildModels } from "../../pipelines/transform/build.ts";
import { transform } from "../../pipelines/transform/transform.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { horizonOf, journeysOf, seeds } from "./journeys.ts";
import { scratchFolder } from "../scratch.ts";

/**
 * The marts against R's survival on 20 seeds. `expected.csv` is what R 4.2.2 with survival 3.5-3 said (Debian packages r-base-core and
 * r-cran-survival): `Rscript test/survival/expected.R journeys.csv test/survival/expected.csv`. Where R is installed it is asked again.
 */
const golden = join(import.meta.dirname, "expected.csv");
const folder = scratchFolder();
const given = join(folder, "journeys.csv");
const effects = { now: () => new Date("2026-03-01T00:00:00Z"), report: silent };
let warehouse: Warehouse;

beforeAll(async () => {
  const rows = seeds.flatMap(journeysOf);
  const columns = "seed,journey,entry,elapsed,fate,followed,is_timed,horizon_days";
  const lines = rows.map((row) =>
    [
      row.seed,
      row.journey,
      row.entry,
      row.elapsed,
      row.fate,
      row.followed,
      row.isTimed,
      horizonOf(row.seed),
    ].join(","),
  );
  writeFileSync(given, [columns, ...lines, ""].join("\n"));
  warehouse = await openWarehouse(":memory:", { threads: 1 });
  await buildMarts(warehouse);
}, 300_000);

afterAll(() => {
  warehouse.close();
});

test("estimates, intervals, numbers at risk and quantiles equal those of R's survival to 1e-9", async () => {
  const actual = await statistics(warehouse);
  const expected = readStatistics(golden);
  expect(expected.size).toBeGreaterThan(3000);
  expect(differences(actual, expected)).toEqual([]);
});

test("a cohort of all journeys has the estimate and the curve of all journeys", async () => {
  const whole = async (table: string, columns: string) =>
    warehouse.rows<{ differing: number }>(
      `select count(*)::integer as differing from ${table} as month join ${table} as every on every.pipeline = month.pipeline and every.segment_value = month.segment_value
         and every.segment = month.segment ${columns.includes("day") ? "and every.day = month.day" : ""} and every.cohort_month is null
       where month.cohort_month is not null and (${columns}) is distinct from (${columns.replaceAll("month.", "every.")})`,
    );
  expect(
    await whole(
      "marts.lead_to_customer",
      "month.estimate, month.estimate_low, month.followed_count, month.at_risk_count",
    ),
  ).toEqual([{ differing: 0 }]);
  expect(
    await whole(
      "marts.lead_to_customer_curve",
      "month.day, month.won_share, month.won_low, month.open_low, month.at_risk_count, month.followed_count",
    ),
  ).toEqual([{ differing: 0 }]);
});

test("R says the same today as when its answers were written down", () => {
  const answers = join(folder, "expected.csv");
  const run = spawnSync("Rscript", [join(import.meta.dirname, "expected.R"), given, answers], {
    encoding: "utf8",
  });
  if (run.error !== undefined) {
    process.stderr.write(
      "\nR IS NOT INSTALLED: only its committed answers were compared. To ask it again: apt-get install r-base-core r-cran-survival\n",
    );
    expect(run.error).toMatchObject({ code: "ENOENT" });
    return;
  }
  expect(run.stderr).toBe("");
  expect(differences(readStatistics(answers), readStatistics(golden))).toEqual([]);
}, 120_000);

type Statistics = Map<string, number | null>;

/** What differs by more than 1e-9 (of seconds and counts: at all), or is missing on either side. */
function differences(actual: Statistics, expected: Statistics): string[] {
  return [...expected].flatMap(([key, value]) => {
    const found = actual.get(key);
    if (found === undefined) return [`${key}: missing`];
    if (value === null || found === null) return value === found ? [] : [`${key}: ${found} for ${value}`];
    return Math.abs(found - value) <= 1e-9 ? [] : [`${key}: ${found} for ${value}`];
  });
}

function readStatistics(path: string): Statistics {
  const [, ...lines] = readFileSync(path, "utf8").trim().split("\n");
  return new Map(
    lines.map((line) => {
      const [seed, statistic, day, value] = line.split(",");
      return [`${seed} ${statistic} ${day}`, value === "" ? null : Number(value)];
    }),
  );
}

async function statistics(from: Warehouse): Promise<Statistics> {
  const values = async (table: string, day: string, columns: Record<string, string>) =>
    (
      await from.rows<Record<string, string | number | null>>(
        `select replace(pipeline, 'seed_', '') as seed, ${day} as day, ${Object.entries(columns)
          .map(([name, column]) => `${column}::double as ${name}`)
          .join(", ")}
         from ${table} where starts_with(pipeline, 'seed_') and segment = 'all' and segment_value = 'all'`,
      )
    ).flatMap((row) =>
      Object.keys(columns).map((name): [string, number | null] => {
        const value = row[name] ?? null;
        return [`${row.seed} ${name} ${row.day}`, value === null ? null : Number(value)];
      }),
    );
  const same = (...names: string[]) => Object.fromEntries(names.map((name) => [name, name]));
  return new Map([
    ...(await values("marts.stage_conversion", "0", {
      ...same("estimate", "estimate_low", "estimate_high"),
      stage_at_risk_count: "at_risk_count",
    })),
    ...(await values(
      `(select clock.pipeline, value.segment, value.segment_value, 1 - curve.survival - curve.incidence as rest, curve.rest_error
        from marts._curve as curve join marts._clock as clock on clock.clock_number = curve.clock_number
        join marts._segment_value as value on value.value_number = curve.value_number where clock.kind = 'advance' and curve.is_last)`,
      "0",
      {
        rest: "rest",
        rest_low: "log_log_low(rest, rest_error)",
        rest_high: "log_log_high(rest, rest_error)",
      },
    )),
    ...(await values(
      "marts.cycle_time",
      "0",
      same(
        "advance_median_seconds",
        "advance_p90_seconds",
        "dwell_median_seconds",
        "dwell_median_low_seconds",
        "dwell_median_high_seconds",
        "dwell_p75_seconds",
        "dwell_p90_seconds",
      ),
    )),
    ...(await values(
      "(select * from marts.lead_to_customer_curve where cohort_month is null)",
      "day",
      same("won_share", "won_low", "won_high", "open_share", "open_low", "open_high", "at_risk_count"),
    )),
  ]);
}

/** The marts of one-stage pipelines, one per seed, built on facts that say what the journeys say. */
async function buildMarts(into: Warehouse): Promise<void> {
  await into.run("create schema ops; create schema staging; create schema core; create schema marts");
  await writeReference(into, await readReference(sampleHome));
  await into.run(
    `insert into decided.stages by name select 'seed_' || seed as pipeline, 'only' as stage, 1 as ordinal, 'sales' as team, 'Only' as label_en, 'Only' as label_hu, horizon_days
     from (select distinct seed, horizon_days from read_csv($1))`,
    [given],
  );
  const built = await transform(
    into,
    {
      connectors: [],
      files: [],
      zones: ["Europe/Budapest", "UTC"],
      runFacts: { run: "survival", startedAt: "2026-01-01T00:00:00Z", isSample: false, asOf: undefined },
    },
    effects,
  );
  await into.run(
    `create temp table told as
     select seed * 10000 + journey as journey_id, 'seed_' || seed as pipeline, 'only' as stage, 1 as stage_ordinal, entry as entry_seconds, elapsed as elapsed_seconds, fate,
       timestamp '2026-01-01' as watermark_at, timestamp '2026-01-01' - to_seconds(followed) as started_at, timestamp '2026-01-01' - to_seconds(followed - elapsed) as ended_at,
       is_timed, true as is_observed, false as is_impossible, 'second' as precision
     from read_csv(${quotedString(given)})`,
  );
  await into.run(
    `insert into core.fct_journey by name select journey_id, pipeline, 'inbound_web' as lead_source, started_at, date '2025-06-01' as cohort_month, entry_seconds, is_observed,
       fate as outcome, case when fate <> 'open' then ended_at end as outcome_at, case fate when 'won' then 2 else 1 end as furthest_ordinal, watermark_at, precision, is_impossible, false as is_bulk_import, false as is_deleted from told`,
  );
  await into.run(
    `insert into core.fct_stage_reach by name select journey_id, pipeline, stage, stage_ordinal, started_at as reached_at, case when is_timed then 'visit' else 'skip' end as reached_by, is_timed as is_visited,
       case fate when 'won' then 'advanced' else fate end as status, ended_at, elapsed_seconds, entry_seconds, is_observed, is_timed, is_impossible from told`,
  );
  await into.run(
    `insert into core.fct_stage_visit by name select journey_id, pipeline, 1 as visit_number, stage, stage_ordinal, started_at as entered_at, case when fate <> 'open' then ended_at end as left_at,
       case fate when 'won' then 'advanced' else fate end as exit_kind, case when fate <> 'open' then elapsed_seconds end as dwell_seconds, case when fate = 'open' then elapsed_seconds end as open_seconds,
       entry_seconds, is_observed, is_timed, precision, is_impossible from told where is_timed`,
  );
  await buildModels(
    into,
    built.all.filter((model) => model.layer === "marts"),
    effects,
  );
}
