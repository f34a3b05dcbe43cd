import type { Warehouse } from "../../../pipelines/warehouse/open.ts";
import {
  pipelines,
  stageMap,
  watermark,
  type Activity,
  type Answer,
  type Change,
  type Instant,
  type Lead,
  type Member,
  type Opportunity,
  type World,
} from "./world.ts";

type Row = Record<string, unknown>;

/** Puts worlds into the staging tables, each as a source of its own (w0, its form w0f, its vendor of lists w0v), and what a person decided. */
export async function insertWorlds(warehouse: Warehouse, drawn: World[]): Promise<void> {
  const sources = drawn.map((_, index) => `w${index}`);
  await insert(warehouse, "reference.settings", settings);
  await insert(warehouse, "reference.stages", stages);
  await insert(warehouse, "reference.stage_map", sources.flatMap(stageMapOf));
  await insert(
    warehouse,
    "ops.watermark",
    sources.flatMap((source) =>
      ["", "v", "f"].map((kind) => ({
        source: `${source}${kind}`,
        as_of: text(watermark),
        kind: "declared",
      })),
    ),
  );
  const each = <T>(list: (world: World) => T[], row: (item: T, source: string) => Row) =>
    drawn.flatMap((world, index) => list(world).map((item) => row(item, `w${index}`)));
  await insert(
    warehouse,
    "staging.leads",
    each(({ leads }) => leads, leadRow),
  );
  await insert(
    warehouse,
    "staging.leads",
    each(({ answers }) => answers, answerRow),
  );
  await insert(
    warehouse,
    "staging.opportunities",
    each(({ opportunities }) => opportunities, opportunityRow),
  );
  await insert(
    warehouse,
    "staging.stage_changes",
    each(({ changes }) => changes, changeRow),
  );
  await insert(
    warehouse,
    "staging.activities",
    each(({ activities }) => activities, activityRow),
  );
  await insert(
    warehouse,
    "staging.list_members",
    each(({ members }) => members, memberRow),
  );
}

async function insert(warehouse: Warehouse, table: string, rows: Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0] ?? {});
  await warehouse.run(
    `insert into ${table} by name select ${columns.map((column) => `row ->> '${column}' as "${column}"`).join(", ")}
     from (select unnest(from_json($1, '["json"]')) as row)`,
    [JSON.stringify(rows)],
  );
}

const text = (instant: Instant | null) =>
  instant === null ? null : new Date(instant * 1000).toISOString().slice(0, 19);

const settings = Object.entries({
  reporting_time_zone: "Europe/Budapest",
  source_time_zone: "Europe/Budapest",
  base_currency: "HUF",
  misclick_seconds: "60",
  reopen_days: "90",
  same_lead_days: "30",
  lead_to_customer_days: "180",
  working_hours_start: "09:00",
  working_hours_end: "17:00",
}).map(([key, value]) => ({ key, value }));

const stages = pipelines.flatMap(({ name, stages: keys }) =>
  keys.map((stage, index) => ({
    pipeline: name,
    stage,
    ordinal: index + 1,
    team: "sales",
    label_en: stage,
    label_hu: stage,
  })),
);

function stageMapOf(source: string): Row[] {
  const entry = (from: string, name: string): Row => ({
    source: from,
    pipeline: "*",
    source_stage: name,
    kind: "stage",
    target_pipeline: "sales",
    stage: "lead",
    valid_from: null,
    valid_to: null,
  });
  return [
    ...stageMap.map((row) => ({
      source,
      pipeline: row.pipeline,
      source_stage: row.name,
      kind: row.kind,
      target_pipeline: row.target,
      stage: row.stage || null,
      valid_from: row.from || null,
      valid_to: row.to || null,
    })),
    entry(`${source}f`, "Submitted"),
    entry(`${source}v`, "delivered"),
  ];
}

const leadRow = (lead: Lead, source: string): Row => ({
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
});

const answerRow = (answer: Answer, source: string): Row => ({
  source: `${source}f`,
  _file_id: "form",
  lead_id: answer.id,
  created_at: text(answer.createdAt),
  created_at_precision: answer.createdPrecision,
  stage: "Submitted",
  phone_key: answer.phone && `${source}${answer.phone}`,
  email_key: answer.email && `${source}${answer.email}`,
});

const opportunityRow = (opportunity: Opportunity, source: string): Row => ({
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
});

const changeRow = (change: Change, source: string): Row => ({
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
});

const activityRow = (activity: Activity, source: string): Row => ({
  source,
  activity_id: activity.id,
  record_type: "opportunity",
  record_id: activity.opportunityId,
  kind: activity.kind,
  direction: activity.direction,
  occurred_at: text(activity.occurredAt),
  occurred_at_precision: activity.precision,
  is_connected: activity.isConnected,
});

const memberRow = (member: Member, source: string): Row => ({
  source: `${source}v`,
  list_id: member.listId,
  member_id: member.memberId,
  delivered_at: text(member.deliveredAt),
  delivered_at_precision: member.precision,
  pipeline: member.pipeline,
  phone_key: member.phone && `${source}${member.phone}`,
  email_key: member.email && `${source}${member.email}`,
});
