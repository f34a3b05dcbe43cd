import type { Files } from "../../dashboards/lib/data.ts";
import type { BuiltFiles } from "../../dashboards/lib/built-files.ts";
import { answers, type Recipe } from "./cookbook.ts";
import { lineageOf } from "./lineage.ts";
import { readMarts } from "./read-marts.ts";

/** What a site is made of. */
export interface SiteInput {
  /** The closed warehouse; opened read-only. */
  warehouse: string;
  /** How the home is operated. */
  operations: BuiltFiles["operations"];
  /** The queries of the cookbook. */
  recipes: Recipe[];
  /** False leaves out the SQL console, with the engine and the tables that it needs. */
  console?: boolean;
}

/** Every data file of the site, apart from that of the SQL console. */
export async function readFiles(
  { warehouse, operations, recipes }: SiteInput,
  warn: (message: string) => void,
): Promise<Omit<Files, "console">> {
  const marts = await readMarts(warehouse, warn);
  return {
    ...marts,
    operations,
    cookbook: { recipes: await answers(warehouse, recipes) },
    lineage: await lineageOf(warehouse),
  };
}
