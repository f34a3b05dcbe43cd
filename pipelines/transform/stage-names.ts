import type { Warehouse } from "../warehouse/open.ts";
import { replaceStream } from "./replace-stream.ts";

/** The columns of a stream that name a stage, and the time at which the name that people see was the one that is written. */
const stageColumns = {
  opportunities: { columns: ["stage", "last_stage"], at: "_known_at" },
  leads: { columns: ["stage"], at: "_known_at" },
  stage_changes: { columns: ["from_stage", "to_stage"], at: "changed_at" },
  stage_definitions: { columns: ["stage"], at: "coalesce(valid_from, _known_at)" },
} as const;

const newest = "_known_at desc nulls last, _file_id, _row desc";
const [always, never] = ["timestamp '0001-01-01'", "timestamp '9999-12-31'"];

/**
 * One name for each pipeline and stage: a CRM's list for people has names and what a program is answered has ids, of the same deals.
 * Where a list of stages has both, or the same records are in pipelines of a number and of a name, every stream and the decided stage map
 * say the names. A stage that was renamed has its newest name at all times, in lists that were made before as well. One that was made
 * won, lost or open at some time is another stage since then: what was there before means what it meant.
 */
export async function nameStages(warehouse: Warehouse): Promise<void> {
  await placeDefinitions(warehouse);
  await warehouse.run(`create table staging._pipeline_name as
    with listed as (
      select source, trim(pipeline) as pipeline_id, trim(pipeline_name) as name, coalesce(valid_from, _known_at) as since, _file_id, _row
      from staging.stage_definitions where trim(pipeline_name) <> '' and trim(pipeline) <> ''
    ),
    told as (
      select source, pipeline_id, name from listed
      qualify row_number() over (partition by source, pipeline_id order by since desc nulls last, _file_id, _row desc) = 1
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
    ),
    -- names that one pipeline had before, and none has now
    former as (
      select listed.source, listed.name as former_name, min(told.name) as name
      from listed join told on told.source = listed.source and told.pipeline_id = listed.pipeline_id
      group by listed.source, listed.name
      having count(distinct listed.pipeline_id) = 1
    )
    select source, pipeline_id, name from told
    union all
    select source, pipeline_id, name from agreed
    where (source, pipeline_id) not in (select (source, pipeline_id) from told)
    union all
    select source, former_name, name from former
    where former_name <> name and (source, former_name) not in (select (source, name) from told union select (source, pipeline_id) from told)`);
  await writeVersions(warehouse);
  const [found] = await warehouse.rows<{ names: number; labels: number }>(
    `select ((select count(*) from staging._pipeline_name) + (select count(*) from staging._stage_name))::double as names,
      (select count(*) from staging._stage_label)::double as labels`,
  );
  if (found === undefined || found.names === 0) return;
  for (const [stream, { columns, at }] of Object.entries(stageColumns))
    await nameOf(warehouse, stream, [...columns], at, found.labels > 0);
  await nameDecided(warehouse);
}

/** A change of a stage that does not say its pipeline is one of the pipeline that the list of stages has it in. */
async function placeDefinitions(warehouse: Warehouse): Promise<void> {
  const [found] = await warehouse.rows<{ homeless: number }>(
    `select count(*)::double as homeless from staging.stage_definitions
     where valid_from is not null and coalesce(trim(pipeline), '') = ''`,
  );
  if ((found?.homeless ?? 0) === 0) return;
  await replaceStream(
    warehouse,
    "stage_definitions",
    "_given",
    (given) => `select * replace (
      coalesce(nullif(trim(pipeline), ''), max(nullif(trim(pipeline), '')) over (partition by source, trim(stage))) as pipeline)
    from ${given}`,
  );
}

