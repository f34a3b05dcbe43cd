import { join } from "node:path";
import { programRoot } from "../contract/home.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";

/** What each number of the marts means, in both languages: a row per metric, with named columns. */
const metricsFile = join(programRoot, "data", "metrics.csv");

/** Creates `ops.metric`, the rows of the file; models/marts/metric.sql is their contract. */
export async function createMetrics(warehouse: Warehouse): Promise<void> {
  await warehouse.run(
    `create or replace table ops.metric as
     from read_csv(${quotedPath(metricsFile)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')`,
  );
}
