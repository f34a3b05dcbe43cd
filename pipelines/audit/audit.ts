import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { tableOf, type Model } from "../transform/model.ts";

interface Check {
  model: string;
  check: string;
  severity: "error" | "warning";
  /** A query returning one number: how many rows break the rule. */
  failing: string;
  /** A query returning one text: where they are. */
  places?: string;
}

/** What holds between tables, on every refresh: among it the identities of docs/semantics.md. */
const identities: Check[] = [
  {
    model: "core.fct_stage_visit",
    check: "accounting: visits entered = advanced + lost + back + handed_off + open, per pipeline and stage",
    severity: "error",
    failing: `select count(*) from (
      select pipeline, stage from core.fct_stage_visit group by pipeline, stage
      having count(*) <> count(*) filter (where exit_kind in ('advanced', 'lost', 'back', 'handed_off', 'open'))
        or count(*) filter (where left_at is null) <> count(*) filter (where exit_kind = 'open')
      union all
      select entries.pipeline, entries.stage from (
        select pipeline, stage, count(*) as entered_count from core.fct_stage_visit group by pipeline, stage) as visits
      full join (select state.pipeline, state.stage, count(*) as entry_count
        from core._change as change join core._state as state on state.state = change.state
        where state.kind = 'stage' group by state.pipeline, state.stage) as entries
        on entries.pipeline is not distinct from visits.pipeline and entries.stage is not distinct from visits.stage
      where entries.entry_count is distinct from visits.entered_count)`,
  },
  {
    model: "marts.stage_conversion",
    check: "telescoping: on the mature cohort the step rates chain from started to won",
    severity: "error",
    failing: `with step as (
        select pipeline, segment, segment_value, stage_ordinal, mature_reached_count, mature_advanced_count,
          lead(mature_reached_count) over (partition by pipeline, segment, segment_value order by stage_ordinal) as next_reached_count
        from marts.stage_conversion),
      started as (
        select journey.pipeline, count(*) as started_count,
          count(*) filter (where journey.outcome = 'won' and reach.won_at <= plus_seconds(journey.started_at, horizon.mature_horizon_days * 86400)) as won_count
        from core.fct_journey as journey
        join (select pipeline, min(mature_horizon_days) as mature_horizon_days from marts.stage_conversion group by pipeline) as horizon
          on horizon.pipeline = journey.pipeline
        left join (select reached.journey_id, max(reached.ended_at) as won_at
          from core.fct_stage_reach as reached join core.fct_journey as won on won.journey_id = reached.journey_id
          where won.outcome = 'won' group by reached.journey_id) as reach on reach.journey_id = journey.journey_id
        where journey.lead_source <> 'purchased_list' and journey.started_at <= plus_seconds(journey.watermark_at, - horizon.mature_horizon_days * 86400)
        group by journey.pipeline),
      ends as (
        select pipeline, min_by(mature_reached_count, stage_ordinal) as first_count, max_by(mature_advanced_count, stage_ordinal) as last_count
        from marts.stage_conversion where segment = 'all' and segment_value = 'all' group by pipeline)
      select (select count(*) from step where next_reached_count is not null and next_reached_count <> mature_advanced_count)
        + (select count(*) from ends full join started on started.pipeline = ends.pipeline
           where coalesce(ends.first_count, 0) <> coalesce(started.started_count, 0) or coalesce(ends.last_count, 0) <> coalesce(started.won_count, 0))`,
  },
  {
    model: "core.fct_journey",
    check:
      "no two records and attempts share a journey_id; where they do, deliver one of their sources under another name",
    severity: "error",
    failing: `select count(*) - count(distinct journey_id) from core.fct_journey`,
  },
  {
    model: "ops.row_accounting",
    check: "every loaded row arrives in a fact or is counted under the reason why it does not",
    severity: "error",
    failing: `select coalesce(sum(abs(row_count)), 0) from ops.row_accounting where fate = 'unaccounted'`,
    places: `select string_agg(place, ', ' order by place) from (
      select coalesce(file.name, lost.file_id) || ' (' || lost.stream || ': ' || abs(lost.row_count)
          || case when lost.row_count > 0 then ' rows are counted nowhere)' else ' rows are counted twice)' end as place
      from ops.row_accounting as lost
      left join ops.file as file on file.file_id = lost.file_id and file.status = 'loaded'
      where lost.fate = 'unaccounted' order by abs(lost.row_count) desc, place limit 5)`,
  },
  {
    model: "marts.spend",
    check: "the cost of every platform, currency and month is in it to the cent, with what no journey names",
    severity: "error",
    failing: `with spent as (
        select 'ads' as kind, source, platform, currency, coalesce(spend_date, period_start, period_end) as spent_on, cost
        from core.fct_ad_spend where not is_overlapping
        union all
        select 'campaign', source, source, currency, coalesce(start_date, sent_at::date, end_date), cost from core.fct_campaign
        union all
        select 'list', source, coalesce(vendor, source), currency, delivered_at::date, cost from core.dim_list),
      total as (
        select kind, source, platform, coalesce(currency, setting.base_currency) as currency, month_of(spent_on) as month, sum(cost) as cost
        from spent cross join core._setting as setting where cost is not null group by all),
      shared as (
        select kind, source, platform, currency, month, sum(cost) as cost from marts.spend group by all)
      select count(*) from total full join shared on shared.kind = total.kind and shared.source = total.source
        and shared.platform = total.platform and shared.currency = total.currency and shared.month is not distinct from total.month
      where shared.cost is distinct from total.cost`,
  },
  {
    model: "marts.source_quality",
    check: "the cost of the sources, and that of the campaigns and lists, add up to all that was spent",
    severity: "error",
    failing: `select count(*) from (select coalesce(sum(cost_base), 0) as cost from marts.spend) as spent
      cross join (select coalesce(sum(cost_base) filter (where segment = 'lead_source'), 0) as by_source,
        coalesce(sum(cost_base) filter (where segment <> 'lead_source'), 0) as by_campaign from marts.source_quality) as told
      where spent.cost <> told.by_source or spent.cost <> told.by_campaign`,
  },
  {
    model: "marts.attribution",
    check: "the credits of each model add up to the won journeys and their value, per pipeline",
    severity: "error",
    failing: `with won as (
        select pipeline, count(*) as won_count, coalesce(sum(amount_base), 0) as won_value
        from core.fct_journey where outcome = 'won' group by pipeline),
      credited as (
        select pipeline, model, sum(won_credit) as won_credit, sum(value_credit) as value_credit from marts.attribution group by pipeline, model)
      select (select count(*) from won join credited on credited.pipeline = won.pipeline
          where credited.won_credit <> won.won_count or credited.value_credit <> won.won_value)
        + abs((select count(*) from won) * 4 - (select count(*) from credited))`,
  },
  {
    model: "ops.file",
    check: "records_in = loaded + quarantined + deduplicated + skipped",
    severity: "error",
    failing: `select count(*) from ops.file where status = 'loaded' and records_in <> loaded + quarantined + deduplicated + skipped`,
  },
];