/** Tables of the names of stages by their ids and by the names that people saw before, each for the time in which it holds. */
async function writeVersions(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`create or replace temp table stage_version as
    with told as (
      select source, coalesce(trim(pipeline), '') as pipeline_id, trim(stage) as stage_id, trim(name) as label,
        coalesce(valid_from, _known_at, ${always}) as since,
        case when is_won then 'won' when is_closed then 'lost' when not is_closed then 'open' end as kind
      from staging.stage_definitions where trim(name) <> '' and trim(stage) <> ''
      qualify row_number() over (
        partition by source, pipeline_id, stage_id, since order by ${newest}) = 1
    ),
    -- what a person says of an id holds for all of its time
    decided_id as (select distinct source, trim(source_stage) as stage_id from decided.stage_map),
    compared as (
      select told.*, decided_id.stage_id is null and told.kind <> last_value(told.kind ignore nulls) over (
        stage rows between unbounded preceding and 1 preceding) as is_other
      from told left join decided_id on decided_id.source = told.source and decided_id.stage_id = told.stage_id
      window stage as (partition by told.source, told.pipeline_id, told.stage_id order by told.since)
    ),
    run as (
      select *, count(*) filter (where is_other) over (
        partition by source, pipeline_id, stage_id order by since) as run_number
      from compared
    ),
    named as (
      select source, pipeline_id, stage_id, run_number, max_by(label, since) as label, min(since) as begins_at
      from run group by all
    ),
    -- a stage that kept its name when it became another
    parted as (
      select *, lead(begins_at) over (partition by source, pipeline_id, stage_id order by run_number) as ends_at,
        count(*) over (partition by source, pipeline_id, stage_id, label) > 1 as is_same
      from named
    )
    select run.source, run.pipeline_id, run.stage_id, run.label, run.since, run.run_number, parted.begins_at, parted.ends_at,
      parted.label || case when parted.is_same and parted.ends_at is not null then ' (until ' || strftime(parted.ends_at, '%Y-%m-%d') || ')' else '' end as name
    from run join parted using (source, pipeline_id, stage_id, run_number)`);
  await warehouse.run(`create table staging._stage_name as
    with told as (
      select distinct source, pipeline_id, stage_id, name,
        case when run_number = 0 then ${always} else begins_at end as from_at,
        coalesce(ends_at, ${never}) as to_at
      from temp.stage_version
    ),
    placed as (select source, stage_id, count(distinct pipeline_id) as places, count(distinct name) as names from told group by all)
    from told
    union all
    select told.source, '*', told.stage_id, told.name, told.from_at, told.to_at
    from told join placed using (source, stage_id) where placed.places = 1
    union all
    select source, '*', stage_id, min(name), ${always}, ${never}
    from told join placed using (source, stage_id) where placed.places > 1 and placed.names = 1
    group by source, stage_id`);
  await warehouse.run(`create table staging._stage_label as
    with stretch as (
      select version.source, coalesce(pipeline_name.name, version.pipeline_id) as pipeline, version.stage_id, version.label, version.name,
        case when row_number() over stage = 1 then ${always} else version.since end as from_at,
        coalesce(lead(version.since) over stage, ${never}) as to_at
      from temp.stage_version as version
      left join staging._pipeline_name as pipeline_name on pipeline_name.source = version.source and pipeline_name.pipeline_id = version.pipeline_id
      window stage as (partition by version.source, version.pipeline_id, version.stage_id order by version.since)
    ),
    shared as (
      select source, pipeline, label, count(distinct stage_id) as stages, count(distinct name) as names from stretch group by all
    ),
    decided_name as (select distinct source, trim(source_stage) as label from decided.stage_map)
    select distinct stretch.source, stretch.pipeline, stretch.label, stretch.name,
      case when shared.names = 1 then ${always} else stretch.from_at end as from_at,
      case when shared.names = 1 then ${never} else stretch.to_at end as to_at
    from stretch join shared using (source, pipeline, label)
    left join decided_name on decided_name.source = stretch.source and decided_name.label = stretch.label
    where stretch.label <> stretch.name and stretch.label <> stretch.stage_id and decided_name.label is null`);
}

const pipelineOf = (row: string) =>
  `left join staging._pipeline_name as pipeline_name on pipeline_name.source = ${row}.source and pipeline_name.pipeline_id = trim(${row}.pipeline)`;

/** The name of a stage: that of its own pipeline, else the one that its id has in all. */
const stageOf = (row: string, column: string, at: string) =>
  ["''", "'*'"]
    .map(
      (
        other,
        index,
      ) => `left join staging._stage_name as ${column}_${index} on ${column}_${index}.source = ${row}.source and ${column}_${index}.stage_id = trim(${row}.${column})
      and ${column}_${index}.pipeline_id = ${index === 0 ? `coalesce(trim(${row}.pipeline), ${other})` : other}
      and ${at} >= ${column}_${index}.from_at and ${at} < ${column}_${index}.to_at`,
    )
    .join("\n");

/** The name now of a stage that a list names as people saw it when the list was made. */
const labelOf = (row: string, column: string) =>
  `left join staging._stage_label as ${column}_seen on ${column}_seen.source = ${row}.source and ${column}_seen.label = trim(${row}.${column})
      and ${column}_seen.pipeline = coalesce(pipeline_name.name, trim(${row}.pipeline), '')
      and coalesce(${row}._known_at, ${always}) >= ${column}_seen.from_at and coalesce(${row}._known_at, ${always}) < ${column}_seen.to_at`;

async function nameOf(
  warehouse: Warehouse,
  stream: string,
  columns: string[],
  at: string,
  hasLabels: boolean,
): Promise<void> {
  const named = columns.map(
    (column) =>
      `coalesce(${column}_0.name, ${column}_1.name, ${hasLabels ? `${column}_seen.name, ` : ""}ids.${column}) as ${column}`,
  );
  const time = `coalesce(${at.replace(/\b(valid_from|_known_at|changed_at)\b/g, "ids.$1")}, ${always})`;
  await replaceStream(
    warehouse,
    stream,
    "_ids_of",
    (
      ids,
    ) => `select ids.* replace (coalesce(pipeline_name.name, ids.pipeline) as pipeline, ${named.join(", ")})
    from ${ids} as ids
    ${pipelineOf("ids")}
    ${columns.map((column) => stageOf("ids", column, time)).join("\n")}
    ${hasLabels ? columns.map((column) => labelOf("ids", column)).join("\n") : ""}`,
  );
}

/** What a person decided of an id holds for its name, unless there is a row for the name. */
async function nameDecided(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`create or replace temp table named_map as
    select ids.rowid as place, ids.source, coalesce(pipeline_name.name, ids.pipeline) as pipeline,
      coalesce(source_stage_0.name, source_stage_1.name, ids.source_stage) as source_stage
    from decided.stage_map as ids
    ${pipelineOf("ids")}
    ${stageOf("ids", "source_stage", `${never} - interval 1 day`)}`);
  await warehouse.run(`update decided.stage_map set pipeline = named_map.pipeline, source_stage = named_map.source_stage
    from named_map where named_map.place = stage_map.rowid and (named_map.source, named_map.pipeline, named_map.source_stage) not in (
      select (other.source, other.pipeline, other.source_stage) from decided.stage_map as other where other.rowid <> named_map.place)`);
}
