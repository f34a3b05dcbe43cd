import type { Effects } from "../contract/effects.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { buildModels, type Built } from "./build.ts";
import { tableOf, type Model } from "./model.ts";
import { replaceStream } from "./replace-stream.ts";

/** The models of names: they read the streams as delivered, everything else reads them with the names. */
const namingModels = [
  "reference._pipeline_name",
  "reference._stage_version",
  "reference._stage_id",
  "reference._stage_label",
];

/** The columns of a stream that name a stage, and the time at which the name that people see was the one that is written. */
const stageColumns = {
  opportunities: { columns: ["stage", "last_stage"], at: "ids._known_at" },
  leads: { columns: ["stage"], at: "ids._known_at" },
  stage_changes: { columns: ["from_stage", "to_stage"], at: "ids.changed_at" },
  stage_definitions: { columns: ["stage"], at: "coalesce(ids.valid_from, ids._known_at)" },
};

/**
 * One name for each pipeline and stage: every stream and the decided stage map say the names that the naming models find, in place of
 * ids and of names that hold no more. Returns those models, in the order of `models`.
 */
export async function nameStages(warehouse: Warehouse, models: Model[], effects: Effects): Promise<Built[]> {
  await placeDefinitions(warehouse);
  const built = await buildModels(
    warehouse,
    models.filter((model) => namingModels.includes(tableOf(model))),
    effects,
  );
  const [found] = await warehouse.rows<{ isNamed: boolean; isLabelled: boolean }>(
    `select (select count(*) from reference._pipeline_name) + (select count(*) from reference._stage_id) > 0 as "isNamed",
      (select count(*) from reference._stage_label) > 0 as "isLabelled"`,
  );
  if (found?.isNamed !== true) return built;
  for (const [stream, { columns, at }] of Object.entries(stageColumns))
    await replaceStream(warehouse, stream, "_ids_of", (ids) =>
      namedStream(ids, columns, at, found.isLabelled),
    );
  await nameDecided(warehouse);
  return built;
}

/** A change of a stage that does not say its pipeline is one of the pipeline that the list of stages has it in. */
async function placeDefinitions(warehouse: Warehouse): Promise<void> {
  const [found] = await warehouse.rows<{ homeless: number }>(
    `select count(*)::double as homeless from staging.stage_definitions
     where valid_from is not null and trimmed(pipeline) = ''`,
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

const pipelineName = `left join reference._pipeline_name as pipeline_name
  on pipeline_name.source = ids.source and pipeline_name.pipeline_id = trim(ids.pipeline)`;

/** Joins of the name of a stage at a time: that of its own pipeline, else the one that its id has in all. */
const stageNames = (column: string, at: string) =>
  ["trimmed(ids.pipeline)", "'*'"]
    .map((pipeline, index) => {
      const name = `${column}_${index}`;
      return `left join reference._stage_id as ${name} on ${name}.source = ids.source and ${name}.pipeline_id = ${pipeline}
      and ${name}.stage_id = trim(ids.${column}) and holds_at(${at}, ${name}.valid_from, ${name}.valid_to)`;
    })
    .join("\n");

/** Join of the name now of a stage that a list names as people saw it when the list was made. */
const labelName = (column: string) => {
  const name = `${column}_label`;
  return `left join reference._stage_label as ${name} on ${name}.source = ids.source and ${name}.label = trim(ids.${column})
      and ${name}.pipeline = coalesce(pipeline_name.name, trim(ids.pipeline), '')
      and holds_at(coalesce(ids._known_at, timestamp '0001-01-01'), ${name}.valid_from, ${name}.valid_to)`;
};

function namedStream(stream: string, columns: string[], at: string, isLabelled: boolean): string {
  const named = columns.map(
    (column) =>
      `coalesce(${column}_0.name, ${column}_1.name, ${isLabelled ? `${column}_label.name, ` : ""}ids.${column}) as ${column}`,
  );
  return `select ids.* replace (coalesce(pipeline_name.name, ids.pipeline) as pipeline, ${named.join(", ")})
    from ${stream} as ids
    ${pipelineName}
    ${columns.map((column) => stageNames(column, `coalesce(${at}, timestamp '0001-01-01')`)).join("\n")}
    ${isLabelled ? columns.map(labelName).join("\n") : ""}`;
}

/** What a person decided of an id holds for its name, unless there is a row for the name. */
async function nameDecided(warehouse: Warehouse): Promise<void> {
  await warehouse.run(`create or replace temp table named_map as
    select ids.rowid as place, ids.source, coalesce(pipeline_name.name, ids.pipeline) as pipeline,
      coalesce(source_stage_0.name, source_stage_1.name, ids.source_stage) as source_stage
    from decided.stage_map as ids
    ${pipelineName}
    ${stageNames("source_stage", "timestamp '9999-12-30'")}`);
  await warehouse.run(`update decided.stage_map set pipeline = named_map.pipeline, source_stage = named_map.source_stage
    from named_map where named_map.place = stage_map.rowid and (named_map.source, named_map.pipeline, named_map.source_stage) not in (
      select (other.source, other.pipeline, other.source_stage) from decided.stage_map as other where other.rowid <> named_map.place)`);
}
