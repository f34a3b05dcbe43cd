import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leadsNeeded } from "../../dashboards/lib/leads-needed.ts";
import { readFunctions } from "../../pipelines/transform/model.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";

const golden = (name: string) => join(import.meta.dirname, "golden", `${name}.csv`);
let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse(":memory:", { threads: 1 });
  for (const { sql } of readFunctions()) await warehouse.run(sql);
});
afterAll(() => {
  warehouse.close();
});

test("the probability of a rate below a limit is R's pbeta within 1e-9, up to a million trials", async () => {
  const off = await warehouse.rows(
    `select rate, successes, trials, probability, beta_below(rate, successes, trials) as found from read_csv($1)
     where not coalesce(abs(found - probability) <= 1e-9, false)`,
    [golden("beta_below")],
  );
  expect(off).toEqual([]);
});

test("the planner finds the fewest leads that R finds, 417, 475 and 529 for 20 customers after 24 of 400 among them", async () => {
  const rows = await warehouse.rows<Record<string, string>>(
    `select target, assurance, successes, trials, leads, leads_needed(target, assurance, successes, trials) as found,
       abs(beta_binomial_at_least(target, leads, successes, trials) - probability) < 1e-9 as is_close
     from read_csv($1)`,
    [golden("leads_needed")],
  );
  expect(rows.filter((row) => Number(row["found"]) !== Number(row["leads"]) || !row["is_close"])).toEqual([]);
  const of400 = rows.filter((row) => Number(row["successes"]) === 24 && Number(row["target"]) === 20);
  expect(of400.map((row) => Number(row["found"]))).toEqual([417, 475, 529, 326]);
});

test("the page's planner and the SQL macro find the same numbers of leads", async () => {
  const rows = await warehouse.rows<Record<string, string | number | null>>(
    `select target, assurance, successes, trials, leads_needed(target, assurance, successes, trials) as leads
     from (values (1), (7), (60)) as targets(target), (values (0.5), (0.8), (0.97)) as assurances(assurance),
       (values (0, 400), (1, 12), (24, 400), (3000, 40000)) as counts(successes, trials)`,
  );
  expect(rows.length).toBe(36);
  for (const row of rows)
    expect(
      leadsNeeded(
        Number(row["target"]),
        Number(row["assurance"]),
        Number(row["successes"]),
        Number(row["trials"]),
      ),
      JSON.stringify(row),
    ).toBe(row["leads"] === null ? undefined : Number(row["leads"]));
});

test("the naive 334 leads reach 20 customers only 54 % of the time", async () => {
  const [row] = await warehouse.rows<{ share: number }>(
    "select beta_binomial_at_least(20, 334, 24, 400) as share",
  );
  expect(row?.share).toBeCloseTo(0.535, 3);
});

test("without counts there is no probability, no plan and no verdict, and what a million cannot settle is empty", async () => {
  const [row] = await warehouse.rows(
    `select beta_below(0.3, null::bigint, 5) as no_successes, beta_below(null::double, 1, 5) as no_limit,
       leads_needed(20, 0.9, null::bigint, null::bigint) as no_plan, trials_to_judge(null::double, 0.3, 0.9) as no_benchmark,
       trials_to_judge(0.3, 0.3, 0.9) as on_the_edge, leads_needed(200, 0.99, 0, 400) as too_many`,
  );
  expect(Object.values(row ?? {})).toEqual([null, null, null, null, null, null]);
});
