import type { Columns, Quality, Summary } from "../../dashboards/lib/data.ts";
import type { Deals, DictionaryRow, ReleaseRow, SegmentRow } from "../../dashboards/lib/data.ts";
import { openWarehouse, type Warehouse } from "../warehouse/open.ts";

export interface SiteData {
  summary: Summary;
  deals: Deals;
  quality: Quality;
  segments: Columns<SegmentRow>;
  dictionary: Columns<DictionaryRow>;
}

/** Owners are people and appear in exports by name: no page breaks down by them. */
const hiddenSegments = "'owner'";
/** Deals that are published at most: a page that lists more is slow to load and read by nobody. */
const dealsPublished = 20_000;
/** The largest values of a segment that are published. */
const valuesPerSegment = 40;

/**
 * Everything the site shows, read once and read-only. The column lists below are the allow-list of what is published:
 * deals appear by CRM id, never by name, e-mail or phone. Above `dealLimit` deals the open ones come first, then the newest. Every query is totally ordered, so equal marts give equal bytes.
 */
export async function readMarts(path: string, dealLimit = dealsPublished): Promise<SiteData> {
  const warehouse = await openWarehouse(path, { readOnly: true });
  try {
    const release = (
      await warehouse.rows<ReleaseRow>(
        `select as_of::varchar as as_of, reporting_time_zone as zone, base_currency as currency, is_sample, version
         from marts.release`,
      )
    )[0];
    if (release === undefined) throw new Error("marts.release has no row");
    return {
      summary: {
        release,
        funnel: await columns(
          warehouse,
          `select pipeline, strftime(cohort_month, '%Y-%m') as month, lead_source as source, stage,
             reached_count::double as reached, advanced_count::double as advanced, lost_count::double as lost,
             open_count::double as open, skipped_count::double as skipped,
             mature_reached_count::double as "matureReached", mature_advanced_count::double as "matureAdvanced"
           from marts.funnel_cube where cohort_month is not null order by pipeline, cohort_month, lead_source, stage_ordinal`,
        ),
        journeys: await columns(
          warehouse,
          `select pipeline, strftime(cohort_month, '%Y-%m') as month, lead_source as source,
             started_count::double as started, won_count::double as won, lost_count::double as lost,
             open_count::double as open, is_mature as mature
           from marts.journey_cube where cohort_month is not null order by pipeline, cohort_month, lead_source`,
        ),
        dwell: await columns(
          warehouse,
          `select pipeline, strftime(cohort_month, '%Y-%m') as month, lead_source as source, stage, bin::double as bin,
             low_seconds::double as low, high_seconds::double as high, completed_count::double as completed, open_count::double as open
           from marts.dwell_bin where cohort_month is not null
           order by pipeline, cohort_month, lead_source, stage_ordinal, bin`,
        ),
        stages: await columns(
          warehouse,
          `with horizon as (
             select pipeline, max(mature_horizon_days)::double as horizon from marts.stage_conversion group by pipeline
           )
           select stage.pipeline, stage.stage, stage.stage_ordinal::double as ordinal, stage.team, stage.label_en, stage.label_hu,
             stage.benchmark_low::double as benchmark_low, stage.benchmark_high::double as benchmark_high, stage.benchmark_source,
             horizon.horizon
           from marts.stage as stage left join horizon on horizon.pipeline = stage.pipeline
           order by stage.pipeline, stage.stage_ordinal`,
        ),
        freshness: await columns(
          warehouse,
          `select source, watermark_at::varchar as watermark, watermark_kind as kind, newest_event_at::varchar as newest,
             file_count::double as files, record_count::double as records, quarantined_count::double as quarantined,
             journey_count::double as journeys, age_days::double as age_days
           from marts.freshness order by source`,
        ),
        metrics: await columns(
          warehouse,
          `select metric, table_name as "table", column_name as "column", unit, label_en, label_hu,
           definition_en, definition_hu, formula
         from marts.metric order by metric`,
        ),
      },
      deals: {
        total: await total(warehouse, "marts.deal"),
        rows: await columns(
          warehouse,
          `with ranked as (
           select *, row_number() over (
             order by outcome = 'open' desc, started_on desc nulls last, source_system, deal_id, journey_id
           ) as place
           from marts.deal
         )
         select deal_id as id, source_system as system, coalesce(pipeline, 'unmapped') as pipeline,
           coalesce(lead_source, 'unknown') as source, strftime(cohort_month, '%Y-%m') as month,
           started_on::varchar as started, outcome, outcome_on::varchar as closed, current_stage as stage,
           furthest_stage as furthest, cycle_days::double as days, amount_base::double as amount,
           coalesce(is_impossible, false) as impossible
         from ranked where place <= ${dealLimit}
         order by started_on desc nulls last, source_system, deal_id, journey_id`,
        ),
      },
      quality: {
        issues: await columns(
          warehouse,
          `select kind, source, entity, issue_count::double as count, example_id as example
           from marts.data_quality order by issue_count desc, kind, source, entity`,
        ),
        files: await columns(
          warehouse,
          `select source, stream, name, records_in::double as records_in, loaded::double as loaded,
             quarantined::double as quarantined, deduplicated::double as deduplicated, skipped::double as skipped,
             status, reason
           from marts.load_file order by source, stream, name, file_id`,
        ),
      },
      segments: await columns(
        warehouse,
        `with valued as (
           select pipeline, segment, segment_value, max(reached_count) as reached_count
           from marts.stage_conversion where segment not in (${hiddenSegments}) group by all
         ),
         ranked as (
           select pipeline, segment, segment_value,
             row_number() over (partition by pipeline, segment order by reached_count desc, segment_value) as place,
             count(*) over (partition by pipeline, segment) as value_count
           from valued
         )
         select conversion.pipeline, conversion.segment, conversion.segment_value as value, conversion.stage,
           conversion.reached_count::double as reached, conversion.advanced_count::double as advanced,
           conversion.mature_reached_count::double as "matureReached",
           conversion.mature_advanced_count::double as "matureAdvanced", ranked.value_count::double as "values"
         from marts.stage_conversion as conversion
         join ranked on ranked.pipeline = conversion.pipeline and ranked.segment = conversion.segment
           and ranked.segment_value = conversion.segment_value
         where ranked.place <= ${valuesPerSegment}
         order by conversion.pipeline, conversion.segment, conversion.segment_value, conversion.stage_ordinal`,
      ),
      dictionary: await columns(
        warehouse,
        `select schema_name as "schema", table_name as "table", column_name as "column", data_type as type,
           description as about, grain, answers
         from marts.dictionary where schema_name in ('core', 'marts') and not starts_with(table_name, '_')
         order by schema_name desc, table_name, column_name nulls first`,
      ),
    };
  } finally {
    warehouse.close();
  }
}

async function total(warehouse: Warehouse, table: string): Promise<number> {
  const [row] = await warehouse.rows<{ count: number }>(`select count(*)::integer as count from ${table}`);
  return Number(row?.count ?? 0);
}

/** One array per column of the result; numbers must have been cast to double, dates to text. */
async function columns<Row>(warehouse: Warehouse, sql: string): Promise<Columns<Row>> {
  const reader = await warehouse.connection.runAndReadAll(sql);
  const arrays = reader.getColumnsJson();
  return Object.fromEntries(
    reader.columnNames().map((name, index) => [name, arrays[index] ?? []]),
  ) as Columns<Row>;
}
