import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createMetrics } from "../../pipelines/transform/metrics.ts";
import { readFunctions } from "../../pipelines/transform/model.ts";
import { programRoot } from "../../pipelines/contract/home.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";

/** Writes a tiny warehouse with the known numbers of marts.sql and the real definitions of the metrics, the plans, the open stages and the last month. */
export async function writeMarts(path: string): Promise<void> {
  const writer = await openWarehouse(path);
  for (const { sql } of readFunctions()) await writer.run(sql);
  await writer.run(readFileSync(join(import.meta.dirname, "marts.sql"), "utf8"));
  await writer.run("create schema ops");
  await createMetrics(writer);
  for (const model of ["metric", "lead_plan_target", "open_stage", "recent_period"]) {
    const query = readFileSync(join(programRoot, "models", "marts", `${model}.sql`), "utf8");
    await writer.run(`create table marts.${model} as ${query}`);
  }
  writer.close();
}
