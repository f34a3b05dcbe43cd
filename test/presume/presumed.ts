import { join } from "node:path";
import { readConnectors } from "../../pipelines/connectors/all.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import type { Home } from "../../pipelines/contract/home.ts";
import { writeReference } from "../../pipelines/reference/write.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { deliver } from "../../pipelines/steps/deliver.ts";
import { readModels, tableOf } from "../../pipelines/transform/model.ts";
import { transform } from "../../pipelines/transform/transform.ts";
import { zonesOf } from "../../pipelines/transform/zones.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { scratchFolder } from "../scratch.ts";

const now = new Date("2026-11-01T03:00:00Z");
const effects = { now: () => now, report: silent };

/** Refreshes a home and says where its warehouse is. */
export async function refreshed(
  home: Home,
  threads?: number,
): Promise<{ warehouse: string; contentHash: string }> {
  const { contentHash } = await refresh(
    { home, site: false, ...(threads === undefined ? {} : { threads }) },
    effects,
  );
  return { warehouse: join(home.current, "warehouse.duckdb"), contentHash };
}

/** The models of the facts, and of the marts the one that names the pipelines. */
const factsAndPipelines = new Set(
  readModels()
    .filter(({ layer, name }) => layer !== "marts" || name === "pipeline")
    .map(tableOf),
);

/** Builds the facts and the pipelines of a home as a refresh does, in a third of its time: no other mart, nothing published. */
export async function built(home: Home): Promise<{ warehouse: string }> {
  const path = join(scratchFolder(), "warehouse.duckdb");
  const { files, reference, isSample } = await deliver({ home, site: false }, effects);
  const warehouse = await openWarehouse(path, { threads: 1 });
  try {
    await warehouse.run("create schema ops; create schema staging; create schema core; create schema marts");
    await writeReference(warehouse, reference);
    await transform(
      warehouse,
      {
        connectors: await readConnectors(),
        files,
        zones: zonesOf(reference, files),
        wanted: factsAndPipelines,
        runFacts: { run: "built", startedAt: now.toISOString(), isSample, asOf: undefined },
      },
      effects,
    );
  } finally {
    warehouse.close();
  }
  return { warehouse: path };
}

/** Rows of a query on a warehouse. */
export async function ask<Row>(warehouse: string, sql: string): Promise<Row[]> {
  const engine = await openWarehouse(warehouse, { readOnly: true, threads: 1 });
  try {
    return await engine.rows<Row>(sql);
  } finally {
    engine.close();
  }
}

/** A row of the stage map that holds, with the place of its stage. */
export interface PresumedName {
  source: string;
  pipeline: string;
  source_stage: string;
  kind: string;
  target_pipeline: string;
  stage: string | null;
  ordinal: number | null;
}

export interface Presumed {
  names: PresumedName[];
  /** What `presumed_stage` issues ask, as their id and detail. */
  questions: string[];
}

/** The stage map of a warehouse and what it asks for. */
export async function readPresumed(warehouse: string): Promise<Presumed> {
  return {
    names: await ask(
      warehouse,
      `select map.source, map.pipeline, map.source_stage, map.kind, map.target_pipeline, map.stage, stages.ordinal
       from reference.stage_map as map
       left join reference.stages on stages.pipeline = map.target_pipeline and stages.stage = map.stage
       order by all`,
    ),
    questions: (
      await ask<{ question: string }>(
        warehouse,
        `select id || ': ' || detail as question from ops.issue where kind = 'presumed_stage' order by all`,
      )
    ).map(({ question }) => question),
  };
}
