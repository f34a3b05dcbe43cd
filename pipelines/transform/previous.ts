import { quotedString } from "@duckdb/node-api";
import type { Effects } from "../contract/effects.ts";
import { version } from "../contract/version.ts";
import { firstLine } from "../warehouse/engine-error.ts";
import type { Warehouse } from "../warehouse/open.ts";

/** The release that today's numbers are compared with. */
export interface Previous {
  run: string;
  version: string;
  path: string;
}

const empty = `
  create or replace table ops.comparison (previous_run varchar, is_map_changed boolean, is_version_changed boolean, has_new_file boolean);
  create or replace table ops.new_merge (source_system varchar, record_id varchar);
  create or replace table ops.trace (side varchar, source_system varchar, record_id varchar, first_journey_id bigint, attempt bigint, pipeline varchar, lead_source varchar,
    cohort_month date, started_at timestamp, outcome varchar, outcome_at timestamp, newest_at timestamp, horizon_days integer,
    furthest_ordinal integer, is_compared boolean)`;

/**
 * Creates what marts.restatement compares: ops.trace, each journey by its record as the release before and as today's facts have it,
 * with how far it came within the horizon of the release before; ops.comparison, what else changed; ops.new_merge.
 * Reads the release read-only. Without one, or with one whose tables are not those of today, the tables are empty.
 */
export async function compareWithPrevious(
  warehouse: Warehouse,
  previous: Previous | undefined,
  effects: Effects,
): Promise<void> {
  await warehouse.run(empty);
  if (previous === undefined) return;
  try {
    await warehouse.run(`attach ${quotedString(previous.path)} as previous (read_only)`);
  } catch {
    effects.report.warn(`release ${previous.run} cannot be read: nothing is compared with it`);
    return;
  }
  try {
    await warehouse.run(`create or replace temp table trace_before as ${traces("before", "previous.core")}`);
    await warehouse.run(`insert into ops.trace by name from trace_before`);
    await warehouse.run(`insert into ops.trace by name ${traces("after", "core")}`);
    await warehouse.run(
      `insert into ops.new_merge
       select source, record_id from (
         select source, unnest([merged_id, surviving_id]) as record_id from (
           select source, record_type, merged_id, surviving_id from core.bridge_merge where not is_cycle
           except select source, record_type, merged_id, surviving_id from previous.core.bridge_merge))
       group by all`,
    );
    await warehouse.run(
      `insert into ops.comparison select $1, ${["stage_map", "stages", "source_map", "settings"].map(differs).join(" or ")}, $2,
       exists (select 1 from ops.file where status = 'loaded' and file_id not in (select file_id from previous.ops.file where status = 'loaded'))`,
      [previous.run, previous.version !== version],
    );
  } catch (error) {
    // Tables of another version of the program.
    effects.report.warn(`release ${previous.run}: nothing is compared with it (${firstLine(error)})`);
    await warehouse.run(empty);
  } finally {
    await warehouse.run("drop table if exists trace_before");
    await warehouse.run("detach previous");
  }
}

const differs = (table: string) =>
  `exists ((from reference.${table} except from previous.reference.${table}) union all (from previous.reference.${table} except from reference.${table}))`;

/**
 * The journeys of one set of facts, both sides by the same query. A month is compared when the release before had followed all of it
 * for its horizon. Journeys without an id of a CRM and purchased lists are left out.
 */
const traces = (side: "before" | "after", core: string) => `
  with horizon as (
    select pipeline, min(mature_horizon_days) as horizon_days from previous.marts.stage_conversion group by pipeline),
  mature as (
    select journey.pipeline, horizon.horizon_days, min(journey.watermark_at) - to_days(horizon.horizon_days) as mature_until
    from previous.core.fct_journey as journey join horizon on horizon.pipeline = journey.pipeline
    where not is_list(journey.lead_source) group by journey.pipeline, horizon.horizon_days),
  come as (
    select journey.journey_id, max(case
      when journey.outcome = 'won' and reach.stage_ordinal = journey.furthest_ordinal - 1
        and reach.ended_at <= journey.started_at + to_days(mature.horizon_days) then journey.furthest_ordinal
      when reach.reached_at <= journey.started_at + to_days(mature.horizon_days) then reach.stage_ordinal end) as furthest_ordinal
    from ${core}.fct_journey as journey
    join mature on mature.pipeline = journey.pipeline
    join ${core}.fct_stage_reach as reach on reach.journey_id = journey.journey_id
    group by journey.journey_id),
  newest as (
    select journey_id, max(coalesce(left_at, entered_at)) as newest_at from ${core}.fct_stage_visit group by journey_id)
  select '${side}' as side, journey.source_system, coalesce(journey.opportunity_id, journey.lead_id) as record_id, journey.first_journey_id,
    row_number() over (partition by journey.first_journey_id, journey.pipeline order by journey.attempt) as attempt,
    journey.pipeline, journey.lead_source, journey.cohort_month, journey.started_at, journey.outcome, journey.outcome_at,
    greatest(newest.newest_at, journey.outcome_at, journey.started_at) as newest_at, mature.horizon_days, come.furthest_ordinal,
    journey.cohort_month + interval 1 month <= mature.mature_until as is_compared
  from ${core}.fct_journey as journey
  join mature on mature.pipeline = journey.pipeline
  join come on come.journey_id = journey.journey_id
  left join newest on newest.journey_id = journey.journey_id
  where not is_list(journey.lead_source) and coalesce(journey.opportunity_id, journey.lead_id) is not null`;
