import fc from "fast-check";
import { createGiven, effects, openFactsWarehouse, orderFacts } from "../facts-warehouse.ts";
import { buildFacts } from "../../../pipelines/transform/transform.ts";
import type { Warehouse } from "../../../pipelines/warehouse/open.ts";
import { readWorld, type Facts } from "./oracle.ts";
import { pipelines, stageMap, worlds, watermark, type Instant, type World } from "./world.ts";

export interface Mismatch {
  world: number;
  fact: keyof Facts;
  onlyModels: string[];
  onlyOracle: string[];
}

/** Worlds drawn with a seed; the same seed draws the same worlds. */
export function drawWorlds(count: number, seed: number): World[] {
  return fc.sample(worlds, { numRuns: count, seed });
}

/** Builds all worlds in one warehouse, each as a source of its own, and compares the facts with the plain reading. */
export async function compareWorlds(drawn: World[]): Promise<Mismatch[]> {
  const warehouse = await openFactsWarehouse();
  try {
    await createGiven(warehouse);
    await fill(warehouse, drawn);
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

export async function fill(warehouse: Warehouse, drawn: World[]): Promise<void> {
  const text = (instant: Instant | null) =>
    instant === null ? null : new Date(instant * 1000).toISOString().slice(0, 19);
  const insert = async (table: string, rows: Record<string, unknown>[]) => {
    if (rows.length === 0) return;
    const columns = Object.keys(rows[0] ?? {});
    await warehouse.run(
      `insert into ${table} by name select ${columns.map((column) => `row ->> '${column}' as "${column}"`).join(", ")}
       from (select unnest(from_json($1, '["json"]')) as row)`,
      [JSON.stringify(rows)],
    );
  };
  const each = <T>(list: (world: World) => T[], row: (item: T, source: string) => Record<string, unknown>) =>
    drawn.flatMap((world, index) => list(world).map((item) => row(item, `w${index}`)));
  await insert(
    "reference.settings",
    Object.entries({
      reporting_time_zone: "Europe/Budapest",
      source_time_zone: "Europe/Budapest",
      base_currency: "HUF",
      misclick_seconds: "60",
      reopen_days: "90",
      same_lead_days: "30",
      lead_to_customer_days: "180",
      working_hours_start: "09:00",
      working_hours_end: "17:00",
    }).map(([key, value]) => ({ key, value })),
  );
  await insert(
    "reference.stages",
    pipelines.flatMap(({ name, stages }) =>
      stages.map((stage, index) => ({
        pipeline: name,
        stage,
        ordinal: index + 1,
        team: "sales",
        label_en: stage,
        label_hu: stage,
      })),
    ),
  );
  await insert(
    "reference.stage_map",
    drawn.flatMap((_, index) => [
      ...stageMap.map((row) => ({
        source: `w${index}`,
        pipeline: row.pipeline,
        source_stage: row.name,
        kind: row.kind,
        target_pipeline: row.target,
        stage: row.stage || null,
        valid_from: row.from || null,
        valid_to: row.to || null,
      })),
      {
        source: `w${index}f`,
        pipeline: "*",
        source_stage: "Submitted",
        kind: "stage",
        target_pipeline: "sales",
        stage: "lead",
        valid_from: null,
        valid_to: null,
      },
      {
        source: `w${index}v`,
        pipeline: "*",
        source_stage: "delivered",
        kind: "stage",
        target_pipeline: "sales",
        stage: "lead",
        valid_from: null,
        valid_to: null,
      },
    ]),
  );
  await insert(
    "ops.watermark",
    drawn.flatMap((_, index) =>
      ["", "v", "f"].map((kind) => ({
        source: `w${index}${kind}`,
        as_of: text(watermark),
        kind: "declared",
      })),
    ),
  );
  await insert(
    "staging.leads",
    each(
      (world) => world.leads,
      (lead, source) => ({
        source,
        lead_id: lead.id,
        created_at: text(lead.createdAt),
        created_at_precision: lead.createdPrecision,
        stage: lead.stage || null,
        stage_changed_at: text(lead.stageChangedAt),
        converted_opportunity_id: lead.convertedTo,
        merged_ids: lead.mergedIds.join("; ") || null,
        is_deleted: lead.isDeleted,
        updated_at: text(lead.updatedAt),
        updated_at_precision: lead.updatedPrecision,
        stage_changed_at_precision: lead.stageChangedAt === null ? null : "second",
        phone_key: lead.phone && `${source}${lead.phone}`,
        email_key: lead.email && `${source}${lead.email}`,
      }),
    ),
  );
  await insert(
    "staging.leads",
    each(
      (world) => world.answers,
      (answer, source) => ({
        source: `${source}f`,
        _file_id: "form",
        lead_id: answer.id,
        created_at: text(answer.createdAt),
        created_at_precision: answer.createdPrecision,
        stage: "Submitted",
        phone_key: answer.phone && `${source}${answer.phone}`,
        email_key: answer.email && `${source}${answer.email}`,
      }),
    ),
  );
  await insert(
    "staging.opportunities",
    each(
      (world) => world.opportunities,
      (opportunity, source) => ({
        source,
        opportunity_id: opportunity.id,
        lead_id: opportunity.leadId,
        created_at: text(opportunity.createdAt),
        created_at_precision: opportunity.createdPrecision,
        pipeline: opportunity.pipeline || null,
        stage: opportunity.stage || null,
        stage_changed_at: text(opportunity.stageChangedAt),
        closed_at: text(opportunity.closedAt),
        merged_ids: opportunity.mergedIds.join(";") || null,
        stage_changed_at_precision: opportunity.stageChangedAt === null ? null : "second",
        closed_at_precision: opportunity.closedAt === null ? null : "second",
        updated_at: text(opportunity.updatedAt),
        updated_at_precision: opportunity.updatedPrecision,
        is_deleted: opportunity.isDeleted,
        phone_key: opportunity.phone && `${source}${opportunity.phone}`,
      }),
    ),
  );
  await insert(
    "staging.stage_changes",
    each(
      (world) => world.changes,
      (change, source) => ({
        source,
        record_type: change.recordType,
        record_id: change.recordId,
        pipeline: change.pipeline || null,
        from_stage: change.from || null,
        to_stage: change.to,
        changed_at: text(change.at),
        changed_at_precision: change.precision,
        sequence: change.sequence,
        owner_id: change.owner,
        is_column: change.isColumn,
      }),
    ),
  );
  await insert(
    "staging.activities",
    each(
      (world) => world.activities,
      (activity, source) => ({
        source,
        activity_id: activity.id,
        record_type: "opportunity",
        record_id: activity.opportunityId,
        kind: activity.kind,
        direction: activity.direction,
        occurred_at: text(activity.occurredAt),
        occurred_at_precision: activity.precision,
        is_connected: activity.isConnected,
      }),
    ),
  );
  await insert(
    "staging.list_members",
    each(
      (world) => world.members,
      (member, source) => ({
        source: `${source}v`,
        list_id: member.listId,
        member_id: member.memberId,
        delivered_at: text(member.deliveredAt),
        delivered_at_precision: member.precision,
        pipeline: member.pipeline,
        phone_key: member.phone && `${source}${member.phone}`,
        email_key: member.email && `${source}${member.email}`,
      }),
    ),
  );
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
