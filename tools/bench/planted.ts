import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../../pipelines/contract/errors.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";

/** What the facts count, by the name of what the generator planted. */
const counts = {
  journeys: "select count(*) from core.fct_journey",
  won: "select count(*) from core.fct_journey where outcome = 'won'",
  lost: "select count(*) from core.fct_journey where outcome = 'lost'",
  backMoves: "select count(*) from core.fct_stage_visit where exit_kind = 'back'",
  reopenedLate: "select count(*) from core.fct_journey where attempt > 1",
  misclicks: "select count(*) from ops.issue where kind = 'misclick'",
  merges: "select count(*) from core.bridge_merge where not is_cycle",
  linked:
    "select count(*) from core.fct_journey where lead_id is not null and opportunity_id is not null and attempt = 1",
  members: "select count(*) from core.fct_journey where lead_source = 'purchased_list'",
};

export type Planted = Record<keyof typeof counts, number>;

/** What the generator says of a company before a night, and what the night changes. */
export interface Plan {
  before: Planted;
  after: Planted;
}

export const planName = "planted.json";

/** Throws a data-check error where a warehouse counts something else than was planted. */
export async function checkPlanted(home: string, warehouse: string, when: keyof Plan): Promise<void> {
  const plan = JSON.parse(readFileSync(join(home, planName), "utf8")) as Plan;
  const engine = await openWarehouse(warehouse, { readOnly: true });
  try {
    const names = Object.keys(counts) as (keyof Planted)[];
    const [row = {}] = await engine.rows<Record<string, string>>(
      `select ${names.map((name) => `(${counts[name]}) as ${name}`).join(", ")}`,
    );
    const wrong = names.filter((name) => Number(row[name]) !== plan[when][name]);
    if (wrong.length === 0) return;
    const differences = wrong.map(
      (name) => `${name}: expected ${plan[when][name]}, found ${row[name] ?? "none"}`,
    );
    throw new FunnelError("dataCheck", "bench_result", `${warehouse}: ${differences.join("; ")}`);
  } finally {
    engine.close();
  }
}
