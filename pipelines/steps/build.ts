import { join } from "node:path";
import { audit } from "../audit/audit.ts";
import { warnOfEarlyEnd, warnOfIssues } from "../audit/warnings.ts";
import { readConnectors } from "../connectors/all.ts";
import type { Effects } from "../contract/effects.ts";
import { faultPoint } from "../contract/faults.ts";
import { figuresOf, type Figures } from "../operations/figures.ts";
import { writeReference } from "../reference/write.ts";
import { seal } from "../release/seal.ts";
import { summarise, type Summary } from "../summary.ts";
import { transform } from "../transform/transform.ts";
import { zonesOf } from "../transform/zones.ts";
import { queries } from "../warehouse/dialect.ts";
import { openWarehouse, threadsFor, type Warehouse } from "../warehouse/open.ts";
import type { Delivered } from "./deliver.ts";

interface RunFacts {
  run: string;
  started: Date;
  asOf: string | undefined;
  threads: number | undefined;
}

/** Makes the warehouse of a release, checks it and seals it. */
export async function build(
  release: string,
  { files, reference, previous, isSample, unread }: Delivered,
  { run, started, asOf, threads }: RunFacts,
  effects: Effects,
) {
  effects.report.step("transform");
  const path = join(release, "warehouse.duckdb");
  const warehouse = await openWarehouse(path, {
    memoryLimit: "2GB",
    threads:
      threads ??
      threadsFor(
        "rows",
        files.reduce((rows, { loaded }) => rows + loaded, 0),
      ),
  });
  let summary: Summary;
  let figures: Figures;
  try {
    await warehouse.run("create schema ops; create schema staging; create schema core; create schema marts");
    await writeReference(warehouse, reference);
    const connectors = await readConnectors();
    const zones = zonesOf(reference, files);
    const runFacts = { run, startedAt: started.toISOString(), isSample, asOf };
    const models = await transform(warehouse, { connectors, files, zones, previous, runFacts }, effects);

    effects.report.step("audit");
    faultPoint("audit");
    await audit(warehouse, models.all, effects);
    await warnOfIssues(warehouse, effects);
    await warnOfEarlyEnd(warehouse, effects);
    await finishRun(warehouse, effects);
    summary = await summarise(warehouse, files, unread);
    figures = await figuresOf(warehouse);
    faultPoint("finish");
    await models.finish();
  } finally {
    warehouse.close();
  }

  effects.report.step("seal");
  return { contentHash: await seal(path), summary, figures };
}

async function finishRun(warehouse: Warehouse, effects: Effects): Promise<void> {
  const finished = effects.now().toISOString().replace("T", " ").replace("Z", "");
  await queries(warehouse).updateTable("ops.run").set({ finished_at: finished }).execute();
}
