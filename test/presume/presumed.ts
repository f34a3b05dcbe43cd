import { join } from "node:path";
import { silent } from "../../pipelines/contract/effects.ts";
import type { Home } from "../../pipelines/contract/home.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";

/** Refreshes a home and says where its warehouse is. */
export async function refreshed(
  home: Home,
  threads?: number,
): Promise<{ warehouse: string; contentHash: string }> {
  const clock = { now: () => new Date("2026-11-01T03:00:00Z"), report: silent };
  const { contentHash } = await refresh(
    { home, site: false, ...(threads === undefined ? {} : { threads }) },
    clock,
  );
  return { warehouse: join(home.current, "warehouse.duckdb"), contentHash };
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
