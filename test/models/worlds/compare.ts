import { createGiven, effects, openFactsWarehouse, orderFacts } from "../facts-warehouse.ts";
import { buildFacts } from "../../../pipelines/transform/transform.ts";
import type { Warehouse } from "../../../pipelines/warehouse/open.ts";
import { readWorld, type Facts } from "./oracle.ts";
import { insertWorlds } from "./insert-worlds.ts";
import type { World } from "./world.ts";

export interface Mismatch {
  world: number;
  fact: keyof Facts;
  onlyModels: string[];
  onlyOracle: string[];
}

/** Builds all worlds in one warehouse, each as a source of its own, and compares the facts with the plain reading. */
export async function compareWorlds(drawn: World[]): Promise<Mismatch[]> {
  const warehouse = await openFactsWarehouse();
  try {
    await createGiven(warehouse);
    await insertWorlds(warehouse, drawn);
    const facts = (await orderFacts(warehouse)).filter(({ layer }) => layer === "core");
    await buildFacts(warehouse, facts, { files: [] }, effects);
    const unaccounted = await warehouse.rows("from ops.row_accounting where fate = 'unaccounted'");
    if (unaccounted.length > 0) throw new Error(`rows are unaccounted: ${JSON.stringify(unaccounted)}`);
    const mismatches: Mismatch[] = [];
    const actual = await readFacts(warehouse, drawn.length);
    drawn.forEach((world, index) => {
      const expected = readWorld(world);
      for (const fact of ["journeys", "visits", "reaches", "activities"] as const) {
        const models = actual[fact].get(index) ?? [];
        const oracle = expected[fact].map(stringOf);
        const onlyModels = minus(models, oracle);
        const onlyOracle = minus(oracle, models);
        if (onlyModels.length + onlyOracle.length > 0)
          mismatches.push({ world: index, fact, onlyModels, onlyOracle });
      }
    });
    return mismatches;
  } finally {
    warehouse.close();
  }
}

const stringOf = (row: object) =>
  Object.entries(row)
    .map(([key, value]) => `${key}=${String(value)}`)
    .toSorted()
    .join(" ");

function minus(rows: string[], others: string[]): string[] {
  const left = [...others];
  return rows.filter((row) => {
    const at = left.indexOf(row);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

async function readFacts(warehouse: Warehouse, count: number) {
  const seconds = (column: string) => `epoch(${column})::bigint as ${column.split(".").at(-1) ?? column}`;
  const world = "regexp_extract(source_system, '[0-9]+')::integer as world";
  const queries = {
    journeys: `select ${world}, opportunity_id, lead_id, case when is_from_list or list_id is not null then list_id end as list_id, pipeline,
        previous_journey_id is not null as is_linked, ${seconds("started_at")}, precision, outcome, ${seconds("outcome_at")}, is_timed, is_dated, current_stage,
        furthest_stage, furthest_ordinal, handed_off_to, lost_from_stage, is_deleted, is_impossible, is_from_list as from_list
      from (select *, lead_source = 'purchased_list' as is_from_list from core.fct_journey)`,
    visits: `select ${world}, opportunity_id, lead_id, visit.pipeline, visit_number, stage, stage_ordinal, ${seconds("entered_at")}, ${seconds("left_at")},
        exit_kind, next_stage, dwell_seconds, open_seconds, is_reentry, visit.owner_id, visit.precision, visit.is_impossible, visit.is_dated, visit.is_timed
      from core.fct_stage_visit as visit join core.fct_journey as journey on journey.journey_id = visit.journey_id`,
    reaches: `select ${world}, opportunity_id, lead_id, reach.pipeline, stage, stage_ordinal, ${seconds("reached_at")}, reached_by, is_visited, reach.is_dated,
        reach.is_timed, status, ${seconds("ended_at")}, elapsed_seconds
      from core.fct_stage_reach as reach join core.fct_journey as journey on journey.journey_id = reach.journey_id`,
    activities: `select ${world.replace("source_system", "activity.source_system")}, journey.opportunity_id, ${seconds("journey.started_at")}, activity.stage, activity.visit_number,
        activity.attempt_number, activity.is_reply
      from core.fct_activity as activity
      join core.fct_journey as journey on journey.journey_id = activity.journey_id
      join staging.activities as told on told.source = activity.source_system and told.activity_id = activity.activity_id and told.record_id = journey.opportunity_id`,
  };
  const result = {} as Record<keyof Facts, Map<number, string[]>>;
  for (const fact of Object.keys(queries) as (keyof Facts)[]) {
    const rows = await warehouse.rows<Record<string, unknown>>(queries[fact]);
    const byWorld = new Map<number, string[]>();
    for (const { world: index, ...row } of rows)
      byWorld.set(Number(index), [...(byWorld.get(Number(index)) ?? []), stringOf(row)]);
    result[fact] = byWorld;
  }
  if (result.journeys.size > count) throw new Error("more worlds than were drawn");
  return result;
}