/**
 * Runs the contracts of the model headers and the identities of what these models make; fills ops.audit; throws a data-check error when
 * an error-level check fails.
 */
export async function audit(warehouse: Warehouse, models: Model[], effects: Effects): Promise<void> {
  await warehouse.run(
    'create or replace table ops.audit (model varchar, "check" varchar, severity varchar, failing_rows bigint, status varchar)',
  );
  const found: Finding[] = [];
  const made = new Set(models.map(tableOf));
  const held = identities.filter(({ model }) => !model.startsWith("marts.") || made.has(model));
  for (const [index, model] of models.entries()) {
    effects.report.progress(index, models.length + held.length, `${model.layer}.${model.name}`);
    found.push(...(await contractFindings(warehouse, model)));
  }
  for (const [index, check] of held.entries()) {
    effects.report.progress(models.length + index, models.length + held.length, check.model);
    const failing = await countOf(warehouse, check.failing);
    const places =
      failing > 0 && check.places !== undefined ? await textOf(warehouse, check.places) : undefined;
    found.push({ ...check, failing, places });
  }
  const values = found.map(({ model, check, severity, failing }) =>
    [
      quotedString(model),
      quotedString(check),
      quotedString(severity),
      failing,
      failing === 0 ? "'passed'" : "'failed'",
    ].join(", "),
  );
  await warehouse.run(`insert into ops.audit values ${values.map((row) => `(${row})`).join(", ")}`);
  const broken = found.filter(({ failing, severity }) => failing > 0 && severity === "error");
  if (broken.length > 0)
    throw new FunnelError(
      "dataCheck",
      "audit",
      `${broken.length} of ${found.length} checks failed; the published release stays. ${broken.map(({ model, check, failing, places }) => `${model}: ${check}: ${failing} failing${places === undefined ? "" : `: ${places}`}`).join("; ")}`,
    );
}

type Finding = Omit<Check, "failing" | "places"> & { failing: number; places?: string | undefined };

/** The grain and the asserts of a model's header; the asserts in one pass over its rows. */
async function contractFindings(warehouse: Warehouse, model: Model): Promise<Finding[]> {
  const table = `${model.layer}.${quotedIdentifier(model.name)}`;
  const finding = (check: string, failing: number): Finding => ({
    model: `${model.layer}.${model.name}`,
    check,
    severity: "error",
    failing,
  });
  const findings: Finding[] = [];
  // private models are covered by the public ones built from them, except where a duplicate would multiply rows
  if (model.grain.length > 0 && model.grain[0] !== "none" && !model.name.startsWith("_"))
    findings.push(
      finding(`one row per ${model.grain.join(", ")}`, await repeatedRows(warehouse, table, model.grain)),
    );
  if (model.asserts.length === 0) return findings;
  const counts = model.asserts.map(
    (condition, index) => `count(*) filter (where not (${condition})) as failing_${index}`,
  );
  const [row = {}] = await warehouse.rows<Record<string, string>>(
    `select ${counts.join(", ")} from ${table}`,
  );
  return [
    ...findings,
    ...model.asserts.map((condition, index) => finding(condition, Number(row[`failing_${index}`]))),
  ];
}

/** How many rows repeat the grain of another. Grains of equal hashes are compared themselves; else there is nothing to compare. */
async function repeatedRows(warehouse: Warehouse, table: string, grain: string[]): Promise<number> {
  const columns = grain.map(quotedIdentifier).join(", ");
  const repeatedHashes = await countOf(
    warehouse,
    `select count(*) - count(distinct hash(${columns})) from ${table}`,
  );
  if (repeatedHashes === 0) return 0;
  return countOf(
    warehouse,
    `select count(*) - (select count(*) from (select distinct ${columns} from ${table})) from ${table}`,
  );
}

async function textOf(warehouse: Warehouse, sql: string): Promise<string> {
  const [row = {}] = await warehouse.rows<Record<string, string>>(sql);
  return Object.values(row)[0] ?? "";
}

async function countOf(warehouse: Warehouse, sql: string): Promise<number> {
  const [row = {}] = await warehouse.rows(sql);
  return Number(Object.values(row)[0]);
}
