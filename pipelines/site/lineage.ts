import type { BuiltFiles } from "../../dashboards/lib/built-files.ts";
import { madeOfModels, tablesOf } from "../transform/dependencies.ts";
import { readModels, tableOf } from "../transform/model.ts";
import { openWarehouse } from "../warehouse/open.ts";
import { columnsOf } from "./operations.ts";

/**
 * What every public table of the models is made of, as the queries of the models say: the public tables and the streams that it reads,
 * directly or through private models, which are named apart; and which sources delivered a stream to the release.
 */
export async function lineageOf(path: string): Promise<BuiltFiles["lineage"]> {
  const warehouse = await openWarehouse(path, { readOnly: true });
  try {
    const models = readModels();
    const reads = new Map<string, string[]>(Object.entries(madeOfModels));
    for (const [model, tables] of await tablesOf(warehouse, models)) reads.set(tableOf(model), tables);
    const rows = models
      .filter(({ name }) => !name.startsWith("_"))
      .map((model) => nearest(tableOf(model), reads));
    const delivered = await warehouse.rows<{ stream: string; source: string }>(
      `select distinct unnest(string_split(stream, ' ')) as stream, source from marts.load_file
       where status = 'loaded' and source is not null order by all`,
    );
    return {
      tables: columnsOf(rows, ["table_name", "reads", "through"]),
      sources: columnsOf(delivered, ["stream", "source"]),
    };
  } finally {
    warehouse.close();
  }
}

/** What a reader can look at: tables of the release that are no step on the way to others, and streams. */
const isPublic = (table: string, reads: Map<string, string[]>): boolean =>
  table.startsWith("staging.") ||
  (!(table.split(".")[1] ?? "").startsWith("_") && !(table in madeOfModels) && reads.has(table));

/** The nearest public tables and streams behind a table, and the private ones between, each as names parted by spaces. */
function nearest(
  table: string,
  reads: Map<string, string[]>,
): { table_name: string; reads: string; through: string } {
  const found = new Set<string>();
  const through = new Set<string>();
  const visit = (from: string): void => {
    for (const next of reads.get(from) ?? []) {
      if (isPublic(next, reads)) found.add(next);
      else if (!through.has(next)) {
        through.add(next);
        visit(next);
      }
    }
  };
  visit(table);
  found.delete(table);
  return {
    table_name: table,
    reads: [...found].sort().join(" "),
    through: [...through]
      .filter((name) => reads.has(name))
      .sort()
      .join(" "),
  };
}
