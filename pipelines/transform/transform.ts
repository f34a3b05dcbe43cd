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
import { buildModels, commentModels } from "./build.ts";
import { orderModels } from "./dependencies.ts";
import { writeDictionary } from "./dictionary.ts";
import { readFunctions, readModels, type Model } from "./model.ts";
import { createLocalDays, createStreamViews, zonesOfOwners, type Contract } from "./sources.ts";
import { decidedTables, referenceTables, type ReferenceTable } from "../reference/tables.ts";

export interface TransformInput {
  connectors: Contract[];
  files: LoadedFile[];
  zones: string[];
  /** The release that marts.restatement compares with. */
  previous?: Previous | undefined;
  runFacts: { run: string; startedAt: string; isSample: boolean; asOf: string | undefined };
}

/** Tables that exist before any model, by schema.table. */
export function givenTables(): Set<string> {
  return new Set([
    ...streamNames.map((stream) => `staging.${stream}`),
    ...(Object.keys(referenceTables) as ReferenceTable[]).map((table) =>
      decidedTables.includes(table) ? `decided.${table}` : `reference.${table}`,
    ),
    "reference.local_day",
    "reference.unconfirmed_pipeline",
    ...[
      "run",
      "file",
      "quarantine",
      "issue",
      "watermark",
      "source_zone",
      "trace",
      "comparison",
      "new_merge",
    ].map((table) => `ops.${table}`),
  ]);
}

/**
 * Brings the loaded files as far as the reference data that holds for them: staging, and what is decided or presumed of their
 * pipelines. Returns all models in their order.
 */
export async function prepare(
  warehouse: Warehouse,
  input: Pick<TransformInput, "connectors" | "files" | "zones">,
  effects: Effects,
): Promise<Model[]> {
  for (const { sql } of readFunctions()) await warehouse.run(sql);
  await writeFiles(warehouse, input.files);
  await inheritDecisions(warehouse, accountsOf(input.files));
  await createLocalDays(warehouse, [...input.zones, ...(await zonesOfOwners(warehouse, input.files))]);
  await createStreamViews(warehouse, input.connectors, input.files);
  const models = await orderModels(warehouse, readModels(), givenTables());
  await buildModels(
    warehouse,
    models.filter((model) => model.layer === "reference"),
    effects,
  );
  return models;
}

/**
 * Builds every model from the loaded files. `finish` drops what is not released: staging (views over files of this machine) and private
 * models. The caller audits before it.
 */
export async function transform(
  warehouse: Warehouse,
  input: TransformInput,
  effects: Effects,
): Promise<{ all: Model[]; finish(): Promise<void> }> {
  const models = await prepare(warehouse, input, effects);
  await writeWatermarks(warehouse, input.runFacts.asOf);
  await warehouse.run(
    `create table ops.run as select $1::varchar as run_id, $4::timestamp as started_at, null::timestamp as finished_at,
     (select max(as_of) from ops.watermark) as as_of, 'built' as status, $2::varchar as version, $3::boolean as is_sample`,
    [input.runFacts.run, version, input.runFacts.isSample, input.runFacts.startedAt],
  );
  const core = models.filter((model) => model.layer === "core");
  await buildModels(warehouse, core, effects);
  await writeIssues(warehouse, input.files);
  await writeRowAccounting(warehouse);
  await compareWithPrevious(warehouse, input.previous, effects);
  await buildModels(
    warehouse,
    models.filter((model) => model.layer === "marts"),
    effects,
  );
  await commentModels(warehouse, models);
  await writeDictionary(warehouse, models);
  return {
    all: models,
    async finish() {
      await warehouse.run(
        "drop schema staging cascade; drop schema decided cascade; drop table ops.source_zone; drop table ops.trace; drop table ops.comparison; drop table ops.new_merge",
      );
      for (const model of models.filter((each) => each.name.startsWith("_")))
        await warehouse.run(
          `drop ${model.isView ? "view" : "table"} ${model.layer}.${quotedIdentifier(model.name)}`,
        );
      await warehouse.run("checkpoint");
    },
  };
}
