import { readFileSync } from "node:fs";
import { join } from "node:path";
import { programRoot } from "../../pipelines/home.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";

/** Writes a tiny warehouse with the known numbers of marts.sql and the real definitions of the metrics. */
export async function writeMarts(path: string): Promise<void> {
  const writer = await openWarehouse(path);
  await writer.run(readFileSync(join(import.meta.dirname, "marts.sql"), "utf8"));
  const definitions = readFileSync(join(programRoot, "models", "marts", "metric.sql"), "utf8");
  await writer.run(`create table marts.metric as ${definitions}`);
  writer.close();
}
