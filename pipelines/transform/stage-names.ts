import type { Warehouse } from "../warehouse/open.ts";

/** The columns of a stream that name a stage. */
const stageColumns = {
  opportunities: ["stage", "last_stage"],
  leads: ["stage"],
  stage_changes: ["from_stage", "to_stage"],
} as const;

const newest = "_known_at desc nulls last, _file_id, _row desc";

/**
 * One name for each pipeline and stage: a CRM's list for people has names and what a program is answered has ids, of the same deals.
 * Where a list of stages has both, or the same records are in pipelines of a number and of a name, every stream and the decided stage map
 * say the names.
 */
export async function nameStages(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`create table staging._pipeline_name as
    with told as (
      select source, trim(pipeline) as pipeline_id, trim(pipeline_name) as name, _known_at, _file_id, _row
      from staging.stage_definitions where trim(pipeline_name) <> '' and trim(pipeline) <> ''
      qualify row_number() over (partition by source, trim(pipeline) order by ${newest}) = 1
    ),
    shared as (
      select numbered.source, trim(numbered.pipeline) as pipeline_id, trim(named.pipeline) as name, count(distinct numbered.opportunity_id) as weight
      from staging.opportunities as numbered
      join staging.opportunities as named on named.source = numbered.source and named.opportunity_id = numbered.opportunity_id
      where regexp_full_match(trim(numbered.pipeline), '\\d+') and trim(named.pipeline) <> '' and not regexp_full_match(trim(named.pipeline), '\\d+')
      group by all
    ),
    agreed as (
      select source, pipeline_id, name from shared
      qualify weight >= 0.9 * sum(weight) over (partition by source, pipeline_id)
    )
    select source, pipeline_id, name from told
    union all
    select source, pipeline_id, name from agreed
    where (source, pipeline_id) not in (select (source, pipeline_id) from told)`);
  await warehouse.run(`create table staging._stage_name as
    with told as (
      select source, coalesce(trim(pipeline), '') as pipeline_id, trim(stage) as stage_id, trim(name) as name
      from staging.stage_definitions where trim(name) <> '' and trim(stage) <> ''
      qualify row_number() over (partition by source, coalesce(trim(pipeline), ''), trim(stage) order by ${newest}) = 1
    )
    from told
    union all
    select source, '*', stage_id, min(name) from told group by source, stage_id having count(distinct name) = 1`);
  const [found] = await warehouse.rows<{ names: number }>(
    "select ((select count(*) from staging._pipeline_name) + (select count(*) from staging._stage_name))::double as names",
  );
  if ((found?.names ?? 0) === 0) return;
  for (const [stream, columns] of Object.entries(stageColumns)) await nameOf(warehouse, stream, [...columns]);
  await nameOf(warehouse, "stage_definitions", ["stage"]);
  await nameDecided(warehouse);
}

const pipelineOf = (row: string) =>
  `left join staging._pipeline_name as pipeline_name on pipeline_name.source = ${row}.source and pipeline_name.pipeline_id = trim(${row}.pipeline)`;

/** The name of a stage: that of its own pipeline, else the one that its id has in all. */
const stageOf = (row: string, column: string) =>
  ["''", "'*'"]
    .map(
      (
        other,
        index,
      ) => `left join staging._stage_name as ${column}_${index} on ${column}_${index}.source = ${row}.source and ${column}_${index}.stage_id = trim(${row}.${column})
      and ${column}_${index}.pipeline_id = ${index === 0 ? `coalesce(trim(${row}.pipeline), ${other})` : other}`,
    )
    .join("\n");

async function nameOf(warehouse: Warehouse, stream: string, columns: string[]): Promise<void> {
  const named = columns.map(
    (column) => `coalesce(${column}_0.name, ${column}_1.name, ids.${column}) as ${column}`,
  );
  const [found] = await warehouse.rows<{ isTable: boolean }>(
    `select table_type = 'BASE TABLE' as "isTable" from information_schema.tables where table_schema = 'staging' and table_name = $1`,
    [stream],
  );
  const kind = found?.isTable === true ? "table" : "view";
  await warehouse.run(`alter ${kind} staging.${stream} rename to _ids_of_${stream}`);
  await warehouse.run(`create ${kind} staging.${stream} as
    select ids.* replace (coalesce(pipeline_name.name, ids.pipeline) as pipeline, ${named.join(", ")})
    from staging._ids_of_${stream} as ids
    ${pipelineOf("ids")}
    ${columns.map((column) => stageOf("ids", column)).join("\n")}`);
}

/** What a person decided of an id holds for its name, unless there is a row for the name. */
async function nameDecided(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`create or replace temp table named_map as
    select ids.rowid as place, ids.source, coalesce(pipeline_name.name, ids.pipeline) as pipeline,
      coalesce(source_stage_0.name, source_stage_1.name, ids.source_stage) as source_stage
    from decided.stage_map as ids
    ${pipelineOf("ids")}
    ${stageOf("ids", "source_stage")}`);
  await warehouse.run(`update decided.stage_map set pipeline = named_map.pipeline, source_stage = named_map.source_stage
    from named_map where named_map.place = stage_map.rowid and (named_map.source, named_map.pipeline, named_map.source_stage) not in (
      select (other.source, other.pipeline, other.source_stage) from decided.stage_map as other where other.rowid <> named_map.place)`);
}
