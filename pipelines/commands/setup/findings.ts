import type { LoadedFile } from "../../contract/loaded-file.ts";
import type { Warehouse } from "../../warehouse/open.ts";
import { foundRoles, type FoundRole } from "./sales-rows.ts";

/** One name of a stage as a source writes it, and what it is taken for. */
export interface FoundStage {
  source: string;
  sourcePipeline: string;
  sourceStage: string;
  kind: string;
  toldBy: string;
  isQuestion: boolean;
  stage: string | null;
  ordinal: number | null;
  team: string | null;
  orderToldBy: string | null;
  forward: number;
  backward: number;
  /** Records that were here, and that are here now. */
  records: number;
  current: number;
}

/** A pipeline of which the reference data does not speak. */
export interface FoundPipeline {
  pipeline: string;
  source: string;
  label: string;
  stages: string;
  won: string | null;
  lost: string | null;
  questions: string | null;
  evidence: string;
  remedy: string;
  counts: { records: number; won: number; lost: number; open: number };
  names: FoundStage[];
}

/** What the exports of a home say of themselves, before any metric. */
export interface Findings {
  files: {
    name: string;
    source: string;
    records: number;
    loaded: number;
    quarantined: number;
    status: string;
    reason: string;
    zone: string;
    dates: string;
    decimal: string;
  }[];
  pipelines: FoundPipeline[];
  /** Pipelines that the reference data decides, with how many names of stages it leaves open. */
  decided: { pipeline: string; stages: string }[];
  unmapped: { source: string; sourcePipeline: string; sourceStage: string; records: number }[];
  leadSources: {
    source: string;
    value: string;
    leadSource: string | null;
    /** What it may mean, where the word does not tell which. */
    mayBe: string | null;
    isPresumed: boolean;
    records: number;
  }[];
  currencies: {
    source: string;
    currency: string | null;
    amounts: number;
    median: number | null;
    hasRate: boolean;
  }[];
  settings: { key: string; value: string; isPresumed: boolean }[];
  roles: FoundRole[];
}

/** Reads the findings from a warehouse in which the reference models are built. */
export async function readFindings(warehouse: Warehouse, files: LoadedFile[]): Promise<Findings> {
  const rows = async <Row>(sql: string) => warehouse.rows<Row>(sql);
  const names = await rows<FoundStage & { pipeline: string }>(`
    select pipeline, source, source_pipeline as "sourcePipeline", source_stage as "sourceStage", kind, kind_told_by as "toldBy",
      is_open_question as "isQuestion", stage, stage_ordinal as ordinal, team, order_told_by as "orderToldBy",
      forward_count::double as forward, backward_count::double as backward, record_count::double as records, current_count::double as current
    from reference.presumed_stage order by pipeline, stage_ordinal nulls last, kind desc, source, source_pipeline, source_stage`);
  const pipelines = await rows<Omit<FoundPipeline, "names" | "counts"> & FoundPipeline["counts"]>(`
    select presumed.pipeline, presumed.source, presumed.label, presumed.stages, presumed.won_names as won, presumed.lost_names as lost,
      presumed.question_names as questions, presumed.evidence, presumed.remedy, counted.*
    from reference.presumed_pipeline as presumed
    join (
      -- where each record is now, what is no stage left out
      select pipeline, count(*)::double as records, count(*) filter (where kind = 'won')::double as "wonCount",
        count(*) filter (where kind = 'lost')::double as "lostCount", count(*) filter (where kind = 'stage')::double as "openCount"
      from (
        select presumed.pipeline, sighting.source, sighting.record_type, sighting.record_id,
          max_by(presumed.kind, {'seen_at': coalesce(sighting.seen_at, timestamp '0001-01-01'), 'step': sighting.step, 'sequence': sighting.sequence}) as kind
        from reference._sighting as sighting
        left join reference._rename as renamed on renamed.source = sighting.source and renamed.record_type = sighting.record_type
          and renamed.source_pipeline = sighting.source_pipeline and renamed.stage = sighting.stage
        join reference.presumed_stage as presumed on presumed.source = sighting.source and presumed.record_type = sighting.record_type
          and presumed.source_pipeline = sighting.source_pipeline and presumed.source_stage = coalesce(renamed.newer_stage, sighting.stage)
        where presumed.kind <> 'ignore'
        group by all
      ) as record
      group by pipeline
    ) as counted using (pipeline)
    order by counted.records desc, presumed.pipeline`);
  return {
    files: files.map((file) => ({
      name: file.name,
      source: file.source,
      records: file.recordsIn,
      loaded: file.loaded,
      quarantined: file.quarantined,
      status: file.status,
      reason: file.reason,
      zone: file.zone,
      dates: file.dates,
      decimal: file.decimal,
    })),
    pipelines: pipelines.map((row) => {
      const { records, wonCount, lostCount, openCount, ...pipeline } = row as typeof row &
        Record<`${"won" | "lost" | "open"}Count`, number>;
      return {
        ...pipeline,
        counts: { records, won: wonCount, lost: lostCount, open: openCount },
        names: names.filter((name) => name.pipeline === pipeline.pipeline),
      };
    }),
    decided: await rows(`
      select pipeline, string_agg(label_en, ' → ' order by ordinal) as stages from decided.stages group by pipeline order by pipeline`),
    unmapped: await rows(`
      with written as (
        select distinct source, opportunity_id as record_id, coalesce(trim(pipeline), '') as pipeline, trim(stage) as stage from staging.opportunities
        union all
        select distinct source, lead_id, coalesce(trim(pipeline), ''), trim(stage) from staging.leads
      )
      select written.source, written.pipeline as "sourcePipeline", written.stage as "sourceStage", count(*)::double as records
      from written
      left join reference.stage_map on stage_map.source = written.source and trim(stage_map.pipeline) in ('*', written.pipeline)
        and fold_case(trim(stage_map.source_stage)) = fold_case(written.stage)
      where written.stage <> '' and stage_map.source is null
      group by all order by all`),
    leadSources: await rows(`
      with written as (
        select distinct source, 'lead' as record_type, lead_id as record_id, lead_source as value from staging.leads
        union all
        select distinct source, 'opportunity', opportunity_id, lead_source from staging.opportunities
      )
      select written.source, written.value,
        coalesce(source_map.lead_source, case when is_lead_source(written.value) then written.value end) as "leadSource",
        coalesce(source_map.is_presumed, false) as "isPresumed", source_map.may_be as "mayBe", count(*)::double as records
      from written left join reference.source_map on source_map.source = written.source and source_map.value = written.value
      where written.value is not null
      group by all order by written.source, records desc, written.value`),
    currencies: await rows(`
      with base as (select value as currency from reference.settings where key = 'base_currency')
      select source, upper(currency) as currency, count(*)::double as amounts, quantile_cont(amount, 0.5)::double as median,
        coalesce(upper(currency) in (select currency from base union select currency from reference.fx_rates), true) as "hasRate"
      from (
        select source, currency, amount from staging.opportunities
        qualify row_number() over (partition by source, opportunity_id order by amount is null, _known_at desc, _file_id, _row desc) = 1
      ) as deal
      where amount is not null group by all order by source, amounts desc, currency`),
    roles: await foundRoles(warehouse),
    settings: await rows(
      `select key, value, is_presumed as "isPresumed" from reference.settings order by key`,
    ),
  };
}
