import { quotedIdentifier } from "@duckdb/node-api";
import type { Effects } from "../contract/effects.ts";
import { accountsOf } from "../load/accounts.ts";
import type { LoadedFile } from "../contract/loaded-file.ts";
import { inheritDecisions } from "../reference/inherit.ts";
import { compareWithPrevious, type Previous } from "./previous.ts";
import { writeFiles, writeIssues, writeRowAccounting, writeWatermarks } from "./ops-tables.ts";
import { streamNames } from "../contract/streams.ts";
import { version } from "../contract/version.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { buildModels, commentModels, type Built } from "./build.ts";
import { comparedTables, orderModels } from "./dependencies.ts";
import { writeDictionary } from "./dictionary.ts";
import { createMetrics } from "./metrics.ts";
import { readFunctions, readModels, tableOf, type Model } from "./model.ts";
import { unifySpellings } from "./spellings.ts";
import { nameStages } from "./stage-names.ts";
import { createLocalDays, createStreamViews, zonesOfOwners, type Contract } from "./sources.ts";
import { decidedTables, referenceTables, type ReferenceTable } from "../reference/tables.ts";

export interface TransformInput {
  connectors: Contract[];
  files: LoadedFile[];
  zones: string[];
  /** The release that marts.restatement compares with. */
  previous?: Previous | undefined;
  /** The tables whose models are built; all of them when missing. */
  wanted?: Set<string>;
  runFacts: { run: string; startedAt: string; isSample: boolean; asOf: string | undefined };
}

/** Tables of `ops` that serve the build alone. */
export const buildTables = ["source_zone", "trace", "comparison", "new_merge", "metric"].map(
  (table) => `ops.${table}`,
);

/** Tables that exist before any model, by schema.table. */
export function givenTables(): Set<string> {
  return new Set([
    ...streamNames.map((stream) => `staging.${stream}`),
    ...(Object.keys(referenceTables) as ReferenceTable[]).map((table) =>
      decidedTables.includes(table) ? `decided.${table}` : `reference.${table}`,
    ),
    "reference.local_day",
    "reference.unconfirmed_pipeline",
    ...["run", "file", "quarantine", "issue", "watermark"].map((table) => `ops.${table}`),
    ...buildTables,
  ]);
}

/**
 * Brings the loaded files as far as the reference data that holds for them: staging, and what is decided or presumed of their
 * pipelines. Returns the models that are wanted in their order, and those that are built.
 */
export async function prepare(
  warehouse: Warehouse,
  input: Pick<TransformInput, "connectors" | "files" | "zones" | "wanted">,
  effects: Effects,
): Promise<{ models: Model[]; built: Built[] }> {
  for (const { sql } of readFunctions()) await warehouse.run(sql);
  await writeFiles(warehouse, input.files);
  await inheritDecisions(warehouse, accountsOf(input.files));
  await createLocalDays(warehouse, [...input.zones, ...(await zonesOfOwners(warehouse, input.files))]);
  await createStreamViews(warehouse, input.connectors, input.files);
  const all = await orderModels(warehouse, readModels(), givenTables());
  const naming = await nameStages(warehouse, all, effects);
  await unifySpellings(warehouse);
  const isNaming = (model: Model) => naming.some((built) => built.model === model);
  const models = all.filter((model) => isNaming(model) || (input.wanted?.has(tableOf(model)) ?? true));
  const others = ofLayer(models, "reference").filter((model) => !isNaming(model));
  return { models, built: [...naming, ...(await buildModels(warehouse, others, effects))] };
}

const ofLayer = (models: Model[], layer: Model["layer"]) => models.filter((model) => model.layer === layer);

/** Builds the core models, what the program makes of them, and the marts, each of those that `models` has. */
export async function buildFacts(
  warehouse: Warehouse,
  models: Model[],
  { files, previous }: Pick<TransformInput, "files" | "previous">,
  effects: Effects,
): Promise<Built[]> {
  const core = await buildModels(warehouse, ofLayer(models, "core"), effects);
  const has = (table: string) => core.some(({ model }) => tableOf(model) === table);
  if (has("core._issue")) await writeIssues(warehouse, files);
  if (has("core._row_accounting")) await writeRowAccounting(warehouse);
  await compareWithPrevious(warehouse, comparedTables.every(has) ? previous : undefined, effects);
  await createMetrics(warehouse);
  return [...core, ...(await buildModels(warehouse, ofLayer(models, "marts"), effects))];
}

/**
 * Builds the models from the loaded files. `finish` drops what is not released: staging (views over files of this machine) and private
 * models. The caller audits before it.
 */
export async function transform(
  warehouse: Warehouse,
  input: TransformInput,
  effects: Effects,
): Promise<{ all: Model[]; built: Built[]; finish(): Promise<void> }> {
  const { models, built } = await prepare(warehouse, input, effects);
  await writeWatermarks(warehouse, input.runFacts.asOf);
  await warehouse.run(
    `create table ops.run as select $1::varchar as run_id, $4::timestamp as started_at, null::timestamp as finished_at,
     (select max(as_of) from ops.watermark) as as_of, 'built' as status, $2::varchar as version, $3::boolean as is_sample`,
    [input.runFacts.run, version, input.runFacts.isSample, input.runFacts.startedAt],
  );
  built.push(...(await buildFacts(warehouse, models, input, effects)));
  await commentModels(warehouse, models);
  await writeDictionary(warehouse, models);
  return {
    all: models,
    built,
    async finish() {
      await warehouse.run("drop schema staging cascade; drop schema decided cascade");
      for (const table of buildTables) await warehouse.run(`drop table ${table}`);
      for (const model of models.filter((each) => each.name.startsWith("_")))
        await warehouse.run(
          `drop ${model.isView ? "view" : "table"} ${model.layer}.${quotedIdentifier(model.name)}`,
        );
      await warehouse.run("checkpoint");
    },
  };
}
